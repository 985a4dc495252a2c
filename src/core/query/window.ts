// The stretch of a line that a frame shows: which points lie in it, and in which pixel column.
import type { Line } from './line';

/** The asked stretch on the line's own axis, which `shift` turns into the asked axis (x − shift). */
export interface Viewport {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
  readonly shift: number;
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
  { from, to, columns }: Viewport,
  { start, end }: LineWindow,
  edges: Uint32Array,
): void {
  const width = (to - from) / columns;
  const expected = Math.floor((end - start) / columns);
  edges[0] = start;
  for (let c = 1; c < columns; c++) {
    const left = edges[c - 1]!;
    edges[c] = left >= end ? end : Math.min(end, line.lowerBound(from + width * c, left, expected));
  }
  edges[columns] = end;
}

/** The pixel column of an x inside the viewport. */
export function columnOf(x: number, { from, to, columns }: Viewport): number {
  if (!(to > from)) return 0;
  return Math.min(columns - 1, Math.max(0, Math.floor(((x - from) / (to - from)) * columns)));
}
