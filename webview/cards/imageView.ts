// Images: a grid by run, or any two of them beside each other, behind a divider or as their difference.
import type { ImageContent } from '../../src/shared/content';
import { Disposable } from '../../src/base/lifecycle';
import { l10n } from '../../src/shared/language';
import { formatCount } from '../../src/shared/text';
import { arrangeChildren, element } from '../components/element';
import type { CardSettings, CardView, Lane, ViewEvents } from './cardParts';
import { createChoice, createSlider, createSwitch } from './cardControls';
import { ImageComparison } from './imageComparison';
import { LaneGrid, type LaneBody } from './laneGrid';
import { Picture, type ZoomKeeper } from './picture';
import { noZoom, type Zoom } from './pictureZoom';
import { SideChooser, sideOf, type ChosenSide } from './sideChooser';

const modes = ['grid', 'pair', 'divider', 'difference'] as const;
type Mode = (typeof modes)[number];

export class ImageView extends Disposable implements CardView, ZoomKeeper {
  readonly element = element('div', 'images');
  readonly wantsHistory = false;
  readonly #events: ViewEvents;
  readonly #grid: LaneGrid;
  readonly #comparison: ImageComparison;
  readonly #brightness = createSlider(
    l10n.t('Brightness'),
    { least: 0, most: 2, by: 0.05, usual: 1 },
    (value) => this.#filter('--brightness', value),
  );
  readonly #contrast = createSlider(
    l10n.t('Contrast'),
    { least: 0, most: 5, by: 0.05, usual: 1 },
    (value) => this.#filter('--contrast', value),
  );
  readonly #actual = createSwitch(l10n.t('Actual size'), (actualSize) =>
    this.#events.choose({ actualSize }),
  );
  readonly #mode = createChoice(
    l10n.t('Comparison'),
    modes.map((mode) => [mode, wordsOf(mode)]),
    (mode) => this.#events.choose({ mode }),
  );
  readonly #left = new SideChooser('left', (options) => this.#events.choose(options));
  readonly #right = new SideChooser('right', (options) => this.#events.choose(options));
  zoom: Zoom = noZoom;

  constructor(events: ViewEvents) {
    super();
    this.#events = events;
    this.#grid = this.own(
      new LaneGrid({
        className: 'image-lanes',
        controls: [],
        makeBody: () => new ImageBody(this),
      }),
    );
    this.#comparison = this.own(new ImageComparison(this));
    this.element.append(this.#grid.element, this.#comparison.element);
    this.setZoom(noZoom);
  }

  get controls(): readonly HTMLElement[] {
    return [
      this.#mode,
      this.#left,
      this.#right,
      this.#actual,
      this.#brightness,
      this.#contrast,
    ].map((control) => control.element);
  }

  setZoom(zoom: Zoom): void {
    this.zoom = zoom;
    const { style } = this.element;
    style.setProperty('--zoom', String(zoom.factor));
    style.setProperty('--zoom-x', `${zoom.x * 100}%`);
    style.setProperty('--zoom-y', `${zoom.y * 100}%`);
    this.element.classList.toggle('zoomed', zoom.factor > 1);
    this.resize();
  }

  show(lanes: readonly Lane[], settings: CardSettings): void {
    const { options } = settings;
    const mode = modes.find((value) => value === options['mode']) ?? 'grid';
    this.#mode.set(mode);
    this.#actual.set(options['actualSize'] === true);
    this.element.classList.toggle('actual-size', options['actualSize'] === true);
    const choosers = [this.#left, this.#right];
    for (const { element } of choosers) element.hidden = mode === 'grid';
    const chosen =
      mode === 'grid' ? [] : choosers.flatMap((side) => side.set(lanes, options) ?? []);
    this.#events.wantAlso(stepsOf(chosen));
    const [left, right] = chosen.map(sideOf);
    const pair = left && right ? ([left, right] as const) : null;
    this.#grid.show(pair ? [] : lanes, settings);
    this.#comparison.show(pair, mode === 'grid' ? 'divider' : mode);
  }

  resize(): void {
    this.#grid.resize();
    this.#comparison.resize();
  }

  #filter(name: string, value: number): void {
    this.element.style.setProperty(name, String(value));
  }
}

/** Steps beside the one that each lane shows anyway. */
function stepsOf(sides: readonly ChosenSide[]): ReadonlyMap<string, readonly number[]> {
  const wanted = new Map<string, readonly number[]>();
  for (const { lane, step } of sides) {
    if (lane.shown?.step !== step) wanted.set(lane.key, [...(wanted.get(lane.key) ?? []), step]);
  }
  return wanted;
}

function wordsOf(mode: Mode): string {
  switch (mode) {
    case 'grid':
      return l10n.t('Side by side');
    case 'pair':
      return l10n.t('Pair');
    case 'divider':
      return l10n.t('Divider');
    case 'difference':
      return l10n.t('Difference');
  }
}

/** All samples of one value. */
class ImageBody extends Disposable implements LaneBody {
  readonly element = element('div', 'pictures');
  readonly #keeper: ZoomKeeper;
  readonly #pictures: Picture[] = [];

  constructor(keeper: ZoomKeeper) {
    super();
    this.#keeper = keeper;
  }

  show({ shown, title, tag }: Lane): void {
    if (shown?.content.kind !== 'image') return;
    const { samples }: ImageContent = shown.content;
    while (this.#pictures.length > samples.length) this.#pictures.pop()?.dispose();
    while (this.#pictures.length < samples.length) this.#pictures.push(new Picture(this.#keeper));
    samples.forEach((sample, at) => {
      const words = l10n.t('{0}, {1}, step {2}', tag, title, formatCount(shown.step));
      const isOne = samples.length === 1;
      this.#pictures[at]!.show(
        sample,
        isOne ? words : l10n.t('{0}, sample {1} of {2}', words, at + 1, samples.length),
      );
    });
    this.element.style.setProperty('--samples', String(Math.ceil(Math.sqrt(samples.length))));
    arrangeChildren(
      this.element,
      this.#pictures.map((picture) => picture.element),
    );
  }

  resize(): void {
    for (const picture of this.#pictures) picture.sharpen();
  }

  override dispose(): void {
    for (const picture of this.#pictures) picture.dispose();
    super.dispose();
  }
}
