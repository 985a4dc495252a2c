// Strokes one piece of a series: merges what falls on one pixel column, breaks at gaps, keeps wide strokes short.
import { lowerBound, type DrawnPiece } from './chartData';
import { pixelX, type PlotTransform } from './plotTransform';

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

/**
 * Pixels from which on the points of a column are drawn as one bar from lowest to highest. Going up and down in it
 * and over to the next column would cover the same pixels, at five times the cost.
 */
const leastBar = 3;

interface Bar {
  readonly at: number;
  low: number;
  high: number;
  readonly last: number;
}

/** Where an isolated point (between gaps, or alone) must be drawn as a dot. */
interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly dots: number[];
  readonly chunk: number;
  readonly snapped: boolean;
  /** Whether a tall column is drawn as one bar. Not where dashes must run along the line. */
  readonly bars: boolean;
  /** The bar of the last column, drawn when it is known what follows. */
  bar: Bar | null;
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
    bars: stroke.dash.length === 0,
    bar: null,
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
  const { ky, by, log } = transform;
  for (let i = lowerBound(piece.x, transform.x.from); i < piece.x.length; i++) {
    if (piece.x[i]! > transform.x.to) break;
    const value = log ? Math.log10(piece.y[i]!) : piece.y[i]!;
    if (Number.isFinite(value)) dots.push(pixelX(transform, piece.x[i]!), value * ky + by);
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

/** On a log axis what lies at or below 0 is far to the left of everything. */
const leastX = 1e-300;

/** Walks the visible points and merges those that fall on one pixel column. */
function trace(pen: Pen, { x, y }: DrawnPiece, transform: PlotTransform): void {
  const { kx, bx, ky, by, log, logX } = transform;
  const right = transform.area.right;
  const column = newColumn();
  for (let i = Math.max(0, lowerBound(x, transform.x.from) - 1); i < x.length; i++) {
    let px = (logX ? Math.log10(Math.max(x[i]!, leastX)) : x[i]!) * kx + bx;
    let py = (log ? Math.log10(y[i]!) : y[i]!) * ky + by;
    if (pen.snapped) [px, py] = [Math.round(px), Math.round(py)];
    if (!Number.isFinite(py)) {
      closeColumn(pen, column);
      lift(pen);
    } else {
      if (Math.floor(px) !== column.at) {
        closeColumn(pen, column);
        openColumn(column, px, py);
      } else if (py < column.low) column.low = py;
      else if (py > column.high) column.high = py;
      column.last = py;
      pen.run++;
    }
    if (px > right) break;
  }
  closeColumn(pen, column);
  lift(pen);
}

/** The points on one pixel column. */
interface Column {
  /** Left border in pixels; NaN without points. */
  at: number;
  px: number;
  first: number;
  low: number;
  high: number;
  last: number;
}

function newColumn(): Column {
  return { at: NaN, px: 0, first: 0, low: 0, high: 0, last: 0 };
}

function openColumn(column: Column, px: number, py: number): void {
  column.at = Math.floor(px);
  column.px = px;
  column.first = column.low = column.high = py;
}

/** Draws the column: a bar where it is tall, else its points from first over highest and lowest to last. */
function closeColumn(pen: Pen, column: Column): void {
  const { at, px, first, low, high, last } = column;
  column.at = NaN;
  if (Number.isNaN(at)) return;
  if (!pen.bars || high - low < leastBar) {
    drawBar(pen);
    lineTo(pen, px, first);
    if (low === high) return;
    lineTo(pen, at + 0.5, high);
    lineTo(pen, at + 0.5, low);
    lineTo(pen, at + 0.5, last);
    return;
  }
  const before = pen.bar;
  const joins = before?.at === at - 1;
  // Half of the line between the two belongs to either column.
  const meet = joins ? (before.last + first) / 2 : first;
  if (joins) {
    before.low = Math.min(before.low, meet);
    before.high = Math.max(before.high, meet);
  }
  drawBar(pen);
  if (!joins) lineTo(pen, px, first);
  pen.bar = { at, low: Math.min(low, meet), high: Math.max(high, meet), last };
}

function drawBar(pen: Pen): void {
  if (!pen.bar) return;
  const { at, low, high, last } = pen.bar;
  pen.bar = null;
  pen.context.moveTo(at + 0.5, high);
  pen.down = true;
  lineTo(pen, at + 0.5, low);
  pen.context.moveTo(at + 0.5, last);
}

function lineTo(pen: Pen, x: number, y: number): void {
  if (pen.down) pen.context.lineTo(x, y);
  else pen.context.moveTo(x, y);
  pen.down = true;
  pen.lastX = x;
  pen.lastY = y;
  if (++pen.inChunk < pen.chunk) return;
  pen.context.stroke();
  pen.context.beginPath();
  pen.context.moveTo(x, y);
  pen.inChunk = 0;
}

function lift(pen: Pen): void {
  drawBar(pen);
  if (pen.down && pen.run === 1) pen.dots.push(pen.lastX, pen.lastY);
  pen.down = false;
  pen.run = 0;
}
