// Strokes one piece of a series: merges what falls on one pixel column, breaks at gaps, keeps wide strokes short.
import { lowerBound, type DrawnPiece } from './chartData';
import type { PlotTransform } from './plotTransform';

export interface Stroke {
  readonly colour: string;
  /** CSS pixels. */
  readonly width: number;
  readonly alpha: number;
  readonly dash: readonly number[];
  /** Whole pixels only: noticeably cheaper to fill, and no loss where lines lie close together. */
  readonly snapped: boolean;
}

/**
 * Software canvases stroke wide joined lines 20 to 60 times slower than hairlines or short wide ones, so a
 * wide line is stroked in pieces of this many points. Only opaque ones: the joints of pale pieces would show.
 */
const wideChunk = 48;

/** Radius of the dot of a series that has one point. */
const loneDot = 3.5;

/** Where an isolated point (between gaps, or alone) must be drawn as a dot. */
interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly dots: number[];
  readonly chunk: number;
  readonly snapped: boolean;
  down: boolean;
  inChunk: number;
  lastX: number;
  lastY: number;
  /** Points since the pen was last put down. */
  run: number;
}

/** Strokes the visible part of a piece. Points are not marked, only those that no line reaches. */
export function strokePiece(
  context: CanvasRenderingContext2D,
  piece: DrawnPiece,
  transform: PlotTransform,
  stroke: Stroke,
): void {
  context.strokeStyle = stroke.colour;
  context.lineWidth = stroke.width;
  context.globalAlpha = stroke.alpha;
  context.setLineDash(stroke.dash as number[]);
  const wide = stroke.width * window.devicePixelRatio > 1 && stroke.alpha === 1;
  const pen: Pen = {
    context,
    dots: [],
    snapped: stroke.snapped,
    chunk: wide && stroke.dash.length === 0 ? wideChunk : Infinity,
    down: false,
    inChunk: 0,
    lastX: 0,
    lastY: 0,
    run: 0,
  };
  context.beginPath();
  trace(pen, piece, transform);
  context.stroke();
  const dotSize = piece.x.length === 1 ? loneDot : Math.max(1.5, stroke.width);
  if (pen.dots.length > 0) fillDots(context, pen.dots, stroke.colour, dotSize);
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** Filled dots at every visible point of a piece; for few points. */
export function dotPiece(
  context: CanvasRenderingContext2D,
  piece: DrawnPiece,
  transform: PlotTransform,
  colour: string,
  radius: number,
): void {
  const dots: number[] = [];
  const { kx, bx, ky, by, log } = transform;
  for (let i = lowerBound(piece.x, transform.x.from); i < piece.x.length; i++) {
    if (piece.x[i]! > transform.x.to) break;
    const value = log ? Math.log10(piece.y[i]!) : piece.y[i]!;
    if (Number.isFinite(value)) dots.push(piece.x[i]! * kx + bx, value * ky + by);
  }
  fillDots(context, dots, colour, radius);
}

function fillDots(
  context: CanvasRenderingContext2D,
  dots: readonly number[],
  colour: string,
  radius: number,
): void {
  context.fillStyle = colour;
  context.beginPath();
  for (let i = 0; i < dots.length; i += 2) {
    context.moveTo(dots[i]! + radius, dots[i + 1]!);
    context.arc(dots[i]!, dots[i + 1]!, radius, 0, 2 * Math.PI);
  }
  context.fill();
}

/** Walks the visible points. Points on one pixel column become one vertical stroke from lowest to highest. */
function trace(pen: Pen, { x, y }: DrawnPiece, transform: PlotTransform): void {
  const { kx, bx, ky, by, log } = transform;
  const right = transform.area.right;
  let column = NaN;
  let low = 0;
  let high = 0;
  let last = 0;
  let inColumn = 0;
  const closeColumn = (): void => {
    if (inColumn > 1 && low !== high) {
      const centre = column + 0.5;
      lineTo(pen, centre, high);
      lineTo(pen, centre, low);
      lineTo(pen, centre, last);
    }
    inColumn = 0;
  };
  for (let i = Math.max(0, lowerBound(x, transform.x.from) - 1); i < x.length; i++) {
    let px = x[i]! * kx + bx;
    let py = (log ? Math.log10(y[i]!) : y[i]!) * ky + by;
    if (pen.snapped) [px, py] = [Math.round(px), Math.round(py)];
    if (!Number.isFinite(py)) {
      closeColumn();
      lift(pen);
      column = NaN;
    } else if (Math.floor(px) === column) {
      if (py < low) low = py;
      if (py > high) high = py;
      last = py;
      inColumn++;
      pen.run++;
    } else {
      closeColumn();
      lineTo(pen, px, py);
      column = Math.floor(px);
      low = high = last = py;
      inColumn = 1;
    }
    if (px > right) break;
  }
  closeColumn();
  lift(pen);
}

function lineTo(pen: Pen, x: number, y: number): void {
  if (pen.down) pen.context.lineTo(x, y);
  else pen.context.moveTo(x, y);
  pen.down = true;
  pen.lastX = x;
  pen.lastY = y;
  pen.run++;
  if (++pen.inChunk < pen.chunk) return;
  pen.context.stroke();
  pen.context.beginPath();
  pen.context.moveTo(x, y);
  pen.inChunk = 0;
}

function lift(pen: Pen): void {
  if (pen.down && pen.run === 1) pen.dots.push(pen.lastX, pen.lastY);
  pen.down = false;
  pen.run = 0;
}
