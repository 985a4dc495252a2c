// Draws histograms over steps: one behind the other, on top of each other, as a map of colours, or as bands.
import type { ChartTheme } from '../charts/chartTheme';
import type { HistogramStack } from './histogramData';
import { spanOf, type PlotCanvas } from './plotCanvas';

export const histogramForms = ['ridge', 'overlay', 'map', 'distribution'] as const;
export type HistogramForm = (typeof histogramForms)[number];

/** A place in the drawing. */
export interface BinPlace {
  /** Index into the steps. */
  readonly row: number;
  readonly bin: number;
}

export interface DrawingLook {
  readonly theme: ChartTheme;
  readonly colour: string;
  /** Index into the steps: the one that stands out. */
  readonly chosen: number;
  readonly pointed: BinPlace | null;
}

/** How much of the height the steps of a ridge take, so that the last one's peak has room. */
const usualRidgeShare = 0.55;

function ridgeShareOf({ steps }: HistogramStack): number {
  return steps.length > 1 ? usualRidgeShare : 0;
}

export function drawHistograms(
  form: HistogramForm,
  canvas: PlotCanvas,
  stack: HistogramStack,
  look: DrawingLook,
): void {
  if (form === 'map') drawMap(canvas, stack, look);
  else if (form === 'distribution') drawBands(canvas, stack, look);
  else drawCurves(canvas, stack, look, form === 'ridge');
}

/** Which step and bin lie at these shares of the drawing's width and height. */
export function placeAt(
  form: HistogramForm,
  stack: HistogramStack,
  share: { readonly x: number; readonly y: number },
  chosen: number,
): BinPlace {
  const inside = (at: number, count: number): number =>
    Math.max(0, Math.min(count - 1, Math.floor(at * count)));
  if (form === 'map' || form === 'distribution') {
    return { row: nearestStep(stack, share.x), bin: inside(1 - share.y, stack.bins) };
  }
  const bin = inside(share.x, stack.bins);
  if (form === 'overlay') return { row: chosen, bin };
  const last = Math.max(1, stack.steps.length - 1);
  const back = (1 - share.y) / usualRidgeShare;
  const row = Math.round(last * (1 - Math.max(0, Math.min(1, back))));
  return { row: Math.min(stack.steps.length - 1, row), bin };
}

function nearestStep({ steps }: HistogramStack, share: number): number {
  const { from, to } = spanOf(steps);
  const wanted = from + share * (to - from);
  let best = 0;
  steps.forEach((step, at) => {
    if (Math.abs(step - wanted) < Math.abs(steps[best]! - wanted)) best = at;
  });
  return best;
}

function drawCurves(
  canvas: PlotCanvas,
  stack: HistogramStack,
  look: DrawingLook,
  ridge: boolean,
): void {
  const { range, highest, counts } = stack;
  const x = { from: range.left, to: range.right };
  const context = canvas.begin({ x, y: { from: 0, to: highest }, yTicks: !ridge }, look.theme);
  if (!context) return;
  const { top, height } = canvas.area;
  const last = Math.max(1, counts.length - 1);
  const ridgeShare = ridgeShareOf(stack);
  const order = counts.map((_, row) => row);
  // In an overlay the chosen one lies on top.
  if (!ridge) order.sort((a, b) => Number(a === look.chosen) - Number(b === look.chosen));
  for (const row of order) {
    const back = ridge ? (1 - row / last) * ridgeShare * height : 0;
    const tall = ridge ? height * (1 - ridgeShare) : height;
    const floor = top + height - back;
    const stands = row === look.chosen || row === look.pointed?.row;
    context.globalAlpha = stands ? 1 : ridge ? 1 : 0.25 + (0.4 * row) / last;
    tracePath(context, canvas, stack, row, floor, tall);
    if (ridge) {
      context.fillStyle = look.theme.background;
      context.fill();
      context.globalAlpha = stands ? 0.7 : 0.12 + (0.28 * row) / last;
      context.fillStyle = look.colour;
      context.fill();
      context.globalAlpha = stands ? 1 : 0.55;
    }
    context.strokeStyle = stands && ridge ? look.theme.text : look.colour;
    context.lineWidth = stands ? 1.5 : 0.75;
    context.stroke();
  }
  context.globalAlpha = 1;
  if (look.pointed) drawColumn(context, canvas, stack, look);
}

