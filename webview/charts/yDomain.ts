// Which stretch of the y axis a chart shows when the user has not chosen one.
import type { Bounds } from '../../src/shared/frame';
import { bandPieces, loggedPieces, lowerBound, type ChartData } from './chartData';
import { covers, type Range } from './range';
import { niceStep } from './ticks';

export interface DomainWishes {
  readonly log: boolean;
  readonly ignoreOutliers: boolean;
}

/** The domain over the visible stretch of x, with a little air; never empty, and positive on a log axis. */
export function autoDomain(data: ChartData, visible: Range, wishes: DomainWishes): Range {
  const bounds = boundsOver(data, visible, wishes);
  return wishes.log ? logDomain(bounds, data.yMinPositive) : linearDomain(bounds);
}

/**
 * Cuts a side off only where its extremes would squash the rest: where they lie further from the inner 90 %
 * than that is high. So five points of an evaluation all stay in sight, and a spike of 10⁶ does not.
 */
export function withoutOutliers(all: Bounds, inner: Bounds): Bounds {
  const height = inner.max - inner.min;
  if (!(height > 0)) return all;
  return {
    min: inner.min - all.min > height ? inner.min : all.min,
    max: all.max - inner.max > height ? inner.max : all.max,
  };
}

function boundsOver(data: ChartData, visible: Range, wishes: DomainWishes): Bounds | null {
  // The frame's own figures are exact; with overscan they speak of more than what is seen.
  const whole = covers(visible, data.range);
  const all = whole ? data.y : localBounds(data, visible);
  if (!all || !wishes.ignoreOutliers) return all;
  const inner = whole ? data.yInner : localInner(data, visible);
  return inner ? withoutOutliers(all, inner) : all;
}

function localBounds(data: ChartData, visible: Range): Bounds | null {
  let min = Infinity;
  let max = -Infinity;
  eachValue(data, visible, (value) => {
    if (value < min) min = value;
    if (value > max) max = value;
  });
  return min <= max ? { min, max } : null;
}

function localInner(data: ChartData, visible: Range): Bounds | null {
  const values: number[] = [];
  eachValue(data, visible, (value) => values.push(value));
  if (values.length < 3) return null;
  const sorted = Float64Array.from(values).sort();
  const last = sorted.length - 1;
  return { min: sorted[Math.ceil(last * 0.05)]!, max: sorted[Math.floor(last * 0.95)]! };
}

function eachValue(data: ChartData, visible: Range, visit: (value: number) => void): void {
  for (const series of data.series) {
    for (const { x, y } of [...loggedPieces(series), ...bandPieces(series)]) {
      for (let i = lowerBound(x, visible.from); i < x.length && x[i]! <= visible.to; i++) {
        const value = y[i]!;
        if (Number.isFinite(value)) visit(value);
      }
    }
  }
}

function linearDomain(bounds: Bounds | null): Range {
  if (!bounds) return { from: 0, to: 1 };
  const { min, max } = bounds;
  if (min === max) {
    const half = min === 0 ? 1 : Math.abs(min) * 0.5;
    return { from: min - half, to: max + half };
  }
  const height = max - min;
  // Rounding outwards to a fine grid keeps the axis still while a running run creeps.
  const grid = niceStep(height / 20);
  const from = Math.floor((min - height * 0.03) / grid) * grid;
  const to = Math.ceil((max + height * 0.03) / grid) * grid;
  // A quantity that is never negative does not get a negative axis.
  return { from: min >= 0 && from < 0 ? 0 : from, to };
}

function logDomain(bounds: Bounds | null, yMinPositive: number | null): Range {
  const least = bounds && bounds.min > 0 ? bounds.min : yMinPositive;
  if (!bounds || least === null || bounds.max <= 0) return { from: 0.1, to: 10 };
  const most = Math.max(bounds.max, least);
  const decades = Math.max(0.15, Math.log10(most / least));
  const air = 10 ** (decades * 0.05);
  return { from: least / air, to: most * air };
}
