// What stands at one step of a run beside its values: something to lead to.
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
  /** Tells marks of one kind of a run apart for who made them; empty where the step does. */
  readonly id: string;
}

export interface RunMarksQuery {
  readonly runs: readonly RunId[];
}
