// Answers what a line does over a stretch of the axis: its extremes, mean, spread, ends, change and slope.
import type { LineStatistics, LineStatisticsQuery } from '../../shared/frame';
import type { RunStore } from '../store/store';
import { collectAsked, type AskedLine } from './askedSeries';
import type { Line } from './line';
import { collectWindow, type LineWindow } from './window';

/**
 * One entry for each visible line, in the order of the frame; a line without a point in the stretch has a count of 0.
 * Unknown runs are left out, and a range that is none (NaN, from > to) holds no points.
 */
export function collectLineStatistics(
  store: RunStore,
  query: LineStatisticsQuery,
): LineStatistics[] {
  return collectAsked(store, query)
    .lines.filter(({ lines }) => lines.visible.count > 0)
    .map((asked) => statisticsOf(asked, query.range));
}

function statisticsOf(
  { run, tag, writer, lines, shift }: AskedLine,
  range: LineStatisticsQuery['range'],
): LineStatistics {
  const line = lines.visible;
  const window = windowOf(line, range, shift);
  const moments = lines.moments.collect(line, window.start, window.end);
  const { count, nonFinite, min, max, meanY, m2X, m2Y, cXY } = moments;
  const whose = { run: run.id, tag, writer, count, nonFinite };
  if (count === 0) return { ...whose, ...nothing };
  const [first, last] = finiteEnds(line, window);
  const [start, end] = [line.valueAt(first), line.valueAt(last)];
  return {
    ...whose,
    min,
    max,
    mean: meanY,
    std: Math.sqrt(m2Y / count),
    start,
    end,
    startX: line.xAt(first) - shift,
    endX: line.xAt(last) - shift,
    change: end - start,
    relativeChange: start === 0 ? null : (end - start) / Math.abs(start),
    slope: m2X > 0 ? cXY / m2X : null,
  };
}

const nothing = {
  min: null,
  max: null,
  mean: null,
  std: null,
  start: null,
  end: null,
  startX: null,
  endX: null,
  change: null,
  relativeChange: null,
  slope: null,
} as const;

function windowOf(line: Line, range: LineStatisticsQuery['range'], shift: number): LineWindow {
  if (!range) return { start: 0, end: line.count };
  const { from, to } = range;
  if (!(from <= to)) return { start: 0, end: 0 };
  return collectWindow(line, { from: from + shift, to: to + shift, columns: 1, shift, log: false });
}

/** Of a window that has a finite value. */
function finiteEnds(line: Line, { start, end }: LineWindow): [number, number] {
  let first = start;
  let last = end - 1;
  while (!Number.isFinite(line.valueAt(first))) first++;
  while (!Number.isFinite(line.valueAt(last))) last--;
  return [first, last];
}
