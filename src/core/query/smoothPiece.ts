// Adds the smoothed line of a window: computed on every point, then the last of each pixel column.
import type { FrameQuery } from '../../shared/frame';
import type { Line } from './line';
import type { PieceBuffer } from './pieceBuffer';
import { fitsRaw, withNeighbours } from './reduce';
import type { Smoother } from './smoothers';
import type { LineWindow, Viewport } from './window';

/** A smoothed line, and where on it the walk is. Points are asked for in order. */
class SmoothWalk {
  readonly #line: Line;
  readonly #smoother: Smoother;
  readonly #shift: number;
  readonly #out: PieceBuffer;

  constructor(line: Line, smoother: Smoother, shift: number, out: PieceBuffer) {
    this.#line = line;
    this.#smoother = smoother;
    this.#shift = shift;
    this.#out = out;
  }

  /** Adds the average at the last finite point of `[from, to)`; a gap where there is none, as TensorBoard has it. */
  addLast(from: number, to: number): void {
    const line = this.#line;
    let last = to - 1;
    while (last >= from && !Number.isFinite(line.valueAt(last))) last--;
    if (last < from) {
      this.#out.add(line.xAt(to - 1) - this.#shift, NaN);
      return;
    }
    this.#out.add(line.xAt(last) - this.#shift, this.#smoother.at(last));
  }
}

/** Whether every point of the window is sent; `m4` sends as many as of the values behind. */
export function fitsSmooth(
  window: LineWindow,
  columns: number,
  detail: FrameQuery['detail'],
): boolean {
  return detail === 'm4' ? fitsRaw(window, columns, detail) : window.end - window.start <= columns;
}

/** @param edges the window's pixel columns, or null to add every point */
export function addSmoothed(
  line: Line,
  smoother: Smoother,
  view: Viewport,
  window: LineWindow,
  edges: Uint32Array | null,
  out: PieceBuffer,
): void {
  const walk = new SmoothWalk(line, smoother, view.shift, out);
  const all = withNeighbours(line, window);
  if (!edges) {
    for (let i = all.start; i < all.end; i++) walk.addLast(i, i + 1);
    return;
  }
  if (all.start < window.start) walk.addLast(all.start, window.start);
  for (let c = 0; c < view.columns; c++) {
    if (edges[c]! < edges[c + 1]!) walk.addLast(edges[c]!, edges[c + 1]!);
  }
  if (all.end > window.end) walk.addLast(window.end, all.end);
}
