// Which of several files feeds a metric of a run, and which the user wants instead.
import type { RunId } from './vocabulary';

/** A metric that files of several formats tell. */
export interface MetricSources {
  /** What the metric is called whoever tells it. */
  readonly metric: string;
  /** Whether the user chose the source. */
  readonly isChosen: boolean;
  readonly sources: readonly {
    /** Id of the format. */
    readonly format: string;
    /** Relative to the run's directory. */
    readonly files: readonly string[];
    /** As these files name the metric. */
    readonly tags: readonly string[];
    /** Whether the metric is taken from here. */
    readonly isUsed: boolean;
  }[];
}

/** By metric: the id of the format that it is to be taken from. */
export type RunSourceChoices = Readonly<Record<string, string>>;

export type SourceChoices = Readonly<Record<RunId, RunSourceChoices>>;

export interface SourcesQuery {
  readonly run: RunId;
}
