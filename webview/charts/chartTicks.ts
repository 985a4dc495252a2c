// Which ticks the axes of a chart have: places and labels for what x and y mean.
import type { FrameAxis } from '../../src/shared/frame';
import { formatDuration } from '../../src/shared/text';
import type { ChartData } from './chartData';
import type { AxisView } from './chartSurface';
import type { PlotTransform } from './plotTransform';
import { widthOf, type Range } from './range';
import { linearTicks, logTicks, type AxisTick } from './ticks';
import { durationTicks, wallTicks } from './timeTicks';

/** As many ticks as fit without their labels touching. */
export function xAxis(data: ChartData, { x, area, logX }: PlotTransform): AxisView {
  const width = area.right - area.left;
  let count = Math.max(2, Math.floor(width / leastTickGap));
  let ticks = xTicks(data.axis, x, count, logX);
  while (count > 1 && ticks.length * widestLabel(ticks) > width)
    ticks = xTicks(data.axis, x, --count, logX);
  return { range: x, log: logX, ticks };
}

const leastTickGap = 56;

/** Pixels, with room around; digits of the small label font are about 7 pixels wide. */
function widestLabel(ticks: readonly AxisTick[]): number {
  return ticks.reduce((widest, { label }) => Math.max(widest, label.length * 7 + 10), 0);
}

/** About so many ticks over a stretch of x. */
export function xTicks(
  axis: FrameAxis,
  x: Range,
  count: number,
  log: boolean,
): readonly AxisTick[] {
  if (log && axis !== 'wall') {
    const ticks = logTicks(x, count);
    if (axis !== 'relative') return ticks;
    return ticks.map(({ value }) => ({ value, label: formatDuration(value * 1000) }));
  }
  switch (axis) {
    case 'step':
    case 'index':
      return linearTicks(x, count, widthOf(x) >= 1 ? 1 : 0);
    case 'relative':
      return durationTicks(x, count);
    case 'wall':
      return wallTicks(x, count);
    case 'metric':
      return linearTicks(x, count);
  }
}

export function yAxis({ y, log, area }: PlotTransform): AxisView {
  const count = Math.max(2, Math.floor((area.bottom - area.top) / 36));
  return { range: y, log, ticks: log ? logTicks(y, count) : linearTicks(y, count) };
}
