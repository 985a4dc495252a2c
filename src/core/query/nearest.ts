// Answers what lies under the cursor: the point of each visible line that is nearest to an x.
import type { NearestPoint, NearestQuery } from '../../shared/frame';
import type { RunStore } from '../store/store';
import { collectAsked, type AskedLine } from './askedSeries';
import type { Line } from './line';
import { smootherFor } from './smoothers';

/** Runs without a point on the axis are left out; an x that is no number finds nothing. */
export function collectNearest(store: RunStore, query: NearestQuery): NearestPoint[] {
  if (Number.isNaN(query.x)) return [];
  return collectAsked(store, query)
    .lines.filter(({ lines }) => lines.visible.count > 0)
    .map((one) => nearestOf(one, query));
}

function nearestOf(
  { run, tag, writer, lines, shift }: AskedLine,
  query: NearestQuery,
): NearestPoint {
  const line = lines.visible;
  const index = nearestIndex(line, query.x + shift);
  const { step, wallTime } = lines.pointAt(index);
  const value = line.valueAt(index);
  return {
    run: run.id,
    tag,
    writer,
    x: line.xAt(index) - shift,
    step,
    wallTime: Number.isFinite(wallTime) ? wallTime : null,
    relative: Number.isFinite(wallTime) ? wallTime - (run.firstWallTime ?? wallTime) : null,
    value,
    smoothed: Number.isFinite(value)
      ? (smootherFor(query.smoothing, lines)?.at(index) ?? null)
      : null,
  };
}

/** Of points with the same x the newest; of two points equally far the left one. */
function nearestIndex(line: Line, x: number): number {
  const right = line.lowerBound(x);
  if (right === 0) return line.upperBound(line.firstX) - 1;
  const isLeftNearer = right === line.count || x - line.xAt(right - 1) <= line.xAt(right) - x;
  return isLeftNearer ? right - 1 : line.upperBound(line.xAt(right)) - 1;
}