function tracePath(
  context: CanvasRenderingContext2D,
  canvas: PlotCanvas,
  { counts, highest, bins, range }: HistogramStack,
  row: number,
  floor: number,
  tall: number,
): void {
  const width = (range.right - range.left) / bins;
  context.beginPath();
  context.moveTo(canvas.xOf(range.left), floor);
  counts[row]!.forEach((count, bin) => {
    context.lineTo(canvas.xOf(range.left + (bin + 0.5) * width), floor - (count / highest) * tall);
  });
  context.lineTo(canvas.xOf(range.right), floor);
}

function drawColumn(
  context: CanvasRenderingContext2D,
  canvas: PlotCanvas,
  { range, bins }: HistogramStack,
  { theme, pointed }: DrawingLook,
): void {
  const width = (range.right - range.left) / bins;
  const { top, height } = canvas.area;
  context.fillStyle = theme.axis;
  context.fillRect(canvas.xOf(range.left + ((pointed?.bin ?? 0) + 0.5) * width), top, 1, height);
}

function drawMap(canvas: PlotCanvas, stack: HistogramStack, look: DrawingLook): void {
  const { range, steps, counts, bins, totals } = stack;
  const axes = { x: spanOf(steps), y: { from: range.left, to: range.right }, yTicks: true };
  const context = canvas.begin(axes, look.theme);
  if (!context) return;
  const { top, height, left, width } = canvas.area;
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.fillStyle = look.colour;
  // Shares of a step's values, so that steps of few values are seen as well.
  const most = counts.reduce(
    (best, row, at) => Math.max(best, Math.max(...row) / (totals[at]! || 1)),
    Number.MIN_VALUE,
  );
  counts.forEach((row, at) => {
    const [from, to] = columnOf(canvas, steps, at);
    row.forEach((count, bin) => {
      if (count === 0) return;
      // The eye tells little colour from none better than much from more.
      context.globalAlpha = Math.max(0.05, Math.sqrt(count / (totals[at]! || 1) / most));
      const high = height / bins;
      context.fillRect(from, top + height - (bin + 1) * high, to - from, high + 0.3);
    });
  });
  context.restore();
  markStep(context, canvas, stack, look);
}

/** From halfway to the step before to halfway to the step after. */
function columnOf(
  canvas: PlotCanvas,
  steps: readonly number[],
  at: number,
): readonly [from: number, to: number] {
  const { left, width } = canvas.area;
  if (steps.length === 1) return [left, left + width];
  const [before, here, after] = [steps[at - 1], steps[at]!, steps[at + 1]];
  const from = before === undefined ? left : canvas.xOf((before + here) / 2);
  const to = after === undefined ? left + width : canvas.xOf((here + after) / 2);
  return [Math.floor(from), Math.max(Math.floor(from) + 1, Math.floor(to))];
}

/** Bands between percentiles around the median, the inner ones darker. As TensorBoard's distributions. */
function drawBands(canvas: PlotCanvas, stack: HistogramStack, look: DrawingLook): void {
  const { steps, percentiles } = stack;
  const y = spanOf(percentiles.flatMap((row) => [row[0]!, row.at(-1)!]));
  const context = canvas.begin({ x: spanOf(steps), y, yTicks: true }, look.theme);
  if (!context) return;
  const last = (percentiles[0]?.length ?? 1) - 1;
  context.fillStyle = look.colour;
  context.strokeStyle = look.colour;
  for (let band = 0; band < last / 2; band++) {
    context.globalAlpha = 0.14 + 0.1 * band;
    context.beginPath();
    percentiles.forEach((row, at) =>
      context.lineTo(canvas.xOf(steps[at]!), canvas.yOf(row[band]!)),
    );
    for (let at = percentiles.length - 1; at >= 0; at--)
      context.lineTo(canvas.xOf(steps[at]!), canvas.yOf(percentiles[at]![last - band]!));
    context.fill();
  }
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  context.beginPath();
  percentiles.forEach((row, at) =>
    context.lineTo(canvas.xOf(steps[at]!), canvas.yOf(row[last / 2]!)),
  );
  context.stroke();
  markStep(context, canvas, stack, look);
}

function markStep(
  context: CanvasRenderingContext2D,
  canvas: PlotCanvas,
  { steps }: HistogramStack,
  { theme, chosen, pointed }: DrawingLook,
): void {
  const { top, height } = canvas.area;
  const rows = pointed ? [pointed.row] : chosen < steps.length - 1 ? [chosen] : [];
  context.fillStyle = theme.text;
  for (const row of rows) context.fillRect(Math.round(canvas.xOf(steps[row]!)), top, 1, height);
}
