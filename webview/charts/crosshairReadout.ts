// What a chart says about one place on x: the nearest point of every visible run, first as drawn, then exactly.
import type { NearestPoint } from '../../src/shared/frame';
import { compareNaturally } from '../../src/base/naturalOrder';
import type { RowOrder } from '../../src/shared/lineView';
import type { RunMark } from '../../src/shared/runMarks';
import type { RunId } from '../../src/shared/vocabulary';
import {
  loggedPieces,
  lowerBound,
  mainPieces,
  type ChartData,
  type DrawnPiece,
  type DrawnSeries,
} from './chartData';
import { pixelY, type PlotTransform } from './plotTransform';

export interface ReadoutRow {
  readonly run: RunId;
  readonly tag: string;
  /** As in the drawn series. */
  readonly tagAt: number;
  readonly tags: number;
  readonly writer: number;
  readonly writers: number;
  /** How many runs the line is made of, and the band around it; null without one. */
  readonly members: number;
  readonly band: { readonly low: number; readonly high: number } | null;
  readonly file: string;
  readonly x: number;
  /** As logged. */
  readonly value: number;
  readonly smoothed: number | null;
  readonly step: number | null;
  /** Seconds since the Unix epoch. */
  readonly wallTime: number | null;
  /** Seconds since the run's first event. */
  readonly relative: number | null;
  /** False while the row is only what the drawn line shows. */
  readonly exact: boolean;
}

export interface Readout {
  /** Where the crosshair stands, on the axis of the chart. */
  readonly x: number;
  /** True for the chart under the pointer or with the keyboard. */
  readonly owner: boolean;
  /** Nearest to the pointer first. */
  readonly rows: readonly ReadoutRow[];
  /** Place of the crosshair in CSS pixels of the chart. */
  readonly left: number;
  readonly top: number | null;
  /** What stands here, nearest first. */
  readonly marks: readonly RunMark[];
}

/** One row per series from what is drawn; rows for which exact points came are replaced by them. */
export function readRows(
  data: ChartData,
  x: number,
  exact: readonly NearestPoint[],
): readonly ReadoutRow[] {
  const known = new Map(exact.map((point) => [keyOf(point), point]));
  const rows: ReadoutRow[] = [];
  for (const series of data.series) {
    const { writers, file, tagAt, tags, members } = series;
    const point = known.get(keyOf(series));
    const whose = { writers, file, tagAt, tags, members, band: bandAt(series, x) };
    const row = point ? { ...point, ...whose, exact: true } : drawnRow(series, x, data);
    if (row) rows.push(row);
  }
  return rows;
}

/** Tells lines of a chart apart. */
export function keyOf(line: Pick<ReadoutRow, 'run' | 'writer' | 'tag'>): string {
  return `${line.run} ${line.writer} ${line.tag}`;
}

/** The height at which a row's point lies on the visible line. */
export function rowY(row: ReadoutRow): number {
  return row.smoothed ?? row.value;
}

/** In the asked order: nearest is to the pointer, and without a pointer the highest first. Values without a place come last. */
export function sortRows(
  rows: readonly ReadoutRow[],
  transform: PlotTransform,
  pointerY: number | null,
  order: RowOrder,
  nameOf: (row: ReadoutRow) => string,
): readonly ReadoutRow[] {
  if (order === 'name') {
    return [...rows].sort((a, b) => compareNaturally(nameOf(a), nameOf(b)));
  }
  if (order !== 'nearest') return sortByValue(rows, order === 'ascending' ? 1 : -1);
  const rank = (row: ReadoutRow): number => {
    const y = pixelY(transform, rowY(row));
    if (Number.isNaN(y)) return Infinity;
    return pointerY === null ? y : Math.abs(y - pointerY);
  };
  return rows
    .map((row) => ({ row, rank: rank(row) }))
    .sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank))
    .map(({ row }) => row);
}

function sortByValue(rows: readonly ReadoutRow[], sign: number): readonly ReadoutRow[] {
  const rank = (row: ReadoutRow): number => {
    const value = rowY(row);
    return Number.isFinite(value) ? sign * value : Infinity;
  };
  return [...rows].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

function drawnRow(series: DrawnSeries, x: number, data: ChartData): ReadoutRow | null {
  const { axis, query } = data;
  const main = nearestIn(mainPieces(series), x);
  if (!main) return null;
  const raw = nearestIn(loggedPieces(series), main.x);
  const smoothed = mainPieces(series)[0]?.role === 'smooth' ? main.y : null;
  const { run, tag, tagAt, tags, writer, writers, members, file } = series;
  return {
    ...{ run, tag, tagAt, tags, writer, writers, members, file },
    band: bandAt(series, main.x),
    x: main.x,
    value: raw?.y ?? main.y,
    smoothed,
    step: axis === 'step' ? main.x : null,
    wallTime: axis === 'wall' ? main.x : null,
    relative: axis === 'relative' && query.skipDowntime !== true ? main.x : null,
    exact: series.group !== null || query.baseline != null,
  };
}

function bandAt(series: DrawnSeries, x: number): ReadoutRow['band'] {
  const [low, high] = (['bandLow', 'bandHigh'] as const).map((role) =>
    nearestIn(
      series.pieces.filter((piece) => piece.role === role),
      x,
    ),
  );
  return low && high ? { low: low.y, high: high.y } : null;
}

function nearestIn(pieces: readonly DrawnPiece[], x: number): { x: number; y: number } | null {
  let best: { x: number; y: number } | null = null;
  for (const piece of pieces) {
    const after = lowerBound(piece.x, x);
    for (const i of [after - 1, after]) {
      const [px, py] = [piece.x[i], piece.y[i]];
      if (px === undefined || py === undefined || !Number.isFinite(py)) continue;
      if (!best || Math.abs(px - x) < Math.abs(best.x - x)) best = { x: px, y: py };
    }
  }
  return best;
}
