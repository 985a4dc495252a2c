// A chart in words, for who cannot see it.
import {
  formatMoment,
  formatCount,
  formatDuration,
  formatNumber,
  formatPlural,
} from '../../src/shared/text';
import type { FrameAxis } from '../../src/shared/frame';
import type { RunId } from '../../src/shared/vocabulary';
import { loggedPieces, type ChartData, type DrawnSeries } from './chartData';
import type { Readout } from './crosshairReadout';
import type { Range } from './range';
import { lineLook, type LineOfRun, type RunLook } from './seriesLayer';

const spokenRuns = 5;

/** Why x is not what was asked for. */
export const indexWords = 'All points have one step: x is the number of the point';

/** A place on an axis in words: `step 1,200`, `point 7`, `3m 20s`, `2024-06-10 08:53:20`. */
export function formatPlace(x: number, axis: FrameAxis): string {
  if (axis === 'step' || axis === 'index') {
    const count = formatCount(Number(x.toPrecision(12)));
    return `${axis === 'step' ? 'step' : 'point'} ${count}`;
  }
  if (axis === 'metric') return `x = ${formatNumber(x)}`;
  return axis === 'wall' ? formatMoment(x) : formatDuration(x * 1000);
}

export function summarise(
  tag: string,
  data: ChartData,
  visible: Range,
  runs: ReadonlyMap<RunId, RunLook>,
): string {
  const { axis } = data;
  const shown = data.series.filter((series) => series.points > 0);
  if (shown.length === 0) return `${tag}: no points on this axis.`;
  const lines = shown.slice(0, spokenRuns).map((series) => {
    const name = nameOf(series, runs);
    const { min, max, last } = outline(series);
    if (min > max) return `${name}: no finite values.`;
    return `${name}: from ${formatNumber(min)} to ${formatNumber(max)}, last ${formatNumber(last)}.`;
  });
  const more = shown.length > spokenRuns ? ` And ${shown.length - spokenRuns} more.` : '';
  const span = `${formatPlace(visible.from, axis)} to ${formatPlace(visible.to, axis)}`;
  const count = formatPlural(new Set(shown.map(({ run }) => run)).size, 'run');
  const reason = axis === 'index' ? ` ${indexWords}.` : '';
  return `${tag}, ${count}, ${span}.${reason} ${lines.join(' ')}${more}`;
}

function nameOf(
  line: LineOfRun & Pick<DrawnSeries, 'run'>,
  runs: ReadonlyMap<RunId, RunLook>,
): string {
  const look = runs.get(line.run);
  return look ? lineLook(look, line).name : '';
}

function outline(series: DrawnSeries): { min: number; max: number; last: number } {
  let [min, max, last] = [Infinity, -Infinity, NaN];
  for (const { y } of loggedPieces(series)) {
    for (const value of y) {
      if (!Number.isFinite(value)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
      last = value;
    }
  }
  return { min, max, last };
}

/** What the crosshair meets, for the live region. */
export function speakReadout(
  readout: Readout,
  axis: FrameAxis,
  runs: ReadonlyMap<RunId, RunLook>,
): string {
  const values = readout.rows
    .slice(0, spokenRuns)
    .map((row) => `${nameOf(row, runs)} ${formatNumber(row.value)}`);
  return `${formatPlace(readout.x, axis)}: ${values.join(', ')}`;
}
