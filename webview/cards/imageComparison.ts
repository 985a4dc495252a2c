// Two pictures beside each other or on top of each other: a divider that is dragged between them, or their difference.
import { Disposable } from '../../src/base/lifecycle';
import type { MediaSample } from '../../src/shared/content';
import { l10n } from '../../src/shared/language';
import { element } from '../components/element';
import { colourSwatch, swatchOf } from '../components/swatch';
import type { LaneLook } from './cardParts';
import { Picture, type ZoomKeeper } from './picture';

export type ComparisonForm = 'pair' | 'divider' | 'difference';

export interface Side {
  readonly look: LaneLook;
  readonly words: string;
  readonly sample: MediaSample;
}

export class ImageComparison extends Disposable {
  readonly element = element('div', 'comparison');
  readonly #left: Picture;
  readonly #right: Picture;
  readonly #divider = element('input', 'slider comparison-divider');
  readonly #heads = [newHead(), newHead()] as const;

  constructor(keeper: ZoomKeeper) {
    super();
    this.#left = this.own(new Picture(keeper));
    this.#right = this.own(new Picture(keeper));
    Object.assign(this.#divider, { type: 'range', min: '0', max: '100', value: '50' });
    this.#divider.ariaLabel = l10n.t('Where one picture ends and the other begins');
    this.#divider.addEventListener('input', () => this.#divide());
    this.#right.element.classList.add('over');
    this.#right.element.tabIndex = -1;
    const heads = element('div', 'comparison-heads', ...this.#heads.map(({ line }) => line));
    const stack = element('div', 'comparison-stack', this.#left.element, this.#right.element);
    this.element.append(heads, stack, this.#divider);
    this.#divide();
    this.show(null, 'divider');
  }

  show(sides: readonly [Side, Side] | null, form: ComparisonForm): void {
    this.element.hidden = sides === null;
    this.element.classList.toggle('difference', form === 'difference');
    this.element.classList.toggle('pair', form === 'pair');
    this.#divider.hidden = form !== 'divider';
    if (!sides) {
      this.#left.clear();
      this.#right.clear();
      return;
    }
    const [left, right] = sides;
    this.#left.show(left.sample, left.words);
    this.#right.show(right.sample, right.words);
    sides.forEach((side, at) => {
      const { swatch, words } = this.#heads[at]!;
      colourSwatch(swatch, side.look);
      words.textContent = side.words;
    });
  }

  resize(): void {
    this.#left.sharpen();
    this.#right.sharpen();
  }

  #divide(): void {
    const share = `${this.#divider.value}%`;
    this.element.style.setProperty('--divide', share);
    this.#divider.style.setProperty('--filled', share);
  }
}

function newHead(): { line: HTMLElement; swatch: SVGSVGElement; words: HTMLElement } {
  const swatch = swatchOf({ colour: 'currentColor', dash: [] });
  const words = element('span', 'lane-name');
  return { line: element('div', 'lane-head', swatch, words), swatch, words };
}
