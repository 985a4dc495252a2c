// Which rows lie within the stretches that were marked on axes.

import type { Brush } from '../../../src/shared/columnPlots';

export type Brushes = ReadonlyMap<string, Brush>;

/**
 * By row, 1 where it lies within every brush; rows without a value on a brushed axis do not.
 * @param sharesOf places on the axis of a column; undefined for a column that is not there, whose brush is ignored
 */
export function rowsWithin(
  rowCount: number,
  brushes: Brushes,
  sharesOf: (column: string) => Float64Array | undefined,
): Uint8Array {
  const within = new Uint8Array(rowCount).fill(1);
  for (const [column, { from, to }] of brushes) {
    const shares = sharesOf(column);
    if (!shares) continue;
    for (let row = 0; row < rowCount; row++) {
      const share = shares[row] ?? NaN;
      if (!(share >= from && share <= to)) within[row] = 0;
    }
  }
  return within;
}

/** The brush moved by a share of the axis, as wide as it is, stopping at the ends. */
export function movedBrush({ from, to }: Brush, by: number): Brush {
  const step = Math.max(-from, Math.min(1 - to, by));
  return { from: from + step, to: to + step };
}

/** The brush made wider (or narrower) at its upper end; never empty. */
export function stretchedBrush({ from, to }: Brush, by: number): Brush {
  return { from, to: Math.max(from + 0.01, Math.min(1, to + by)) };
}
