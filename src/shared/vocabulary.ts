// The nouns that host, engine, command line and pages share. Types only, and the constant lists behind them.

declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Stable for a run directory as long as its absolute path stays the same. Carries no path. */
export type RunId = Brand<string, 'RunId'>;

/** What a series holds. Only `scalar` has points in columns; the others are counted and listed. */
export const seriesKinds = [
  'scalar',
  'histogram',
  'image',
  'audio',
  'text',
  'prCurve',
  'mesh',
  'hparams',
  'graph',
  'kerasModel',
  'runMetadata',
  'layout',
  'tensor',
  'table',
  'file',
] as const;
export type SeriesKind = (typeof seriesKinds)[number];

export const runStates = [
  'starting',
  'running',
  'stalled',
  'finished',
  'failed',
  'stopped',
  'unknown',
] as const;
export type RunState = (typeof runStates)[number];

/**
 * `step` as logged; `relative` = seconds since the run's first event; `wall` = seconds since the Unix epoch; `metric` =
 * the value of another metric of the run.
 */
export const axes = ['step', 'relative', 'wall', 'metric'] as const;
export type Axis = (typeof axes)[number];

/** Why a run is in the state it is shown in. Times are milliseconds (since the Unix epoch for `…AtMs`). */
export type StateEvidence =
  | { readonly kind: 'noPointsYet'; readonly createdAtMs: number }
  | {
      readonly kind: 'growing';
      readonly lastGrowthAtMs: number;
      readonly usualGapMs: number | null;
    }
  | {
      readonly kind: 'silent';
      readonly lastGrowthAtMs: number;
      readonly usualGapMs: number | null;
      readonly thresholdMs: number;
    }
  /** `exitCode` is null where the log has none; `by` is the format that says so, `word` what its tracker calls it. */
  | {
      readonly kind: 'endRecord';
      readonly endedAtMs: number | null;
      readonly exitCode: number | null;
      readonly by?: string;
      readonly word?: string;
    }
  /** Its process was launched here and lives. */
  | {
      readonly kind: 'process';
      readonly pid: number;
      readonly startedAtMs: number;
      /** Null where nothing was logged yet. */
      readonly lastGrowthAtMs: number | null;
    }
  /** Its process was launched here and ended. `exitCode` is null where a signal ended it. */
  | {
      readonly kind: 'processEnd';
      readonly atMs: number;
      readonly exitCode: number | null;
      readonly signal: string | null;
      readonly wasStopped: boolean;
    }
  /** The log tells that all is done, and then nothing came any more. */
  | { readonly kind: 'allDone'; readonly lastGrowthAtMs: number }
  /** No process has its files open any more, and none of them says that it ended. `alwaysSaysEnd`: its writer would have. */
  | { readonly kind: 'writerGone'; readonly goneAtMs: number; readonly alwaysSaysEnd: boolean }
  /** `lastGrowthAtMs` is 0 where no file could be looked at. */
  | { readonly kind: 'noEndRecord'; readonly lastGrowthAtMs: number };

/** What is wrong with a source, and where. `file` is relative to the run's directory. */
export const problemKinds = [
  'unreadable', // the file or directory could not be opened; detail = system error code
  'notAnEventFile', // named like one, but the first record header does not check (detail = unknown format version)
  'emptyFile',
  'truncatedTail', // the last record has been incomplete for long
  'corruptRecord', // a record header does not check; bytes were skipped to the next good one
  'corruptTail', // a record header does not check and nothing good follows (yet)
  'badChecksum', // the data checksum is wrong but the record could be read
  'undecodableRecord', // well framed, but not an event
  'zeroHole', // zero bytes where a record should be
  'fileReplaced', // the file became another file; it was read again from the start
  'fileTruncated', // the file became shorter; it was read again from the start
  'fileMissing', // the file went away; what was read is kept
  'tooManyTags', // values of new tags that were left out because the file has too many of them
  'badWallTime', // wall times that are no finite number, or (detail = missing, milliseconds …) not in seconds
  'copiedFile', // a copy of another file of the run, not read a second time; detail = the other file's name
] as const;
export type ProblemKind = (typeof problemKinds)[number];

export interface Problem {
  readonly kind: ProblemKind;
  readonly file: string;
  /** Byte offset of the first occurrence, or null where the whole file is meant. */
  readonly offset: number | null;
  /** How many bytes were lost or are in doubt; 0 where none. */
  readonly bytes: number;
  /** How often this kind occurred in this file. */
  readonly count: number;
  readonly detail: string | null;
}

export interface SourceSummary {
  /** Relative to the run's directory. */
  readonly file: string;
  readonly format: string;
  readonly sizeBytes: number;
  readonly bytesRead: number;
}

/** `projector`: a configuration of embeddings; `profile`: an XPlane profile; `trace`: a Chrome trace. */
export const companionKinds = ['projector', 'profile', 'trace'] as const;
export type CompanionKind = (typeof companionKinds)[number];

