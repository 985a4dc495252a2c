// The stretch of a line that a frame shows: which points lie in it, and in which pixel column.
import type { Line } from './line';

/** The asked stretch on the line's own axis, which `shift` turns into the asked axis (x − shift). */
export interface Viewport {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
  readonly shift: number;
  /** Columns are of equal width on a logarithmic axis; then x − shift is above 0. */
  readonly log: boolean;
}

/** The left border of pixel column `c`, on the line's own axis. */
export function borderOf({ from, to, columns, shift, log }: Viewport, c: number): number {
  if (!log) return from + ((to - from) / columns) * c;
  const [low, high] = [from - shift, to - shift];
  return low * (high / low) ** (c / columns) + shift;
}

/** Points `[start, end)` of a line lie in the viewport. */
export interface LineWindow {
  readonly start: number;
  readonly end: number;
}

export function collectWindow(line: Line, { from, to }: Viewport): LineWindow {
  if (line.count === 0) return { start: 0, end: 0 };
  return { start: line.lowerBound(from), end: line.upperBound(to) };
}

/**
 * Where each pixel column begins: `edges[c]` is the index of the first point at or right of the column's left border;
 * `edges[columns]` is the window's end. Fills `edges`, which has room for `columns + 1` entries.
 */
export function collectEdges(
  line: Line,
  view: Viewport,
  { start, end }: LineWindow,
  edges: Uint32Array,
): void {
  const { columns } = view;
  const expected = Math.floor((end - start) / columns);
  edges[0] = start;
  for (let c = 1; c < columns; c++) {
    const left = edges[c - 1]!;
    edges[c] =
      left >= end ? end : Math.min(end, line.lowerBound(borderOf(view, c), left, expected));
  }
  edges[columns] = end;
}

/** The pixel column of an x inside the viewport. */
export function columnOf(x: number, { from, to, columns, shift, log }: Viewport): number {
  if (!(to > from)) return 0;
  const share = log
    ? Math.log((x - shift) / (from - shift)) / Math.log((to - shift) / (from - shift))
    : (x - from) / (to - from);
  return Math.min(columns - 1, Math.max(0, Math.floor(share * columns)));
}
