// A stretch of an axis in data units, and what gestures make of it.

export interface Range {
  readonly from: number;
  readonly to: number;
}

export function widthOf({ from, to }: Range): number {
  return to - from;
}

/** The range with `share` of its width added on both sides; on a log axis of its width there. */
export function widened(range: Range, share: number, log = false): Range {
  if (log) {
    const factor = (range.to / range.from) ** share;
    return { from: range.from / factor, to: range.to * factor };
  }
  const by = widthOf(range) * share;
  return { from: range.from - by, to: range.to + by };
}

export function covers(outer: Range, inner: Range): boolean {
  return outer.from <= inner.from && outer.to >= inner.to;
}

/** A range that a scale can show: never empty, even where all points share one place. */
export function opened(range: Range, log = false): Range {
  if (range.to > range.from) return range;
  if (log) return { from: range.from / 2, to: range.from * 2 };
  const half = Math.abs(range.from) > 1e9 ? 30 : Math.max(0.5, Math.abs(range.from) * 0.05);
  return { from: range.from - half, to: range.from + half };
}

/** Ends of an axis that are kept; null where the data decides. */
export interface FixedEnds {
  readonly from: number | null;
  readonly to: number | null;
}

/** The range with what is fixed in place of its ends, as far as that makes a range. */
export function withFixedEnds(range: Range, fixed: FixedEnds, log: boolean): Range {
  const from = fixed.from ?? range.from;
  const to = fixed.to ?? range.to;
  const makesSense = to > from && (!log || from > 0);
  return makesSense ? { from, to } : range;
}
