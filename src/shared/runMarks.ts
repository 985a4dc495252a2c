// What stands at one step of a run beside its values: something to lead to.
import type { CheckpointProblem, ResumeKind } from './checkpoints';
import type { RunId } from './vocabulary';

/**
 * `checkpoint`: a file to go on from; `alert`: what the run warned of; `nonFinite`: the first value of a line that is no
 * finite number; `restart`: where the run's process was started again.
 */
export const markKinds = ['checkpoint', 'alert', 'nonFinite', 'restart'] as const;
export type MarkKind = (typeof markKinds)[number];

export interface RunMark {
  readonly run: RunId;
  readonly step: number;
  readonly kind: MarkKind;
  /** A few words: a checkpoint's name, an alert's title. */
  readonly label: string;
  /**
   * Tells marks of one kind of a run apart for who made them; empty where the step does. A checkpoint's is its path
   * relative to the run's directory, with `/`.
   */
  readonly id: string;
  /** Of a checkpoint only. */
  readonly checkpoint?: MarkedCheckpoint;
  /** Of an alert, as its tracker calls it: `INFO`, `WARN`, `ERROR`. */
  readonly level?: string;
}

/** What names, sizes and headers tell of a checkpoint; its contents are not verified. */
export interface MarkedCheckpoint {
  /** Bytes of its files. */
  readonly sizeBytes: number;
  readonly resume: ResumeKind;
  /** Why it is not complete; null where it is. */
  readonly problem: CheckpointProblem | null;
}

export interface RunMarksQuery {
  readonly runs: readonly RunId[];
}