/** A file beside the event files that belongs to the run. */
export interface Companion {
  readonly kind: CompanionKind;
  /** Relative to the run's directory, with `/`. */
  readonly path: string;
  /** What to call it where its kind is told already. */
  readonly label: string;
  readonly sizeBytes: number;
}

export interface LastValue {
  readonly tag: string;
  readonly step: number;
  readonly value: number;
}

/** How far a run has come, as its log says. */
export interface Progress {
  readonly done: number;
  /** Null where the log does not say how much there is to do. */
  readonly total: number | null;
  /** What is counted, in the singular: `step`, `epoch`, `batch`, `iteration`, `sample` …; null where it is not said. */
  readonly unit: string | null;
  /** Seconds, as the log says; null where it does not. */
  readonly elapsed: number | null;
  readonly remaining: number | null;
  /** Where it is that of a part alone, such as one epoch of a number that nobody tells: others may follow. */
  readonly isOfPart?: true;
}

/** The run that another one is a piece of. It lies in a directory above. */
export interface RunParent {
  /** The id of the directory, whether or not it holds events of its own: only then a run has this id. */
  readonly run: RunId;
  /** Path of the directory relative to the log folder, as in `RunSummary.name`. */
  readonly name: string;
}

/** One line of a metric with several: PyTorch's `add_scalars` writes each into a directory of its own. */
export interface RunPart extends RunParent {
  /** The metric. */
  readonly tag: string;
  /** The name of the line within the metric. */
  readonly key: string;
}

/** What one call of `add_hparams` wrote, or several under one name. */
export interface RunSession extends RunParent {
  /** When it was called, in seconds since the Unix epoch; null where the user named the directory, not the time. */
  readonly calledAt: number | null;
}

/**
 * What runs that lie side by side are to each other: `splits` of the data (Keras), `versions` of an experiment
 * (Lightning), or runs named by their `dates` (PyTorch, Hugging Face).
 */
export type RunGroupKind = 'splits' | 'versions' | 'dates';

export interface RunGroup {
  readonly kind: RunGroupKind;
  /** Directory of the group, relative to the log folder; `.` for the log folder itself. */
  readonly directory: string;
  /** What to call it: the last parts of the path that tell something; null where only the log folder's name does. */
  readonly label: string | null;
}

/** How a run belongs to others. Ids and names of runs never depend on it. */
export interface RunRelations {
  readonly partOf: RunPart | null;
  /** Set for what `add_hparams` writes: hyperparameters and final metrics of the run above. */
  readonly hparamsOf: RunSession | null;
  readonly group: RunGroup | null;
  /** Another run that holds everything that this one holds, byte for byte as far as heads and sizes tell. */
  readonly duplicateOf: RunId | null;
}

/** All that lists and trees need of a run: small, and sent whole whenever it changed. */
export interface RunSummary extends RunRelations {
  readonly id: RunId;
  /** Absolute path of the log folder that the run was found under. */
  readonly root: string;
  /** Path of the run's directory relative to `root`, with `/`; `.` for the root itself. */
  readonly name: string;
  /** Absolute path of the run's directory. */
  readonly directory: string;
  readonly state: RunState;
  readonly evidence: StateEvidence;
  readonly sources: readonly SourceSummary[];
  /** By path. A run without sources is there only for them. */
  readonly companions: readonly Companion[];
  readonly points: number;
  readonly tags: number;
  /** How many times the run's process was started, as far as the files tell. */
  readonly segments: number;
  /** How many processes wrote the same metric of the run at the same time, at most; 1 as a rule. */
  readonly writers: number;
  /** Seconds since the Unix epoch; null before the first event. */
  readonly firstWallTime: number | null;
  readonly lastWallTime: number | null;
  /** Highest step of any scalar point that is not superseded. */
  readonly lastStep: number | null;
  /** The newest values of the run's headline metrics, best first, at most three. */
  readonly lastValues: readonly LastValue[];
  /** What its tracker calls it; null where none does. Names are not unique. */
  readonly title: string | null;
  readonly progress: Progress | null;
  /** At most 20, worst first; `problemCount` has them all. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
  /** True while bytes that were there at the last look are still unread. */
  readonly loading: boolean;
  /** True where the user stopped reading: the rest of some sources stays unread until it is asked for. */
  readonly readingStopped: boolean;
}

export interface SeriesEnd {
  readonly step: number;
  readonly wallTime: number | null;
  /** Null for every kind but scalars. */
  readonly value: number | null;
}

export interface SeriesStatistics {
  readonly kind: SeriesKind;
  readonly tag: string;
  readonly points: number;
  readonly segments: number;
  /** How many processes wrote it at the same time; 1 as a rule. */
  readonly writers: number;
  /** Of all points including superseded ones, in file order. */
  readonly first: SeriesEnd | null;
  readonly last: SeriesEnd | null;
  /** Over finite values; null if there are none. */
  readonly min: number | null;
  readonly max: number | null;
  readonly nonFinite: number;
}
