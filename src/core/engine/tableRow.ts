// What one run puts into its row of the table: what it is, what its logs say, and its metrics.
import type { FactSection, FactValue } from '../../shared/facts';
import type { ColumnKind, ColumnOrigin } from '../../shared/tableContract';
import type { RunRelations, RunSummary } from '../../shared/vocabulary';
import type { FactSheet } from '../model/factSheet';

/** The columns of every run, by name. */
export const runColumns = {
  name: 'text',
  status: 'text',
  started: 'time',
  updated: 'time',
  duration: 'duration',
  step: 'number',
  progress: 'number',
  points: 'number',
  metrics: 'number',
  size: 'bytes',
  restarts: 'number',
  problems: 'number',
  format: 'text',
  host: 'text',
  commit: 'text',
  command: 'text',
  path: 'text',
} as const satisfies Readonly<Record<string, ColumnKind>>;

export type RunColumn = keyof typeof runColumns;

/** What the user says of a run. */
export const noteColumns = {
  alias: 'text',
  tags: 'tags',
  note: 'text',
  star: 'boolean',
  plotted: 'boolean',
  archived: 'boolean',
} as const satisfies Readonly<Record<string, ColumnKind>>;

/** Sections that become columns; the others tell of metrics and artifacts. */
export const sectionOrigins = {
  config: 'config',
  summary: 'summary',
  environment: 'environment',
  about: 'about',
} as const satisfies Partial<Record<FactSection, ColumnOrigin>>;

export const toldSections = Object.keys(sectionOrigins) as (keyof typeof sectionOrigins)[];

type Told = readonly (readonly [FactSection, readonly string[]])[];

/** Where trackers write it: W&B and SwanLab in their metadata, MLflow in tags, others in their configuration. */
const hostPaths: Told = [
  ['environment', ['host']],
  ['environment', ['hostname']],
  ['about', ['host']],
];
const commitPaths: Told = [
  ['environment', ['git', 'commit']],
  ['environment', ['git commit']],
  ['about', ['git', 'commit']],
];
const commandPaths: Told = [
  ['about', ['command']],
  ['environment', ['program']],
  ['about', ['program']],
];

/** What is asked of a run beside its summary. */
export interface ToldRun {
  readonly sheets: Iterable<FactSheet>;
}

/** The run's own columns; null where there is nothing to say. */
export function rowOfRun(
  run: Omit<RunSummary, keyof RunRelations>,
  { sheets }: ToldRun,
): Readonly<Record<Exclude<RunColumn, 'name'>, number | string | null>> {
  const all = [...sheets];
  const { firstWallTime, lastWallTime, progress } = run;
  const hasSpan = firstWallTime !== null && lastWallTime !== null;
  return {
    status: run.state,
    started: firstWallTime,
    updated: lastWallTime,
    duration: hasSpan ? Math.max(0, lastWallTime - firstWallTime) : null,
    step: run.lastStep,
    progress: progress?.total ? progress.done / progress.total : null,
    points: run.points,
    metrics: run.tags,
    size: run.sources.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    restarts: Math.max(0, run.segments - 1),
    problems: run.problemCount,
    format: [...new Set(run.sources.map(({ format }) => format))].join(', ') || null,
    host: firstText(all, hostPaths),
    commit: firstText(all, commitPaths),
    command: firstText(all, commandPaths),
    path: run.name,
  };
}

function firstText(sheets: readonly FactSheet[], paths: Told): string | null {
  for (const [section, path] of paths) {
    for (const sheet of sheets) {
      const value = sheet.get(section, path);
      if (typeof value === 'string' && value !== '') return value;
      if (Array.isArray(value) && value.length > 0) return value.join(' ');
    }
  }
  return null;
}

const longestText = 1_000;
/** As numbers are written by programs; with a leading zero it is an id. */
const numberText = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,17})?(?:e[-+]?\d{1,3})?$/i;

/** A value as a cell has it. Trackers that keep texts alone write numbers and truth values as texts. */
export function cellOfFact(
  section: FactSection,
  value: FactValue,
): number | boolean | string | null {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'string') return cut(JSON.stringify(value));
  if (section === 'config' || section === 'summary') {
    if (numberText.test(value)) return Number(value);
    if (/^(?:true|false)$/i.test(value)) return /^t/i.test(value);
  }
  return cut(value);
}

function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
