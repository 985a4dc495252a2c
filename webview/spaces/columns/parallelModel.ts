// What parallel coordinates show: which axes in which order, which rows are within the brushes, and which line is nearest.
import type { Brush, ParallelState } from '../../../src/shared/columnPlots';
import { rowsWithin } from './brushes';
import { scaleOf, type ColumnScale, type SpaceColumn, type SpaceData } from './columnsData';

export interface ParallelAxis {
  readonly column: SpaceColumn;
  readonly scale: ColumnScale;
  readonly brush: Brush | null;
}

export interface ParallelModel {
  readonly axes: readonly ParallelAxis[];
  /** By row, 1 within all brushes. */
  readonly within: Uint8Array;
  /** Rows within all brushes, in order. */
  readonly chosen: readonly number[];
}

/** Where lines of rows without a value meet, below the axis. */
export const missingShare = -0.08;

export function parallelModel(data: SpaceData, state: ParallelState): ParallelModel {
  const brushes = new Map(state.brushes);
  const log = new Set(state.logColumns);
  const axes = ordered(data.columns, state.order).map((column) => ({
    column,
    scale: scaleOf(column, log.has(column.name)),
    brush: brushes.get(column.name) ?? null,
  }));
  const shares = new Map(axes.map(({ column, scale }) => [column.name, scale.shares]));
  const within = rowsWithin(data.rows.length, brushes, (name) => shares.get(name));
  const chosen = data.rows.map((_, row) => row).filter((row) => within[row] === 1);
  return { axes, within, chosen };
}

function ordered(
  columns: readonly SpaceColumn[],
  order: readonly string[],
): readonly SpaceColumn[] {
  const place = new Map(order.map((name, at) => [name, at]));
  const placeOf = (column: SpaceColumn): number => place.get(column.name) ?? order.length;
  return [...columns].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Puts a column `by` places further to the right (or left, below 0). */
export function movedColumn(names: readonly string[], name: string, by: number): readonly string[] {
  const without = names.filter((one) => one !== name);
  const at = Math.max(0, Math.min(without.length, names.indexOf(name) + by));
  return [...without.slice(0, at), name, ...without.slice(at)];
}

/** Where a row's line is at an axis; rows without a value pass below it. */
export function placeAt(axis: ParallelAxis, row: number): number {
  const share = axis.scale.shares[row] ?? NaN;
  return Number.isNaN(share) ? missingShare : share;
}

/**
 * The row whose line passes nearest to a point, among the given rows; null if none is within reach.
 * @param across the place between axes: 1.5 is in the middle of the second and the third
 * @param reach in shares of an axis
 */
export function nearestLine(
  { axes }: ParallelModel,
  rows: readonly number[],
  point: { readonly across: number; readonly share: number },
  reach: number,
): number | null {
  const left = Math.max(0, Math.min(axes.length - 1, Math.floor(point.across)));
  const [before, after] = [axes[left], axes[Math.min(axes.length - 1, left + 1)]];
  if (!before || !after) return null;
  const part = Math.max(0, Math.min(1, point.across - left));
  let nearest: number | null = null;
  let least = reach;
  for (const row of rows) {
    const share = placeAt(before, row) * (1 - part) + placeAt(after, row) * part;
    const distance = Math.abs(share - point.share);
    if (distance > least) continue;
    least = distance;
    nearest = row;
  }
  return nearest;
}
