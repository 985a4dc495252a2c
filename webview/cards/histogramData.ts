// What drawings of histograms over steps are made of: the same bins for all steps, or percentiles. Pure.
import { percentilesOf, rangeOf, rebin, type Range } from '../../src/shared/distribution';
import type { HistogramContent } from '../../src/shared/content';
import type { PlacedContent } from './cardParts';

export interface HistogramStack {
  /** Ascending. */
  readonly steps: readonly number[];
  readonly range: Range;
  readonly bins: number;
  /** One row of counts a step. */
  readonly counts: readonly Float64Array[];
  readonly totals: readonly number[];
  /** The highest count of all, at least a tiny number. */
  readonly highest: number;
  /** One row a step, one value a share of `distributionShares`. */
  readonly percentiles: readonly Float64Array[];
}

/** Null where no step has a bucket. */
export function stackHistograms(
  history: readonly PlacedContent[],
  bins: number,
): HistogramStack | null {
  const placed = history.flatMap(({ step, content }) =>
    content.kind === 'histogram' && content.counts.length > 0
      ? { step, content: trimmed(content) }
      : [],
  );
  const range = rangeOf(placed.map(({ content }) => content));
  if (!range) return null;
  const counts = placed.map(({ content }) => rebin(content, range, bins));
  return {
    steps: placed.map(({ step }) => step),
    range,
    bins,
    counts,
    totals: placed.map(({ content }) => content.counts.reduce((sum, count) => sum + count, 0)),
    highest: counts.reduce((most, row) => Math.max(most, ...row), Number.MIN_VALUE),
    percentiles: placed.map(({ content }) => percentilesOf(content)),
  };
}

/** Without empty buckets at its ends: some writers begin at the least number there is. */
function trimmed(content: HistogramContent): HistogramContent {
  const first = content.counts.findIndex((count) => count > 0);
  if (first < 0) return content;
  const last = content.counts.findLastIndex((count) => count > 0) + 1;
  return {
    ...content,
    lefts: content.lefts.subarray(first, last),
    rights: content.rights.subarray(first, last),
    counts: content.counts.subarray(first, last),
  };
}
