// The words of the table of runs: titles of columns and what stands in cells, on the page, in exports, on the command line.
import type { FactSection } from './facts';
import { l10n } from './language';
import type { ColumnKind, TableColumn } from './tableContract';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatNumber,
} from './text';

const runTitles: Readonly<Record<string, () => string>> = {
  name: () => l10n.t('Name'),
  status: () => l10n.t('Status'),
  started: () => l10n.t('Started'),
  updated: () => l10n.t('Updated'),
  duration: () => l10n.t('Duration'),
  step: () => l10n.t('Step'),
  progress: () => l10n.t('Progress'),
  points: () => l10n.t('Points'),
  metrics: () => l10n.t('Metrics'),
  size: () => l10n.t('Size'),
  restarts: () => l10n.t('Restarts'),
  problems: () => l10n.t('Problems'),
  format: () => l10n.t('Format'),
  host: () => l10n.t('Host'),
  commit: () => l10n.t('Commit'),
  command: () => l10n.t('Command'),
  path: () => l10n.t('Path'),
  alias: () => l10n.t('Alias'),
  tags: () => l10n.t('Tags'),
  note: () => l10n.t('Note'),
  star: () => l10n.t('Starred'),
  plotted: () => l10n.t('Plotted'),
  archived: () => l10n.t('Archived'),
};

const figureWords = {
  last: () => l10n.t('last'),
  min: () => l10n.t('lowest'),
  max: () => l10n.t('highest'),
  mean: () => l10n.t('mean'),
  first: () => l10n.t('first'),
  count: () => l10n.t('count'),
} as const;

/** The title of a column: `Status`, `lr`, `val/loss`, `val/loss lowest`. */
export function titleOfColumn({
  name,
  origin,
  aggregate,
}: Pick<TableColumn, 'name' | 'origin' | 'aggregate'>): string {
  if (origin === 'run' || origin === 'note') return runTitles[name]?.() ?? name;
  return aggregate === null || aggregate === 'last'
    ? name
    : l10n.t('{0} {1}', name, figureWords[aggregate]());
}

const originTitles = {
  run: () => l10n.t('Run'),
  note: () => l10n.t('Notes'),
  config: () => l10n.t('Configuration'),
  metric: () => l10n.t('Metrics'),
  summary: () => l10n.t('Summary'),
  environment: () => l10n.t('Environment'),
  about: () => l10n.t('About'),
} as const;

const sectionTitles = {
  ...originTitles,
  metrics: originTitles.metric,
  artifacts: () => l10n.t('Artifacts'),
  alerts: () => l10n.t('Alerts'),
} as const;

/** What the columns of an origin, or the facts of a section, are: the heading above them. */
export function describeOrigin(origin: TableColumn['origin'] | FactSection): string {
  return sectionTitles[origin]();
}

/** What stands in a cell, in short; empty where there is nothing. Times are told as ages while they are young. */
export function describeCell(
  cell: number | string | null,
  { kind, key }: Pick<TableColumn, 'kind' | 'key'>,
  nowMs: number,
): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (key === 'run:progress') return `${Math.floor(100 * cell)} %`;
  return describeNumber(cell, kind, key, nowMs);
}

function describeNumber(value: number, kind: ColumnKind, key: string, nowMs: number): string {
  switch (kind) {
    case 'time':
      return describeTime(value, nowMs);
    case 'duration':
      return formatDuration(value * 1000);
    case 'bytes':
      return formatBytes(value);
    case 'boolean':
      return value === 1 ? l10n.t('yes') : l10n.t('no');
    case 'number':
    case 'mixed':
    case 'text':
    case 'tags':
      return key.startsWith('run:') ? formatCount(value) : formatNumber(value);
  }
}

const dayMs = 86_400_000;

function describeTime(seconds: number, nowMs: number): string {
  const ageMs = nowMs - seconds * 1000;
  return ageMs >= 0 && ageMs < dayMs ? formatAge(ageMs) : formatMoment(seconds).slice(0, 16);
}

/** The same in full: every digit, every second. */
export function describeCellFully(
  cell: number | string | null,
  { kind }: Pick<TableColumn, 'kind'>,
): string {
  if (cell === null || typeof cell === 'string') return cell ?? '';
  if (kind === 'time') return formatMoment(cell);
  if (kind === 'duration') return l10n.t('{0} ({1} s)', formatDuration(cell * 1000), cell);
  if (kind === 'bytes') return `${formatCount(cell)} B`;
  if (kind === 'boolean') return cell === 1 ? l10n.t('yes') : l10n.t('no');
  return String(cell);
}
