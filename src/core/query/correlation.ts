// How strongly two columns of numbers go together: Pearson's r of the values, Spearman's rho of their ranks.

/** Fewer pairs than this say nothing about how two columns go together. */
const fewestPairs = 3;

/**
 * Pearson's correlation of the rows in which both columns have finite numbers: −1 … 1; null for fewer than three such
 * rows or where one of the columns is constant in them.
 */
export function pearsonCorrelation(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
): number | null {
  const pairs = finitePairs(left, right);
  return correlate(pairs.left, pairs.right);
}

/** Spearman's rank correlation, ties at their average rank; null as with Pearson's. */
export function spearmanCorrelation(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
): number | null {
  const pairs = finitePairs(left, right);
  return correlate(averageRanks(pairs.left), averageRanks(pairs.right));
}

/** The place of every value among all, counted from 1; equal values share the average of their places. */
export function averageRanks(values: readonly number[]): readonly number[] {
  const order = values.map((_, at) => at).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && values[order[end]!] === values[order[first]!]) end++;
    for (let at = first; at < end; at++) ranks[order[at]!] = (first + end + 1) / 2;
    first = end;
  }
  return ranks;
}

function finitePairs(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
): { left: number[]; right: number[] } {
  const pairs = { left: [] as number[], right: [] as number[] };
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    if (!Number.isFinite(left[at]) || !Number.isFinite(right[at])) continue;
    pairs.left.push(left[at]!);
    pairs.right.push(right[at]!);
  }
  return pairs;
}

/** Two passes: the means first, so that large values with small differences keep their digits. */
function correlate(left: readonly number[], right: readonly number[]): number | null {
  const count = left.length;
  if (count < fewestPairs) return null;
  const leftMean = meanOf(left);
  const rightMean = meanOf(right);
  let [both, ofLeft, ofRight] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    const a = left[at]! - leftMean;
    const b = right[at]! - rightMean;
    both += a * b;
    ofLeft += a * a;
    ofRight += b * b;
  }
  if (ofLeft === 0 || ofRight === 0) return null;
  return Math.max(-1, Math.min(1, both / (Math.sqrt(ofLeft) * Math.sqrt(ofRight))));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
