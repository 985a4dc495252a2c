// A stretch of an axis and the few things one does with it.

export interface Range {
  readonly from: number;
  readonly to: number;
}

export function widthOf(range: Range): number {
  return range.to - range.from;
}

export function shifted(range: Range, by: number): Range {
  return { from: range.from + by, to: range.to + by };
}

/** Narrower by `factor` < 1 or wider by `factor` > 1, with `centre` staying where it is on the screen. */
export function zoomedAround(range: Range, centre: number, factor: number): Range {
  return {
    from: centre - (centre - range.from) * factor,
    to: centre + (range.to - centre) * factor,
  };
}

/** The range with `share` of its width added on both sides. */
export function widened(range: Range, share: number): Range {
  const by = widthOf(range) * share;
  return { from: range.from - by, to: range.to + by };
}

export function covers(outer: Range, inner: Range): boolean {
  return outer.from <= inner.from && outer.to >= inner.to;
}

/** A range that a scale can show: never empty, even where all points share one place. */
export function opened(range: Range): Range {
  if (range.to > range.from) return range;
  const half = Math.abs(range.from) > 1e9 ? 30 : Math.max(0.5, Math.abs(range.from) * 0.05);
  return { from: range.from - half, to: range.from + half };
}
