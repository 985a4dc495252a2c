// A chart's readout as tooltip rows: which columns, how many rows, every number in words.
import { formatCount, formatDuration, formatMoment, formatNumbers } from '../../../src/shared/text';
import type { FrameAxis } from '../../../src/shared/frame';
import type { RunId } from '../../../src/shared/vocabulary';
import { formatPlace } from '../../charts/chartSummary';
import { fewDots, mostDots } from '../../charts/chartOverlay';
import type { Readout, ReadoutRow } from '../../charts/crosshairReadout';
import { lineLook, type RunLook } from '../../charts/seriesLayer';
import type { TooltipContent, TooltipRow } from '../../components/tooltip';

export interface ReadoutFrame {
  readonly tag: string;
  readonly axis: FrameAxis;
  readonly smoothed: boolean;
  readonly runs: ReadonlyMap<RunId, RunLook>;
}

/** For the chart under the pointer: all there is to know. */
export function fullContent(readout: Readout, frame: ReadoutFrame): TooltipContent {
  const cut = frame.tag.lastIndexOf('/') + 1;
  const rows = readout.rows.slice(0, mostDots);
  const values = formatNumbers(rows.map((row) => row.value));
  const smoothed = formatNumbers(rows.map((row) => row.smoothed ?? row.value));
  return {
    title: `${frame.tag.slice(cut)} at ${formatPlace(roundedPlace(readout, frame.axis), frame.axis)}`,
    columns: [...(frame.smoothed ? ['Smoothed'] : []), 'Value', 'Step', 'Time', 'Relative'],
    rows: rows.map((row, at) => ({
      ...nameOf(row, frame),
      cells: [
        ...(frame.smoothed ? [smoothed[at] ?? null] : []),
        values[at] ?? null,
        row.step === null ? null : formatCount(row.step),
        row.wallTime === null ? unknown(row) : formatMoment(row.wallTime),
        row.relative === null ? unknown(row) : formatDuration(row.relative * 1000),
      ],
    })),
    more: readout.rows.length - rows.length,
  };
}

/** For the other charts: the values alone. */
export function compactContent(readout: Readout, frame: ReadoutFrame): TooltipContent {
  const rows = readout.rows.slice(0, fewDots);
  const values = formatNumbers(rows.map((row) => row.smoothed ?? row.value));
  return {
    title: '',
    columns: [],
    rows: rows.map((row, at) => ({ ...nameOf(row, frame), cells: [values[at] ?? null] })),
    more: readout.rows.length - rows.length,
  };
}

function nameOf(row: ReadoutRow, frame: ReadoutFrame): Omit<TooltipRow, 'cells'> {
  const run = frame.runs.get(row.run);
  const look = run && lineLook(run, row);
  return {
    name: look?.name ?? '',
    detail: row.writers > 1 ? row.file : '',
    colour: look?.colour ?? 'currentColor',
    dash: look?.dash ?? [],
  };
}

/** An exact row without a time has none; any other may still get one. */
function unknown(row: ReadoutRow): string | null {
  return row.exact ? '–' : null;
}

/** Steps and the numbers of points are whole; the pointer is not. */
function roundedPlace(readout: Readout, axis: FrameAxis): number {
  return axis === 'step' || axis === 'index' ? Math.round(readout.x) : readout.x;
}
