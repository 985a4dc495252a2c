// The lines of the table as they stand below each other: runs, and the heads of groups. Pure.
import type { Goal, TableGroup } from '../../../src/shared/tableContract';
import type { Cell } from './tableData';

export type DisplayRow =
  | { readonly kind: 'run'; readonly row: number }
  | { readonly kind: 'group'; readonly group: TableGroup; readonly folded: boolean };

/** The name under which a group is remembered as folded. */
export function foldKey({ value }: TableGroup): string {
  return JSON.stringify(value);
}

export function layOutRows(
  order: Uint32Array,
  groups: readonly TableGroup[],
  folded: ReadonlySet<string>,
): readonly DisplayRow[] {
  const rowsFrom = (from: number, to: number): DisplayRow[] =>
    Array.from(order.subarray(from, to), (row) => ({ kind: 'run', row }) as const);
  if (groups.length === 0) return rowsFrom(0, order.length);
  return groups.flatMap((group) => {
    const isFolded = folded.has(foldKey(group));
    const head = { kind: 'group', group, folded: isFolded } as const;
    return isFolded ? [head] : [head, ...rowsFrom(group.from, group.from + group.count)];
  });
}

/** Mean and standard deviation of the finite numbers of some rows. */
export interface Aggregate {
  readonly count: number;
  readonly mean: number;
  /** NaN for a single value. */
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
}

/** Null where no row has a number. */
export function aggregate(cells: Iterable<Cell>): Aggregate | null {
  let [count, mean, squares, min, max] = [0, 0, 0, Infinity, -Infinity];
  for (const cell of cells) {
    if (typeof cell !== 'number' || !Number.isFinite(cell)) continue;
    count++;
    const before = cell - mean;
    mean += before / count;
    squares += before * (cell - mean);
    min = Math.min(min, cell);
    max = Math.max(max, cell);
  }
  if (count === 0) return null;
  return { count, mean, deviation: Math.sqrt(squares / (count - 1)), min, max };
}

/** The best finite number of some rows; null where there are not at least two to choose from. */
export function bestOf(cells: Iterable<Cell>, goal: Goal): number | null {
  const all = aggregate(cells);
  if (!all || all.count < 2 || all.min === all.max) return null;
  return goal === 'min' ? all.min : all.max;
}
