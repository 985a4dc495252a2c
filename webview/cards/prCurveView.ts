// Precision over recall: one curve a run at the chosen step; the pointer or the arrow keys tell the point's threshold.
import { Disposable } from '../../src/base/lifecycle';
import type { PrCurveContent } from '../../src/shared/content';
import { l10n } from '../../src/shared/language';
import { formatCount, formatNumber } from '../../src/shared/text';
import { element } from '../components/element';
import type { CardSettings, CardView, Lane, ViewEvents } from './cardParts';
import { PlotCanvas } from './plotCanvas';

interface Curve {
  readonly lane: Lane;
  readonly content: PrCurveContent;
  /** Points to draw: those after the last with a positive prediction say nothing. */
  readonly length: number;
}

interface Place {
  readonly curve: number;
  readonly point: number;
}

const axes = { x: { from: 0, to: 1 }, y: { from: 0, to: 1.04 }, yTicks: true };

/** Thresholds at which nothing is predicted to be positive are no points of the curve. As TensorBoard. */
export function drawnLength({ truePositives, falsePositives }: PrCurveContent): number {
  let length = truePositives.length;
  const positives = (at: number): number => truePositives[at]! + falsePositives[at]!;
  while (length > 1 && positives(length - 1) === 0) length--;
  return length;
}

export class PrCurveView extends Disposable implements CardView {
  readonly element = element('div', 'curves');
  readonly controls: readonly HTMLElement[] = [];
  readonly wantsHistory = false;
  readonly #canvas = new PlotCanvas();
  readonly #words = element('p', 'readout');
  readonly #events: ViewEvents;
  #curves: readonly Curve[] = [];
  #settings: CardSettings | null = null;
  #place: Place | null = null;

  constructor(events: ViewEvents) {
    super();
    this.#events = events;
    const { element: canvas } = this.#canvas;
    canvas.tabIndex = 0;
    canvas.role = 'img';
    canvas.addEventListener('pointermove', (event) => this.#point(event));
    canvas.addEventListener('pointerleave', () => this.#set(null));
    canvas.addEventListener('keydown', (event) => this.#key(event));
    this.element.append(canvas, this.#words);
  }

  show(lanes: readonly Lane[], settings: CardSettings): void {
    this.#settings = settings;
    this.#curves = lanes.flatMap((lane) => {
      const content = lane.shown?.content;
      return content?.kind === 'prCurve' ? { lane, content, length: drawnLength(content) } : [];
    });
    const failed = lanes.find(({ state }) => state === 'failed');
    this.#canvas.element.ariaLabel = summaryOf(this.#curves);
    this.element.dataset['note'] = failed?.problem ?? '';
    this.#draw();
  }

  resize(): void {
    this.#draw();
  }

  #draw(): void {
    const theme = this.#settings?.theme;
    if (!theme || !this.#canvas.fit()) return;
    const context = this.#canvas.begin(axes, theme);
    if (!context) return;
    context.lineWidth = 1.5;
    context.lineJoin = 'round';
    for (const { lane, content, length } of [...this.#curves].reverse()) {
      context.strokeStyle = lane.look.colour;
      context.setLineDash([...lane.look.dash]);
      context.beginPath();
      for (let at = 0; at < length; at++)
        context.lineTo(
          this.#canvas.xOf(content.recall[at]!),
          this.#canvas.yOf(content.precision[at]!),
        );
      context.stroke();
    }
    context.setLineDash([]);
    this.#drawPlace(context);
    this.#showWords();
  }

  #drawPlace(context: CanvasRenderingContext2D): void {
    const curve = this.#place && this.#curves[this.#place.curve];
    if (!this.#place || !curve) return;
    const { point } = this.#place;
    const { content, lane } = curve;
    context.fillStyle = lane.look.colour;
    context.beginPath();
    context.arc(
      ...([
        this.#canvas.xOf(content.recall[point]!),
        this.#canvas.yOf(content.precision[point]!),
      ] as const),
      ...([4, 0, 7] as const),
    );
    context.fill();
  }

  #showWords(): void {
    const curve = this.#place && this.#curves[this.#place.curve];
    const words = curve && this.#place ? wordsOf(curve, this.#place.point) : '';
    const note = this.element.dataset['note'] ?? '';
    this.#words.textContent = words === '' ? note || l10n.t('recall →, precision ↑') : words;
  }

  #point(event: MouseEvent): void {
    const share = this.#canvas.shareOf(event);
    const { width, height } = this.#canvas.area;
    let best: Place | null = null;
    let bestDistance = 40 ** 2;
    this.#curves.forEach(({ content, length }, curve) => {
      for (let point = 0; point < length; point++) {
        const across = (content.recall[point]! - share.x) * width;
        const up = (content.precision[point]! / axes.y.to - (1 - share.y)) * height;
        const distance = across ** 2 + up ** 2;
        if (distance < bestDistance) [best, bestDistance] = [{ curve, point }, distance];
      }
    });
    this.#set(best);
  }

  #key(event: KeyboardEvent): void {
    const by = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
      event.key
    ] as readonly [number, number] | undefined;
    if (!by || this.#curves.length === 0) return;
    event.preventDefault();
    const now = this.#place ?? { curve: 0, point: 0 };
    const curve = (now.curve + by[1] + this.#curves.length) % this.#curves.length;
    const { length } = this.#curves[curve]!;
    // Recall falls as the threshold rises.
    const point = Math.max(0, Math.min(length - 1, now.point + by[0]));
    this.#set({ curve, point });
    this.#events.say(wordsOf(this.#curves[curve]!, point));
  }

  #set(place: Place | null): void {
    if (place?.curve === this.#place?.curve && place?.point === this.#place?.point) return;
    this.#place = place;
    this.#draw();
  }
}

function wordsOf({ lane, content }: Curve, at: number): string {
  const counts = [
    ['TP', content.truePositives],
    ['FP', content.falsePositives],
    ['TN', content.trueNegatives],
    ['FN', content.falseNegatives],
  ] as const;
  return [
    l10n.t('{0}, step {1}', lane.title, formatCount(lane.shown?.step ?? 0)),
    l10n.t('threshold {0}', formatNumber(content.thresholds[at]!)),
    l10n.t('precision {0}', formatNumber(content.precision[at]!)),
    l10n.t('recall {0}', formatNumber(content.recall[at]!)),
    counts.map(([name, column]) => `${name} ${formatCount(column[at]!)}`).join(' '),
  ].join(' · ');
}

function summaryOf(curves: readonly Curve[]): string {
  const names = curves.map(({ lane }) => lane.title).join(', ');
  return l10n.t(
    'Precision over recall of {0}. Arrow keys move along a curve and between runs.',
    names,
  );
}
