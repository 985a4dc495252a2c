// Reads frames as a page would, and draws polylines into pixel columns to compare them.
import type { Frame, FrameQuery, FrameSeries, PieceRole } from '../../../../src/shared/frame';
import type { RunId } from '../../../../src/shared/vocabulary';

export interface ReadPiece {
  readonly role: PieceRole;
  readonly exact: boolean;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

export function piecesOf(frame: Frame, series: FrameSeries | undefined): ReadPiece[] {
  return (series?.pieces ?? []).map(({ role, exact, count, xOffset, yOffset }) => ({
    role,
    exact,
    xs: [...new Float64Array(frame.buffer, xOffset, count)],
    ys: [...new Float32Array(frame.buffer, yOffset, count)],
  }));
}

/** The pieces of the first series with a role. */
export function firstPieces(frame: Frame, role: PieceRole): ReadPiece[] {
  return piecesOf(frame, frame.series[0]).filter((piece) => piece.role === role);
}

/** A query for the whole of the tag `loss`, without smoothing, with ghosts. */
export function wholeOf(runs: readonly string[], changes: Partial<FrameQuery> = {}): FrameQuery {
  return {
    tag: 'loss',
    runs: runs as readonly RunId[],
    axis: 'step',
    range: null,
    columns: 100,
    detail: 'm4',
    smoothing: { kind: 'none' },
    ghosts: true,
    ...changes,
  };
}

/** Lowest and highest y that a polyline covers in each pixel column; null where it covers none. */
export function rasterise(
  xs: readonly number[],
  ys: readonly number[],
  from: number,
  to: number,
  columns: number,
): ([number, number] | null)[] {
  const covered: ([number, number] | null)[] = Array<null>(columns).fill(null);
  const width = (to - from) / columns;
  const cover = (column: number, y: number): void => {
    const now = covered[column];
    if (column < 0 || column >= columns) return;
    covered[column] = now ? [Math.min(now[0], y), Math.max(now[1], y)] : [y, y];
  };
  const columnOf = (x: number): number => Math.min(columns - 1, Math.floor((x - from) / width));
  for (let i = 1; i < xs.length; i++) {
    const [x0, y0, x1, y1] = [xs[i - 1]!, ys[i - 1]!, xs[i]!, ys[i]!];
    const yAt = (x: number): number => (x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0));
    if (x1 < from || x0 > to) continue;
    cover(columnOf(Math.max(x0, from)), x0 < from ? yAt(from) : y0);
    cover(columnOf(Math.min(x1, to)), x1 > to ? yAt(to) : y1);
    for (let c = Math.max(0, columnOf(x0)); c < columnOf(x1) && c < columns; c++) {
      const border = from + width * (c + 1);
      cover(c, yAt(border));
      cover(c + 1, yAt(border));
    }
  }
  return covered;
}
