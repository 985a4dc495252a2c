// What views make of a histogram: percentiles of the values behind it, and the same counts in buckets of equal width.
import type { HistogramContent } from './content';

export type Buckets = Pick<HistogramContent, 'lefts' | 'rights' | 'counts'>;

/**
 * Shares of the values below the lines of a distribution: half a standard deviation apart if they are normal.
 * As tensorboard/plugins/distribution/compressor.py, in its hundredths of a percent.
 */
export const distributionShares = [0, 668, 1587, 3085, 5000, 6915, 8413, 9332, 10_000].map(
  (basisPoints) => basisPoints / 10_000,
);

/**
 * The values that these shares of all values lie below (values are taken to be spread evenly over their bucket), with
 * TensorBoard's arithmetic. NaN where there are no values, unlike TensorBoard's 0.
 * @param shares ascending, 0 … 1
 */
export function percentilesOf(
  { lefts, rights, counts }: Buckets,
  shares: readonly number[] = distributionShares,
): Float64Array {
  const values = new Float64Array(shares.length).fill(NaN);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (!(total > 0)) return values;
  const lowest = lefts[0]!;
  const highest = rights.at(-1)!;
  let at = 0;
  let before = 0;
  let through = counts[0]! / total;
  shares.forEach((share, index) => {
    // The first bucket with values that ends beyond the share.
    while (at < counts.length && (through <= share || through === before)) {
      before = through;
      through += (counts[++at] ?? 0) / total;
    }
    if (at >= counts.length) values[index] = highest;
    else {
      const left = before === 0 ? lowest : Math.max(rights[at - 1]!, lowest);
      const right = Math.min(rights[at]!, highest);
      values[index] = left + ((share - before) / (through - before)) * (right - left);
    }
  });
  return values;
}

export interface Range {
  readonly left: number;
  readonly right: number;
}

/**
 * The range that holds all histograms, of more than no width; null where none has a bucket.
 * As tensorboard/webapp/widgets/histogram/histogram_util.ts.
 */
export function rangeOf(histograms: Iterable<Buckets>): Range | null {
  let left = Infinity;
  let right = -Infinity;
  for (const { lefts, rights } of histograms) {
    if (lefts.length === 0) continue;
    left = Math.min(left, lefts[0]!);
    right = Math.max(right, rights.at(-1)!);
  }
  if (left > right) return null;
  return left < right ? { left, right } : { left: left / 1.1 - 1, right: right * 1.1 + 1 };
}

/**
 * Counts of `bins` buckets of equal width over the range. A bucket gives each bin the share of its count that their
 * overlap is of the bucket's width; one without width goes to the bin that begins at it or holds it, the last bin
 * holding its right end too. What lies outside the range is left out.
 */
export function rebin(
  { lefts, rights, counts }: Buckets,
  { left, right }: Range,
  bins: number,
): Float64Array {
  const binned = new Float64Array(bins);
  const width = (right - left) / bins;
  const binOf = (value: number): number => {
    return Math.min(bins - 1, Math.max(0, Math.floor((value - left) / width)));
  };
  for (let at = 0; at < counts.length; at++) {
    const [from, to, count] = [lefts[at]!, rights[at]!, counts[at]!];
    if (count === 0 || from > right || to < left) continue;
    if (from === to) binned[binOf(from)]! += count;
    else {
      for (let bin = binOf(from); bin <= binOf(to); bin++) {
        const start = left + bin * width;
        const overlap = Math.min(to, start + width) - Math.max(from, start);
        if (overlap > 0) binned[bin]! += (count * overlap) / (to - from);
      }
    }
  }
  return binned;
}
