// What a chart says about one place on x: the nearest point of every visible run, first as drawn, then exactly.
import type { NearestPoint } from '../../src/shared/frame';
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
  /** As in the drawn series. */
  readonly writer: number;
  readonly writers: number;
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
    const { writers, file } = series;
    const point = known.get(keyOf(series));
    const row = point ? { ...point, writers, file, exact: true } : drawnRow(series, x, data);
    if (row) rows.push(row);
  }
  return rows;
}

function keyOf({ run, writer }: { readonly run: RunId; readonly writer: number }): string {
  return `${run} ${writer}`;
}

/** The height at which a row's point lies on the visible line. */
export function rowY(row: ReadoutRow): number {
  return row.smoothed ?? row.value;
}

/** Nearest to the pointer first; without a pointer the highest first. Values without a place come last. */
export function sortRows(
  rows: readonly ReadoutRow[],
  transform: PlotTransform,
  pointerY: number | null,
): readonly ReadoutRow[] {
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

function drawnRow(series: DrawnSeries, x: number, data: ChartData): ReadoutRow | null {
  const { axis, query } = data;
  const main = nearestIn(mainPieces(series), x);
  if (!main) return null;
  const raw = nearestIn(loggedPieces(series), main.x);
  const smoothed = mainPieces(series)[0]?.role === 'smooth' ? main.y : null;
  return {
    run: series.run,
    writer: series.writer,
    writers: series.writers,
    file: series.file,
    x: main.x,
    value: raw?.y ?? main.y,
    smoothed,
    step: axis === 'step' ? main.x : null,
    wallTime: axis === 'wall' ? main.x : null,
    relative: axis === 'relative' && query.skipDowntime !== true ? main.x : null,
    exact: false,
  };
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
