// The words of the table of runs: titles of columns and what stands in cells, on the page, in exports, on the command line.
import type { ColumnKind, TableColumn } from './tableContract';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatNumber,
} from './text';

const runTitles: Readonly<Record<string, string>> = {
  name: 'Name',
  status: 'Status',
  started: 'Started',
  updated: 'Updated',
  duration: 'Duration',
  step: 'Step',
  progress: 'Progress',
  points: 'Points',
  metrics: 'Metrics',
  size: 'Size',
  restarts: 'Restarts',
  problems: 'Problems',
  format: 'Format',
  host: 'Host',
  commit: 'Commit',
  command: 'Command',
  path: 'Path',
  alias: 'Alias',
  tags: 'Tags',
  note: 'Note',
  star: 'Starred',
  plotted: 'Plotted',
  archived: 'Archived',
};

const figureWords = {
  last: 'last',
  min: 'lowest',
  max: 'highest',
  mean: 'mean',
  first: 'first',
  count: 'count',
} as const;

/** The title of a column: `Status`, `lr`, `val/loss`, `val/loss lowest`. */
export function titleOfColumn({
  name,
  origin,
  aggregate,
}: Pick<TableColumn, 'name' | 'origin' | 'aggregate'>): string {
  if (origin === 'run' || origin === 'note') return runTitles[name] ?? name;
  return aggregate === null || aggregate === 'last' ? name : `${name} ${figureWords[aggregate]}`;
}

/** What the columns of an origin are, as the heading above them. */
export const originTitles = {
  run: 'Run',
  note: 'Notes',
  config: 'Configuration',
  metric: 'Metrics',
  summary: 'Summary',
  environment: 'Environment',
  about: 'About',
} as const;

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
      return value === 1 ? 'yes' : 'no';
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
  if (kind === 'duration') return `${formatDuration(cell * 1000)} (${cell} s)`;
  if (kind === 'bytes') return `${formatCount(cell)} B`;
  if (kind === 'boolean') return cell === 1 ? 'yes' : 'no';
  return String(cell);
}
