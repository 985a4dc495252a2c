// The lines of parallel coordinates on a canvas: those outside of the brushes pale, the pointed one on top.
import type { ChartTheme } from '../../charts/chartTheme';
import { axisX, shareY, type PlotFrame } from './parallelAxes';
import { placeAt, type ParallelModel } from './parallelModel';

export interface LineDrawing {
  readonly model: ParallelModel;
  readonly frame: PlotFrame;
  readonly colours: readonly string[];
  /** Rows that stand out, the last on top. */
  readonly raised: readonly number[];
  readonly theme: ChartTheme;
}

export function drawLines(context: CanvasRenderingContext2D, drawing: LineDrawing): void {
  const { model, colours, raised, theme, frame } = drawing;
  const outside = model.within.length - model.chosen.length;
  const trace = (row: number): void => traceLine(context, model, frame, row);
  context.lineJoin = 'round';
  context.lineWidth = 1;
  if (outside > 0) {
    context.globalAlpha = 0.5;
    context.strokeStyle = theme.grid;
    // One path for all: thousands of strokes of their own would take too long.
    context.beginPath();
    model.within.forEach((within, row) => {
      if (within === 0) trace(row);
    });
    context.stroke();
  }
  context.globalAlpha = lineAlpha(model.chosen.length) * (raised.length > 0 ? 0.55 : 1);
  context.lineWidth = 1.4;
  for (const row of model.chosen) stroke(context, colours[row] ?? theme.dimText, () => trace(row));
  context.globalAlpha = 1;
  for (const row of raised) {
    context.lineWidth = 5;
    stroke(context, theme.background, () => trace(row));
    context.lineWidth = 2.5;
    stroke(context, colours[row] ?? theme.text, () => trace(row));
  }
}

/** Many lines are drawn so that where they run together is seen. */
function lineAlpha(count: number): number {
  return Math.max(0.08, Math.min(0.9, 40 / Math.sqrt(Math.max(1, count)) / 8));
}

function stroke(context: CanvasRenderingContext2D, colour: string, trace: () => void): void {
  context.strokeStyle = colour;
  context.beginPath();
  trace();
  context.stroke();
}

function traceLine(
  context: CanvasRenderingContext2D,
  { axes }: ParallelModel,
  frame: PlotFrame,
  row: number,
): void {
  axes.forEach((axis, at) => {
    const x = axisX(frame, at, axes.length);
    const y = shareY(frame, placeAt(axis, row));
    if (at === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
}
