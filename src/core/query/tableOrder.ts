// Which rows of a table are shown and in what order: filtered by a test, sorted by several columns, grouped by one.
import type { TableGroup } from '../../shared/tableContract';
import type { Cell, RowTest } from './expressionMatch';

export interface SortedBy {
  /** As `TableCells.sortKeys` tells; NaN where there is no value. */
  readonly keys: Float64Array;
  readonly descending: boolean;
}

/** The rows that pass, sorted; equal rows stay in the order of their numbers. */
export function orderRows(rows: number, test: RowTest, by: readonly SortedBy[]): Uint32Array {
  const order = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) if (test(row)) order[count++] = row;
  const passed = order.slice(0, count);
  const [first, ...others] = by;
  if (!first) return passed;
  return passed.sort((a, b) => {
    const early = compareKeys(first, a, b);
    if (early !== 0) return early;
    for (const next of others) {
      const order = compareKeys(next, a, b);
      if (order !== 0) return order;
    }
    return a - b;
  });
}

function compareKeys({ keys, descending }: SortedBy, a: number, b: number): number {
  const [one, other] = [keys[a]!, keys[b]!];
  if (one < other) return descending ? 1 : -1;
  if (one > other) return descending ? -1 : 1;
  // Equal, or one of them has no value: that comes last.
  return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
}

/**
 * Rows of equal value stand together, groups in the order of their values, rows inside as they were.
 * @param keys of the column that they are grouped by
 */
export function groupRows(
  order: Uint32Array,
  keys: Float64Array,
  valueOf: (row: number) => Cell,
): { readonly order: Uint32Array; readonly groups: readonly TableGroup[] } {
  const places = order.map((_, at) => at);
  places.sort((a, b) => {
    const [one, other] = [keys[order[a]!]!, keys[order[b]!]!];
    if (one < other) return -1;
    if (one > other) return 1;
    return Number(Number.isNaN(one)) - Number(Number.isNaN(other)) || a - b;
  });
  const grouped = places.map((at) => order[at]!);
  const groups: { from: number; count: number; value: Cell }[] = [];
  let last: number | undefined;
  grouped.forEach((row, at) => {
    const key = keys[row]!;
    if (groups.length > 0 && Object.is(key, last)) groups.at(-1)!.count++;
    else groups.push({ from: at, count: 1, value: valueOf(row) });
    last = key;
  });
  return { order: grouped, groups };
}
