// A chart in words, for who cannot see it.
import { l10n } from '../../src/shared/language';
import {
  formatMoment,
  formatCount,
  formatDuration,
  formatNumber,
  formatCounted,
} from '../../src/shared/text';
import type { FrameAxis } from '../../src/shared/frame';
import type { RunId } from '../../src/shared/vocabulary';
import { loggedPieces, type ChartData, type DrawnSeries } from './chartData';
import type { Readout } from './crosshairReadout';
import type { Range } from './range';
import { lineLook, type LineOfRun, type RunLook } from './seriesLayer';

const spokenRuns = 5;

/** Why x is not what was asked for. */
export function whyIndex(): string {
  return l10n.t('All points have one step: x is the number of the point');
}

/** A place on an axis in words: `step 1,200`, `point 7`, `3m 20s`, `2024-06-10 08:53:20`. */
export function formatPlace(x: number, axis: FrameAxis): string {
  if (axis === 'step' || axis === 'index') {
    const count = formatCount(Number(x.toPrecision(12)));
    return axis === 'step' ? l10n.t('step {0}', count) : l10n.t('point {0}', count);
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
  if (shown.length === 0) return l10n.t('{0}: no points on this axis.', tag);
  const lines = shown.slice(0, spokenRuns).map((series) => {
    const name = nameOf(series, runs);
    const { min, max, last } = outline(series);
    if (min > max) return l10n.t('{0}: no finite values.', name);
    return l10n.t(
      '{0}: from {1} to {2}, last {3}.',
      name,
      formatNumber(min),
      formatNumber(max),
      formatNumber(last),
    );
  });
  const more =
    shown.length > spokenRuns ? [l10n.t('And {0} more.', shown.length - spokenRuns)] : [];
  const span = l10n.t('{0} to {1}', formatPlace(visible.from, axis), formatPlace(visible.to, axis));
  const head = formatCounted(
    new Set(shown.map(({ run }) => run)).size,
    l10n.t('{1}, {0} run, {2}.'),
    l10n.t('{1}, {0} runs, {2}.'),
    tag,
    span,
  );
  const reason = axis === 'index' ? [l10n.t('{0}.', whyIndex())] : [];
  return [head, ...reason, ...lines, ...more].join(' ');
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
