// Marks at the edge of the plot: where values are no numbers, where a run was started again, what a log axis cannot show.
import { lowerBound, type DrawnPiece, type DrawnSeries } from './chartData';
import { pixelX, type PlotTransform } from './plotTransform';

/** The bits in y of a `nonFinite` piece. */
const flags = { nan: 1, positive: 2, negative: 4 } as const;

const size = 4;

/** ◆ for NaN and ▲ for +Inf at the upper edge, ▼ for −Inf at the lower one; one of each per few pixels. */
export function drawNonFinite(
  context: CanvasRenderingContext2D,
  piece: DrawnPiece,
  transform: PlotTransform,
  colour: string,
): void {
  const { top, bottom } = transform.area;
  context.fillStyle = colour;
  context.beginPath();
  eachPlace(piece, transform, flags.nan, (x) => {
    diamond(context, x, top + size);
  });
  eachPlace(piece, transform, flags.positive, (x) => {
    triangle(context, x, top, size * 1.8);
  });
  eachPlace(piece, transform, flags.negative, (x) => {
    triangle(context, x, bottom, -size * 1.8);
  });
  context.fill();
}

/** Short bars on the floor of a log axis where values are zero or negative. */
export function drawBelowFloor(
  context: CanvasRenderingContext2D,
  piece: DrawnPiece,
  transform: PlotTransform,
  colour: string,
): void {
  const { bottom } = transform.area;
  let last = -Infinity;
  context.fillStyle = colour;
  for (let i = lowerBound(piece.x, transform.x.from); i < piece.x.length; i++) {
    if (piece.x[i]! > transform.x.to) break;
    const x = Math.round(pixelX(transform, piece.x[i]!));
    if (!(piece.y[i]! <= 0) || x - last < size * 2) continue;
    last = x;
    context.fillRect(x - 3, Math.round(bottom) - 3, 6, 2);
  }
}

/** A tick that stands on the x axis, with a small flag, where the run's process was started again. */
export function drawRestarts(
  context: CanvasRenderingContext2D,
  series: DrawnSeries,
  transform: PlotTransform,
  colour: string,
): void {
  const { left, right, bottom } = transform.area;
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = 1;
  for (const restart of series.restarts) {
    const x = Math.round(pixelX(transform, restart)) + 0.5;
    if (x < left || x > right + 1) continue;
    context.beginPath();
    context.moveTo(x, bottom);
    context.lineTo(x, bottom - 14);
    context.stroke();
    context.beginPath();
    context.moveTo(x, bottom - 14);
    context.lineTo(x + 6, bottom - 11);
    context.lineTo(x, bottom - 8);
    context.fill();
  }
}

function eachPlace(
  { x, y }: DrawnPiece,
  transform: PlotTransform,
  flag: number,
  draw: (x: number) => void,
): void {
  let last = -Infinity;
  for (let i = lowerBound(x, transform.x.from); i < x.length; i++) {
    if (x[i]! > transform.x.to) break;
    const place = pixelX(transform, x[i]!);
    if (((y[i]! | 0) & flag) === 0 || place - last < size * 2) continue;
    last = place;
    draw(place);
  }
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.moveTo(x, y - size);
  context.lineTo(x + size, y);
  context.lineTo(x, y + size);
  context.lineTo(x - size, y);
  context.closePath();
}

/** A triangle with its tip at y, opening downwards for a positive height. */
function triangle(context: CanvasRenderingContext2D, x: number, y: number, height: number): void {
  context.moveTo(x, y);
  context.lineTo(x + size, y + height);
  context.lineTo(x - size, y + height);
  context.closePath();
}
