// A frame with its columns laid open as typed arrays, ready to be drawn.
import type { Bounds, Frame, FrameAxis, FrameQuery, PieceRole } from '../../src/shared/frame';
import type { RunId } from '../../src/shared/vocabulary';
import type { Range } from './range';

export interface DrawnPiece {
  readonly role: PieceRole;
  /** True when no point of the stretch was left out. */
  readonly exact: boolean;
  readonly x: Float64Array;
  readonly y: Float32Array;
}

/** A line of a run; a run has several where several processes wrote the tag at the same time. */
export interface DrawnSeries {
  readonly run: RunId;
  readonly tag: string;
  /** Place of the tag among the `tags` of the chart. */
  readonly tagAt: number;
  readonly tags: number;
  /** Place among the groups; null where it is a run's. */
  readonly group: number | null;
  readonly members: number;
  readonly firstNonFinite: number | null;
  /** Ordinal among the `writers` of the tag. */
  readonly writer: number;
  readonly writers: number;
  readonly file: string;
  readonly pieces: readonly DrawnPiece[];
  readonly restarts: readonly number[];
  readonly points: number;
}

export interface ChartData {
  readonly query: FrameQuery;
  readonly revision: number;
  /** What x means. */
  readonly axis: FrameAxis;
  readonly range: Range;
  readonly extent: Range | null;
  readonly y: Bounds | null;
  readonly yMinPositive: number | null;
  readonly yInner: Bounds | null;
  readonly series: readonly DrawnSeries[];
  /** x of each mark that was asked for; null where it has none. */
  readonly markPlaces: readonly (number | null)[];
}

/** Views on the frame's buffer; nothing is copied. */
export function openFrame(query: FrameQuery, frame: Frame): ChartData {
  const tags = [query.tag, ...(query.moreTags ?? [])];
  return {
    query,
    revision: frame.revision,
    axis: frame.axis,
    range: frame.range,
    extent: frame.extent,
    y: frame.y,
    yMinPositive: frame.yMinPositive,
    yInner: frame.yInner,
    series: frame.series.map((series) => ({
      run: series.run,
      tag: series.tag,
      tagAt: tags.indexOf(series.tag),
      tags: tags.length,
      group: series.group,
      members: series.members,
      firstNonFinite: series.firstNonFinite,
      writer: series.writer,
      writers: series.writers,
      file: series.file,
      restarts: series.restarts,
      points: series.points,
      pieces: series.pieces.map((piece) => ({
        role: piece.role,
        exact: piece.exact,
        x: new Float64Array(frame.buffer, piece.xOffset, piece.count),
        y: new Float32Array(frame.buffer, piece.yOffset, piece.count),
      })),
    })),
    markPlaces: frame.markPlaces,
  };
}

/** The piece a reader follows with the eye: the smoothed line where there is one, else the line as logged. */
export function mainPieces(series: DrawnSeries): readonly DrawnPiece[] {
  const smooth = series.pieces.filter((piece) => piece.role === 'smooth');
  return smooth.length > 0 ? smooth : series.pieces.filter((piece) => piece.role === 'line');
}

/** The values as logged, whichever way they are drawn; the smoothed line where those were not asked for. */
export function loggedPieces(series: DrawnSeries): readonly DrawnPiece[] {
  const logged = series.pieces.filter((piece) => piece.role === 'line' || piece.role === 'raw');
  return logged.length > 0 ? logged : mainPieces(series);
}

/** The borders of the band around the line; none where it has none. */
export function bandPieces(series: DrawnSeries): readonly DrawnPiece[] {
  return series.pieces.filter(({ role }) => role === 'bandLow' || role === 'bandHigh');
}

/** Index of the first x that is not below `value`. */
export function lowerBound(x: Float64Array, value: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
