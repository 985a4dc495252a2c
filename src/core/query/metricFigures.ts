// One figure of a metric: its last, lowest, highest, mean or first value, and how many there are. Superseded points do not count.
import type { Aggregate } from '../../shared/filter';
import { chunkMask, chunkPoints } from '../store/packedChunk';
import { RangeSummary } from '../store/rangeSummary';
import type { SegmentView } from '../store/segment';
import type { Series } from '../store/series';
import { Line } from './line';

/** Null where there is no point; of points that are no finite numbers there is no lowest, highest or mean. */
export function figureOf(series: Series, figure: Aggregate): number | null {
  const segments = series.segments().filter(({ visible }) => visible > 0);
  const [first] = segments;
  if (!first) return null;
  switch (figure) {
    case 'last':
      return series.last()?.value ?? null;
    case 'first':
      return first.valueAt(0);
    case 'count':
      return segments.reduce((sum, { visible }) => sum + visible, 0);
    case 'min':
    case 'max':
      return extremeOf(segments, figure);
    case 'mean':
      return meanOf(segments);
  }
}

function extremeOf(segments: readonly SegmentView[], figure: 'min' | 'max'): number | null {
  let extreme = figure === 'min' ? Infinity : -Infinity;
  const better = figure === 'min' ? Math.min : Math.max;
  const any = eachFinite(segments, (value) => {
    extreme = better(extreme, value);
  });
  return any ? extreme : null;
}

function meanOf(segments: readonly SegmentView[]): number | null {
  let [mean, count] = [0, 0];
  const any = eachFinite(segments, (value) => {
    count++;
    // Without a sum, which may grow out of bounds.
    mean += (value - mean) / count;
  });
  return any ? mean : null;
}

/** @returns whether there was one */
function eachFinite(segments: readonly SegmentView[], take: (value: number) => void): boolean {
  let any = false;
  for (const { columns, visible } of segments) {
    for (let at = 0; at < visible;) {
      const from = at & chunkMask;
      const to = Math.min(chunkPoints, from + visible - at);
      const values = columns.areFew ? null : columns.valuesFrom(at, to - from);
      for (let i = from; i < to; i++) {
        const value = values ? values[i]! : columns.valueAt(at + i - from);
        if (value - value !== 0) continue;
        take(value);
        any = true;
      }
      at += to - from;
    }
  }
  return any;
}

/** Lowest and highest value of each of `columns` stretches of points into `into` from `at` on; NaN where there is none. */
export function sketchSeries(
  series: Series | undefined,
  columns: number,
  into: Float32Array,
  at: number,
): void {
  into.fill(NaN, at, at + 2 * columns);
  if (!series) return;
  const line = new Line('step');
  line.update(
    series
      .segments()
      .map((segment) => ({ columns: segment.columns, from: 0, to: segment.visible })),
  );
  const summary = new RangeSummary();
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * line.count) / columns);
    const to = Math.floor(((column + 1) * line.count) / columns);
    // Of few points each fills several stretches.
    const end = Math.max(to, Math.min(from + 1, line.count));
    if (from >= end) continue;
    summary.clear();
    line.addRange(summary, from, end);
    if (summary.isEmpty) continue;
    into[at + 2 * column] = summary.min;
    into[at + 2 * column + 1] = summary.max;
  }
}
