// Reads frames as a page would.
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
    raw: true,
    ghosts: true,
    ...changes,
  };
}
