// A chart's readout as tooltip rows: which columns, how many rows, every number in words.
import { l10n } from '../../../src/shared/language';
import {
  formatCount,
  formatDuration,
  formatMoment,
  formatNumber,
  formatNumbers,
} from '../../../src/shared/text';
import type { FrameAxis } from '../../../src/shared/frame';
import type { RunId } from '../../../src/shared/vocabulary';
import { formatPlace } from '../../charts/chartSummary';
import { fewDots, mostDots } from '../../charts/chartOverlay';
import type { ChartSettings } from '../../charts/chartSettings';
import { rowY, type Readout, type ReadoutRow } from '../../charts/crosshairReadout';
import { lineLook, type RunLook } from '../../charts/seriesLayer';
import type { TooltipContent, TooltipRow } from '../../components/tooltip';
import { describeMark } from './markWords';

export interface ReadoutFrame {
  readonly tag: string;
  readonly axis: FrameAxis;
  readonly smoothed: boolean;
  readonly settings: ChartSettings;
  readonly runs: ReadonlyMap<RunId, RunLook>;
}

/** For the chart under the pointer: all there is to know. */
export function fullContent(readout: Readout, frame: ReadoutFrame): TooltipContent {
  const cut = frame.tag.includes(',') ? 0 : frame.tag.lastIndexOf('/') + 1;
  const { settings } = frame;
  const base = baselineRow(readout, settings);
  const deltas = formatNumbers(
    readout.rows.slice(0, mostDots).map((row) => (base ? rowY(row) - rowY(base) : 0)),
  );
  const grouped = settings.groups !== null;
  const groupBand = settings.groups !== null && settings.groups.band !== 'none';
  const hasBand = groupBand || settings.margins.length > 0;
  const plain = grouped || settings.difference;
  const rows = readout.rows.slice(0, mostDots);
  const values = formatNumbers(rows.map((row) => row.value));
  const smoothed = formatNumbers(rows.map((row) => row.smoothed ?? row.value));
  return {
    title: l10n.t(
      '{0} at {1}',
      frame.tag.slice(cut),
      formatPlace(roundedPlace(readout, frame.axis), frame.axis),
    ),
    notes: readout.marks.map(describeMark),
    columns: [
      ...(frame.smoothed ? [l10n.t('Smoothed')] : []),
      valueTitle(settings),
      ...(base ? ['Δ baseline'] : []),
      ...(hasBand ? [l10n.t('From'), l10n.t('To')] : []),
      ...(plain ? [] : [l10n.t('Step'), l10n.t('Time'), l10n.t('Relative')]),
    ],
    rows: rows.map((row, at) => ({
      ...nameOf(row, frame),
      cells: [
        ...(frame.smoothed ? [smoothed[at] ?? null] : []),
        values[at] ?? null,
        ...(base ? [row === base ? '–' : signed(rowY(row) - rowY(base), deltas[at] ?? '')] : []),
        ...(hasBand ? [row.band?.low ?? NaN, row.band?.high ?? NaN].map(formatNumber) : []),
        ...(plain ? [] : placeCells(row)),
      ],
    })),
    more: readout.rows.length - rows.length,
  };
}

function valueTitle({ difference, groups }: ChartSettings): string {
  if (difference) return l10n.t('Difference');
  if (!groups) return l10n.t('Value');
  return groups.centre === 'mean' ? l10n.t('Mean') : l10n.t('Median');
}

function signed(value: number, words: string): string {
  return value > 0 ? `+${words}` : words;
}

/** The baseline's own line of the chart's first tag; null where nothing is compared. */
function baselineRow(readout: Readout, settings: ChartSettings): ReadoutRow | null {
  if (settings.baseline === null || settings.difference || settings.groups) return null;
  return readout.rows.find(({ run }) => run === settings.baseline) ?? null;
}

function placeCells(row: ReadoutRow): (string | null)[] {
  return [
    row.step === null ? null : formatCount(row.step),
    row.wallTime === null ? unknown(row) : formatMoment(row.wallTime),
    row.relative === null ? unknown(row) : formatDuration(row.relative * 1000),
  ];
}

/** For the other charts: the values alone. */
export function compactContent(readout: Readout, frame: ReadoutFrame): TooltipContent {
  const rows = readout.rows.slice(0, fewDots);
  const values = formatNumbers(rows.map((row) => row.smoothed ?? row.value));
  return {
    title: '',
    notes: [],
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
