// Reduces a line to the pixel columns of a viewport without losing what would be seen.
import type { FrameQuery } from '../../shared/frame';
import { flagOf, RangeSummary } from '../store/rangeSummary';
import type { Line } from './line';
import type { PieceBuffer } from './pieceBuffer';
import { columnOf, type LineWindow, type Viewport } from './window';

const summary = new RangeSummary();

/** Whether so few points lie in the window that all of them are sent. */
export function fitsRaw(
  { start, end }: LineWindow,
  columns: number,
  detail: FrameQuery['detail'],
): boolean {
  return end - start <= (detail === 'm4' ? 4 : 2) * columns;
}

/** The neighbours left and right of the window, so that lines enter and leave the picture. */
export function withNeighbours(line: Line, { start, end }: LineWindow): LineWindow {
  return { start: Math.max(0, start - 1), end: Math.min(line.count, end + 1) };
}

/** Where values are not finite: at most one mark per pixel column. */
export class NonFiniteMarks {
  readonly #xs: number[] = [];
  readonly #flags: number[] = [];
  #column = -1;

  /** Marks must come in the order of x. */
  add(x: number, column: number, flags: number): void {
    if (column === this.#column) {
      this.#flags.push(this.#flags.pop()! | flags);
      return;
    }
    this.#column = column;
    this.#xs.push(x);
    this.#flags.push(flags);
  }

  addTo(out: PieceBuffer): void {
    for (let i = 0; i < this.#xs.length; i++) out.add(this.#xs[i]!, this.#flags[i]!);
  }
}

/** Every point of the window and its neighbours. */
export function addRaw(
  line: Line,
  view: Viewport,
  { start, end }: LineWindow,
  out: PieceBuffer,
  marks: NonFiniteMarks,
): void {
  const all = withNeighbours(line, { start, end });
  for (let i = all.start; i < all.end; i++) {
    const x = line.xAt(i);
    const value = line.valueAt(i);
    out.add(x - view.shift, value);
    const flags = flagOf(value);
    if (flags && i >= start && i < end) marks.add(x - view.shift, columnOf(x, view), flags);
  }
}

/**
 * Per pixel column first, lowest, highest and last point (M4), or lowest and highest only. A polyline through them
 * covers the same pixels as the full one: what joins two columns is drawn between real points, and within a column
 * only the extremes count. Their x lies between the column's first and last x, so x never decreases.
 */
export function addColumns(
  line: Line,
  view: Viewport,
  window: LineWindow,
  edges: Uint32Array,
  detail: FrameQuery['detail'],
  out: PieceBuffer,
  marks: NonFiniteMarks,
): void {
  const { shift, columns } = view;
  const addColumn = detail === 'm4' ? addM4 : addMinMax;
  if (window.start > 0) {
    out.add(line.xAt(window.start - 1) - shift, line.valueAt(window.start - 1));
  }
  for (let c = 0; c < columns; c++) {
    const from = edges[c]!;
    const to = edges[c + 1]!;
    if (from >= to) continue;
    summary.clear();
    line.addRange(summary, from, to);
    const firstX = line.xAt(from) - shift;
    const lastX = line.xAt(to - 1) - shift;
    if (summary.flags) marks.add((firstX + lastX) / 2, c, summary.flags);
    addColumn(out, firstX, line.valueAt(from), lastX, line.valueAt(to - 1), to - from);
  }
  if (window.end < line.count) {
    out.add(line.xAt(window.end) - shift, line.valueAt(window.end));
  }
}

/** Uses the module's `summary` of the column. */
function addM4(
  out: PieceBuffer,
  firstX: number,
  first: number,
  lastX: number,
  last: number,
  count: number,
): void {
  out.add(firstX, first);
  if (count > 2 && !summary.isEmpty) {
    const { min, max } = summary;
    const middle = (firstX + lastX) / 2;
    const hasMin = !(min >= Math.fround(first) || min >= Math.fround(last));
    const hasMax = !(max <= Math.fround(first) || max <= Math.fround(last));
    const rises = last >= first;
    if (hasMin && rises) out.add(middle, min);
    if (hasMax) out.add(middle, max);
    if (hasMin && !rises) out.add(middle, min);
  }
  if (count > 1) out.add(lastX, last);
}

/** Uses the module's `summary` of the column. */
function addMinMax(
  out: PieceBuffer,
  firstX: number,
  first: number,
  lastX: number,
  last: number,
): void {
  if (summary.isEmpty) {
    out.add(firstX, NaN);
    return;
  }
  const { min, max } = summary;
  const rises = last >= first;
  out.add(firstX, rises ? min : max);
  if (min !== max || firstX !== lastX) out.add(lastX, rises ? max : min);
}
