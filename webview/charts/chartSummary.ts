// A chart in words, for who cannot see it.
import {
  formatMoment,
  formatCount,
  formatDuration,
  formatNumber,
  formatPlural,
} from '../../src/shared/text';
import type { Axis, RunId } from '../../src/shared/vocabulary';
import { loggedPieces, type ChartData, type DrawnSeries } from './chartData';
import type { Readout } from './crosshairReadout';
import type { Range } from './range';
import type { RunLook } from './seriesLayer';

const spokenRuns = 5;

/** A place on an axis in words: `step 1,200`, `3m 20s`, `2024-06-10 08:53:20`. */
export function formatPlace(x: number, axis: Axis): string {
  if (axis === 'step') return `step ${formatCount(Number(x.toPrecision(12)))}`;
  return axis === 'wall' ? formatMoment(x) : formatDuration(x * 1000);
}

export function summarise(
  tag: string,
  data: ChartData,
  visible: Range,
  runs: ReadonlyMap<RunId, RunLook>,
): string {
  const { axis } = data.query;
  const shown = data.series.filter((series) => series.points > 0);
  if (shown.length === 0) return `${tag}: no points on this axis.`;
  const lines = shown.slice(0, spokenRuns).map((series) => {
    const name = runs.get(series.run)?.name ?? '';
    const { min, max, last } = outline(series);
    if (min > max) return `${name}: no finite values.`;
    return `${name}: from ${formatNumber(min)} to ${formatNumber(max)}, last ${formatNumber(last)}.`;
  });
  const more = shown.length > spokenRuns ? ` And ${shown.length - spokenRuns} more.` : '';
  const span = `${formatPlace(visible.from, axis)} to ${formatPlace(visible.to, axis)}`;
  return `${tag}, ${formatPlural(shown.length, 'run')}, ${span}. ${lines.join(' ')}${more}`;
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
  axis: Axis,
  runs: ReadonlyMap<RunId, RunLook>,
): string {
  const values = readout.rows
    .slice(0, spokenRuns)
    .map((row) => `${runs.get(row.run)?.name ?? ''} ${formatNumber(row.value)}`);
  return `${formatPlace(readout.x, axis)}: ${values.join(', ')}`;
}
