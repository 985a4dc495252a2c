// What the middle of a group of runs does over a stretch of x, from the line as it was sent: nobody logged it.
import type { LineStatistics } from '../../src/shared/frame';
import { mainPieces, type ChartData, type DrawnSeries } from './chartData';
import type { Range } from './range';

/** One entry for each line with a place in the stretch. Every point of the line counts as one. */
export function groupStatistics({ series }: ChartData, range: Range): readonly LineStatistics[] {
  return series.map((one) => statisticsOf(one, range));
}

function statisticsOf(series: DrawnSeries, range: Range): LineStatistics {
  const { run, tag, writer } = series;
  const points = pointsWithin(series, range);
  const values = points.map(({ y }) => y);
  const [first, last] = [points[0], points.at(-1)];
  const whose = { run, tag, writer, count: points.length, nonFinite: 0 };
  if (!first || !last) return { ...whose, ...nothing };
  const mean = meanOf(values);
  const change = last.y - first.y;
  return {
    ...whose,
    min: Math.min(...values),
    max: Math.max(...values),
    mean,
    std: Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2))),
    start: first.y,
    end: last.y,
    startX: first.x,
    endX: last.x,
    change,
    relativeChange: first.y === 0 ? null : change / Math.abs(first.y),
    slope: slopeOf(points),
  };
}

const nothing = {
  ...{ min: null, max: null, mean: null, std: null, start: null, end: null },
  ...{ startX: null, endX: null, change: null, relativeChange: null, slope: null },
} as const;

interface Point {
  readonly x: number;
  readonly y: number;
}

function pointsWithin(series: DrawnSeries, { from, to }: Range): readonly Point[] {
  return mainPieces(series).flatMap(({ x, y }) =>
    Array.from(x, (at, index): Point => ({ x: at, y: y[index]! })).filter(
      (point) => point.x >= from && point.x <= to && Number.isFinite(point.y),
    ),
  );
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of the least-squares line; null where all points share one place. */
function slopeOf(points: readonly Point[]): number | null {
  const middleX = meanOf(points.map(({ x }) => x));
  const middleY = meanOf(points.map(({ y }) => y));
  let [xx, xy] = [0, 0];
  for (const { x, y } of points) {
    xx += (x - middleX) ** 2;
    xy += (x - middleX) * (y - middleY);
  }
  return xx > 0 ? xy / xx : null;
}
