// Fills the table under a chart: the values of all lines at the chosen step, or what they do over the chosen stretch.
import type { FrameAxis, LineStatistics, NearestPoint } from '../../../src/shared/frame';
import { l10n } from '../../../src/shared/language';
import { formatCount, formatDuration, formatNumber } from '../../../src/shared/text';
import { formatPlace } from '../../charts/chartSummary';
import type { ChartData } from '../../charts/chartData';
import { keyOf, readRows } from '../../charts/crosshairReadout';
import type { Range } from '../../charts/range';
import { lineLook, type RunLook } from '../../charts/seriesLayer';
import type { FiguresContent, FiguresRow } from '../../components/figuresTable';
import type { RunId } from '../../../src/shared/vocabulary';

export interface FiguresFrame {
  readonly data: ChartData;
  readonly axis: FrameAxis;
  readonly runs: ReadonlyMap<RunId, RunLook>;
}

type Cell = FiguresRow['cells'][number];

const none: Cell = { words: '–', rank: null };

function cell(value: number | null, words: (value: number) => string = formatNumber): Cell {
  return value === null ? none : { words: words(value), rank: value };
}

export function stepFigures(
  step: number,
  points: readonly NearestPoint[],
  frame: FiguresFrame,
): FiguresContent {
  const smoothed = points.some((point) => point.smoothed !== null);
  return {
    caption: l10n.t('At {0}', formatPlace(step, frame.axis)),
    columns: [
      ...(smoothed ? [l10n.t('Smoothed')] : []),
      l10n.t('Value'),
      l10n.t('Step'),
      l10n.t('Relative'),
    ],
    rows: rowsOf(points, frame, (point) => [
      ...(smoothed ? [cell(point.smoothed)] : []),
      { words: formatNumber(point.value), rank: Number.isFinite(point.value) ? point.value : null },
      cell(point.step, formatCount),
      cell(point.relative, (value) => formatDuration(value * 1000)),
    ]),
  };
}

/** The middles of groups and their bands at a step. */
export function groupStepFigures(step: number, frame: FiguresFrame): FiguresContent {
  const rows = readRows(frame.data, step, []);
  const hasBand = rows.some(({ band }) => band !== null);
  return {
    caption: l10n.t('At {0}', formatPlace(step, frame.axis)),
    columns: [
      l10n.t('Value'),
      ...(hasBand ? [l10n.t('Band from'), l10n.t('Band to')] : []),
      l10n.t('Runs'),
    ],
    rows: rowsOf(rows, frame, ({ value, band, members }) => [
      cell(value),
      ...(hasBand ? [cell(band?.low ?? null), cell(band?.high ?? null)] : []),
      cell(members, formatCount),
    ]),
  };
}

export function rangeFigures(
  range: Range,
  lines: readonly LineStatistics[],
  frame: FiguresFrame,
): FiguresContent {
  const { axis } = frame;
  return {
    caption: l10n.t('From {0} to {1}', formatPlace(range.from, axis), formatPlace(range.to, axis)),
    columns: [
      l10n.t('Min'),
      l10n.t('Max'),
      l10n.t('Mean'),
      l10n.t('Std'),
      l10n.t('Start'),
      l10n.t('End'),
      l10n.t('Change'),
      l10n.t('Change %'),
      l10n.t('Slope'),
      l10n.t('Points'),
    ],
    rows: rowsOf(lines, frame, (line) => [
      cell(line.min),
      cell(line.max),
      cell(line.mean),
      cell(line.std),
      cell(line.start),
      cell(line.end),
      cell(line.change, signed),
      cell(line.relativeChange, (share) => `${signed(share * 100)} %`),
      cell(line.slope),
      cell(line.count, formatCount),
    ]),
  };
}

function signed(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

/** In the order of the chart's lines; figures of lines that are gone are left out. */
function rowsOf<T extends { readonly run: RunId; readonly tag: string; readonly writer: number }>(
  figures: readonly T[],
  { data, runs }: FiguresFrame,
  cellsOf: (one: T) => readonly Cell[],
): FiguresRow[] {
  const byKey = new Map(figures.map((one) => [keyOf(one), one]));
  return data.series.flatMap((series) => {
    const look = runs.get(series.run);
    const own = byKey.get(keyOf(series));
    if (!look || !own) return [];
    const { name, colour, dash } = lineLook(look, series);
    return [{ name, colour, dash, cells: cellsOf(own) }];
  });
}
