// Images: a grid by run, or two of them against each other behind a divider or as their difference.
import type { ImageContent } from '../../src/shared/content';
import { Disposable } from '../../src/base/lifecycle';
import { formatCount } from '../../src/shared/text';
import { arrangeChildren, element } from '../components/element';
import type { CardSettings, CardView, Lane, PlacedContent, ViewEvents } from './cardParts';
import { createChoice, createSlider, createSwitch } from './cardControls';
import { ImageComparison, type Side } from './imageComparison';
import { LaneGrid, type LaneBody } from './laneGrid';
import { Picture, type ZoomKeeper } from './picture';
import { noZoom, type Zoom } from './pictureZoom';

const modes = [
  ['grid', 'Side by side'],
  ['divider', 'Divider'],
  ['difference', 'Difference'],
] as const;

const against = [
  ['run', 'another run'],
  ['previous', 'previous step'],
  ['first', 'first step'],
] as const;

export class ImageView extends Disposable implements CardView, ZoomKeeper {
  readonly element = element('div', 'images');
  readonly wantsHistory = false;
  readonly #events: ViewEvents;
  readonly #grid: LaneGrid;
  readonly #comparison: ImageComparison;
  readonly #brightness = createSlider(
    'Brightness',
    { least: 0, most: 2, by: 0.05, usual: 1 },
    (value) => this.#filter('--brightness', value),
  );
  readonly #contrast = createSlider(
    'Contrast',
    { least: 0, most: 5, by: 0.05, usual: 1 },
    (value) => this.#filter('--contrast', value),
  );
  readonly #actual = createSwitch('Actual size', (actualSize) =>
    this.#events.choose({ actualSize }),
  );
  readonly #mode = createChoice('Comparison', modes, (mode) => this.#events.choose({ mode }));
  readonly #against = createChoice('Compare with', against, (other) =>
    this.#events.choose({ against: other }),
  );
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
    return [this.#mode, this.#against, this.#actual, this.#brightness, this.#contrast].map(
      (control) => control.element,
    );
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
    const mode = modes.find(([value]) => value === options['mode'])?.[0] ?? 'grid';
    const other = against.find(([value]) => value === options['against'])?.[0] ?? 'run';
    // With one run alone there is nothing to compare it with but itself.
    const chosen = other === 'run' && lanes.length < 2 ? 'previous' : other;
    this.#mode.set(mode);
    this.#against.set(chosen);
    this.#against.element.hidden = mode === 'grid';
    this.#actual.set(options['actualSize'] === true);
    this.element.classList.toggle('actual-size', options['actualSize'] === true);
    this.#events.compareWith(mode === 'grid' || chosen === 'run' ? null : chosen);
    const pair = mode === 'grid' ? null : sidesOf(lanes, chosen);
    this.#grid.show(pair ? [] : lanes, settings);
    this.#comparison.show(pair, mode === 'difference');
  }

  resize(): void {
    this.#grid.resize();
    this.#comparison.resize();
  }

  #filter(name: string, value: number): void {
    this.element.style.setProperty(name, String(value));
  }
}

/** The two pictures to compare; null while one of them is missing. */
function sidesOf(lanes: readonly Lane[], other: string): readonly [Side, Side] | null {
  const shown = lanes.filter((lane) => lane.shown !== null);
  const [first, second] = shown;
  if (!first) return null;
  const right =
    other === 'run' ? second && sideOf(second, second.shown) : sideOf(first, first.reference);
  const left = sideOf(first, first.shown);
  return left && right ? [left, right] : null;
}

function sideOf(lane: Lane, placed: PlacedContent | null): Side | null {
  const sample = placed?.content.kind === 'image' ? placed.content.samples[0] : undefined;
  if (!placed || !sample) return null;
  return { look: lane.look, words: `${lane.title}, step ${formatCount(placed.step)}`, sample };
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
      const which = samples.length > 1 ? `, sample ${at + 1} of ${samples.length}` : '';
      const words = `${tag}, ${title}, step ${formatCount(shown.step)}${which}`;
      this.#pictures[at]!.show(sample, words);
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
