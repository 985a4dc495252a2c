// The table of runs as the engine answers it and the page draws it: columns by key, cells as typed arrays.
import type { FactSection } from './facts';
import type { Aggregate, FilterProblem } from './filter';
import type { RunId } from './vocabulary';

/**
 * `time`: seconds since the Unix epoch; `duration`: seconds; `boolean`: 1 and 0; `tags`: one text with `, ` between
 * them; `mixed`: numbers in some runs and texts in others.
 */
export const columnKinds = [
  'text',
  'number',
  'boolean',
  'time',
  'duration',
  'bytes',
  'tags',
  'mixed',
] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** Where a column comes from: the run itself, what its user noted, and the sections of what its logs say. */
export const columnOrigins = [
  'run',
  'note',
  'config',
  'metric',
  'summary',
  'environment',
  'about',
] as const;
export type ColumnOrigin = (typeof columnOrigins)[number];

export type Goal = 'min' | 'max';

export interface TableColumn {
  /** Stable: `run:status`, `config:optimizer.lr`, `metric:val/loss`, `metric.min:val/loss`. */
  readonly key: string;
  /** What it is called in its origin: `status`, `optimizer.lr`, `val/loss`. */
  readonly name: string;
  readonly origin: ColumnOrigin;
  readonly kind: ColumnKind;
  /** What a metric's column tells of it; null for any other column. */
  readonly aggregate: Aggregate | null;
  /** How many runs have a value. */
  readonly filled: number;
  /** Whether not all runs have the same value; having none counts as a value. */
  readonly varies: boolean;
  /** Whether less or more is better, as far as the log or the name tells. */
  readonly goal: Goal | null;
}

export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}

export const archivedChoices = ['hide', 'show', 'only'] as const;

export interface TableQuery {
  readonly filter: string;
  /** The first counts most; runs without a value come last, whichever way. */
  readonly sort: readonly SortKey[];
  /** Key of a column whose equal values stand together; null for none. */
  readonly group: string | null;
  readonly archived: (typeof archivedChoices)[number];
  /** The columns whose cells are wanted, with the version that the asker has of each; 0 where it has none. */
  readonly columns: readonly { readonly key: string; readonly since: number }[];
  /** What the asker has already; null at first. */
  readonly known: TableKnown | null;
}

export interface TableKnown {
  readonly generation: number;
  readonly rows: number;
  readonly directory: number;
}

export interface TableGroup {
  /** The first place in `order`. */
  readonly from: number;
  readonly count: number;
  /** The value that they share; null where they have none. */
  readonly value: number | string | null;
}

/** Cells of one column. A code is 0 where there is no value, 1 for a number, and n + 2 for `texts[n]`. */
export interface ColumnCells {
  readonly key: string;
  readonly version: number;
  /** The rows that are told; null for all from 0 on. */
  readonly rows: Uint32Array | null;
  /** Null where no told cell is a number. */
  readonly numbers: Float64Array | null;
  /** Null where all are numbers, NaN standing for no value. */
  readonly codes: Uint32Array | null;
  readonly texts: readonly string[];
}

export interface TableAnswer {
  /** Rows keep their numbers as long as it stays. */
  readonly generation: number;
  readonly version: number;
  /** Runs from row `firstRow` on; those before are as the asker knows them. */
  readonly firstRow: number;
  readonly runs: readonly RunId[];
  readonly directoryVersion: number;
  /** Null where the asker's is new enough. */
  readonly directory: readonly TableColumn[] | null;
  /** The rows to show, in order. */
  readonly order: Uint32Array;
  /** Empty without grouping. */
  readonly groups: readonly TableGroup[];
  /** What is wrong with the filter; it was not applied then. */
  readonly problem: FilterProblem | null;
  readonly cells: readonly ColumnCells[];
  /** How many runs there are, whatever the filter. */
  readonly total: number;
  /** False while configuration files are still being read: more columns may come. */
  readonly complete: boolean;
}

/** What the user and the host say of a run. Texts are empty where there is nothing. */
export interface RunNote {
  /** What lists call it. */
  readonly name: string;
  /** False for runs that are read only because a file of theirs is open. */
  readonly listed: boolean;
  readonly plotted: boolean;
  readonly alias: string;
  readonly note: string;
  readonly tags: readonly string[];
  readonly star: boolean;
  readonly archived: boolean;
}

/** Why a run is not deleted. */
export const deletionRefusals = [
  'running', // something may still write to it
  'database', // it is one of many in a file
  'outside', // a link leads out of the log folder
  'missing', // there is nothing any more
  'unreadable', // the disk says no, or there are too many files
] as const;

/** What deleting a run takes away. */
export interface RunDeletion {
  readonly run: RunId;
  readonly directory: string;
  /** Absolute paths: its directory, or its files alone where the directory holds other runs. */
  readonly targets: readonly string[];
  readonly files: number;
  readonly bytes: number;
  readonly refused: (typeof deletionRefusals)[number] | null;
}

/** By section, one line a path; `values` has one entry a run, null where it does not say. */
export type FactDifferences = readonly {
  readonly section: FactSection;
  readonly rows: readonly {
    readonly name: string;
    readonly values: readonly (string | null)[];
    readonly differs: boolean;
  }[];
}[];

export interface SparklineQuery {
  readonly tag: string;
  readonly runs: readonly RunId[];
  /** How many stretches a line is made of. */
  readonly columns: number;
}

/** Lowest and highest value of each stretch, run by run: `2 × columns` numbers each; NaN where there is none. */
export interface Sparklines {
  readonly tag: string;
  readonly runs: readonly RunId[];
  readonly columns: number;
  readonly values: Float32Array;
}

const metricKey = /^metric(?:\.(min|max|mean|first|count))?:/;

/** The key of a metric's column. */
export function keyOfMetric(tag: string, aggregate: Aggregate): string {
  return aggregate === 'last' ? `metric:${tag}` : `metric.${aggregate}:${tag}`;
}

/** The metric behind a key; null for any other column. */
export function metricOfKey(key: string): { tag: string; aggregate: Aggregate } | null {
  const found = metricKey.exec(key);
  if (!found) return null;
  return { tag: key.slice(found[0].length), aggregate: (found[1] ?? 'last') as Aggregate };
}
