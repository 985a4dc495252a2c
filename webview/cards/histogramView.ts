// Histograms of all steps at once, in one of four drawings; the pointer or the arrow keys tell bin, count and step.
import { Disposable } from '../../src/base/lifecycle';
import { distributionShares } from '../../src/shared/distribution';
import { l10n } from '../../src/shared/language';
import { formatCount, formatNumber } from '../../src/shared/text';
import { element } from '../components/element';
import { createSegmented } from '../components/segmented';
import type { CardSettings, CardView, Lane, ViewEvents } from './cardParts';
import { stackHistograms, type HistogramStack } from './histogramData';
import {
  drawHistograms,
  histogramForms,
  placeAt,
  type BinPlace,
  type HistogramForm,
} from './histogramDrawing';
import { LaneGrid, type LaneBody } from './laneGrid';
import { PlotCanvas } from './plotCanvas';

const formChoices = (): readonly (readonly [HistogramForm, string, string])[] => [
  ['ridge', l10n.t('Ridge'), l10n.t('One behind the other, the newest in front')],
  ['overlay', l10n.t('Overlay'), l10n.t('On top of each other')],
  ['map', l10n.t('Map'), l10n.t('Colours over step and value')],
  ['distribution', l10n.t('Bands'), l10n.t('Percentiles over steps')],
];

const bins = 48;

export function createHistogramView(events: ViewEvents): CardView {
  const form = createSegmented(l10n.t('Drawing'), formChoices(), (chosen) =>
    events.choose({ form: chosen }),
  );
  return new LaneGrid({
    className: 'histogram-lanes',
    controls: [form.element],
    wantsHistory: true,
    makeBody: () => new HistogramBody(events, (chosen) => form.set(chosen)),
  });
}

class HistogramBody extends Disposable implements LaneBody {
  readonly element = element('div', 'histogram');
  readonly #canvas = new PlotCanvas();
  readonly #words = element('p', 'readout');
  readonly #events: ViewEvents;
  readonly #told: (form: HistogramForm) => void;
  #lane: Lane | null = null;
  #settings: CardSettings | null = null;
  #stack: HistogramStack | null = null;
  #stacked: Lane['history'] | null = null;
  #pointed: BinPlace | null = null;

  constructor(events: ViewEvents, told: (form: HistogramForm) => void) {
    super();
    this.#events = events;
    this.#told = told;
    const { element: canvas } = this.#canvas;
    canvas.tabIndex = 0;
    canvas.role = 'img';
    canvas.addEventListener('pointermove', (event) => {
      if (!this.#stack) return;
      const share = this.#canvas.shareOf(event);
      this.#point(placeAt(this.#form, this.#stack, share, this.#chosen));
    });
    canvas.addEventListener('pointerleave', () => this.#point(null));
    canvas.addEventListener('keydown', (event) => this.#key(event));
    this.element.append(canvas, this.#words);
  }

  show(lane: Lane, settings: CardSettings): void {
    this.#lane = lane;
    this.#settings = settings;
    this.#told(this.#form);
    if (this.#stacked !== lane.history) {
      this.#stacked = lane.history;
      this.#stack = stackHistograms(lane.history, bins);
      this.#pointed = null;
    }
    this.#canvas.element.ariaLabel = summaryOf(lane, this.#stack);
    this.#draw();
  }

  resize(): void {
    this.#draw();
  }

  get #form(): HistogramForm {
    const wanted = this.#settings?.options['form'];
    return histogramForms.find((form) => form === wanted) ?? 'ridge';
  }

  /** Index of the step that stands out. */
  get #chosen(): number {
    const step = this.#lane?.shown?.step ?? Infinity;
    const at = this.#stack?.steps.findLastIndex((each) => each <= step) ?? -1;
    return Math.max(0, at);
  }

  #draw(): void {
    const [stack, settings, lane] = [this.#stack, this.#settings, this.#lane];
    if (!stack || !settings || !lane || !this.#canvas.fit()) return;
    drawHistograms(this.#form, this.#canvas, stack, {
      theme: settings.theme,
      colour: lane.look.colour,
      chosen: this.#chosen,
      pointed: this.#pointed,
    });
    this.element.dataset['drawn'] = this.#form;
    this.#words.textContent = this.#pointed
      ? this.#describe(this.#pointed, stack)
      : describeAll(lane, stack);
  }

  #point(place: BinPlace | null): void {
    if (place?.row === this.#pointed?.row && place?.bin === this.#pointed?.bin) return;
    this.#pointed = place;
    this.#draw();
  }

  #key(event: KeyboardEvent): void {
    const stack = this.#stack;
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[
      event.key
    ] as readonly [number, number] | undefined;
    if (!by || !stack) return;
    event.preventDefault();
    // Sideways is what lies sideways: steps on maps and bands, bins on curves.
    const overSteps = this.#form === 'map' || this.#form === 'distribution';
    const [row, bin] = overSteps ? by : [-by[1], by[0]];
    const now = this.#pointed ?? { row: this.#chosen, bin: bins >> 1 };
    const next = {
      row: Math.max(0, Math.min(stack.steps.length - 1, now.row + row)),
      bin: Math.max(0, Math.min(bins - 1, now.bin + bin)),
    };
    this.#point(next);
    this.#events.say(this.#describe(next, stack));
  }

  #describe({ row, bin }: BinPlace, stack: HistogramStack): string {
    const step = l10n.t('step {0}', formatCount(stack.steps[row]!));
    if (this.#form === 'distribution') return `${step} · ${percentileWords(stack, row)}`;
    const width = (stack.range.right - stack.range.left) / stack.bins;
    const left = stack.range.left + bin * width;
    const count = stack.counts[row]![bin]!;
    const share = (count / (stack.totals[row]! || 1)) * 100;
    const range = `${formatNumber(left)} … ${formatNumber(left + width)}`;
    return `${step} · ${range} · ${formatNumber(count)} (${share.toFixed(1)} %)`;
  }
}

/** Least, median, greatest and the middle two thirds. */
function percentileWords({ percentiles }: HistogramStack, row: number): string {
  const at = (share: number): string =>
    formatNumber(percentiles[row]![distributionShares.indexOf(share)] ?? NaN);
  return l10n.t(
    'min {0} · 16 % {1} · median {2} · 84 % {3} · max {4}',
    at(0),
    at(0.1587),
    at(0.5),
    at(0.8413),
    at(1),
  );
}

function describeAll({ items }: Lane, { steps }: HistogramStack): string {
  const all = items?.steps.length ?? 0;
  return all > steps.length
    ? l10n.t('{0} of {1} steps', formatCount(steps.length), formatCount(all))
    : '';
}

function summaryOf({ title, tag }: Lane, stack: HistogramStack | null): string {
  if (!stack) return l10n.t('{0}, {1}: no values', tag, title);
  const { steps, range } = stack;
  const values = l10n.t('{0} to {1}', formatNumber(range.left), formatNumber(range.right));
  return l10n.t(
    'Histograms of {0}, {1}: {2} steps, values from {3}. Arrow keys read bins and steps.',
    tag,
    title,
    formatCount(steps.length),
    values,
  );
}
