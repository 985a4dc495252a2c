// The table of hyperparameters: one row a session, as its log says it, with the metrics it led to.
import type { HparamsContent, HparamValue } from './content';
import type { RunId } from './vocabulary';

type Experiment = Extract<HparamsContent, { part: 'experiment' }>;

export interface HparamsQuery {
  readonly runs: readonly RunId[];
}

/** As an experiment describes it; texts are empty and the type is `unknown` where none does. */
export type HparamColumn = Experiment['hparams'][number];
export type MetricColumn = Experiment['metrics'][number];

export interface HparamsSession {
  /** The run that the session was logged in. */
  readonly run: RunId;
  /** The run that it belongs to, where its own is only there to hold it. */
  readonly parent: RunId | null;
  /** What sessions of the same hyperparameters share; empty where the log does not say. */
  readonly groupName: string;
  /** One a column; null where the session does not have it. */
  readonly values: readonly HparamValue[];
  /** The newest scalar of each metric; null where there is none. */
  readonly metrics: readonly (number | null)[];
  /**
   * What the log says of the session's end, null where nothing. PyTorch and Lightning say `success` together with the
   * hyperparameters, before or after the training: it proves nothing about the run's state.
   */
  readonly status: Extract<HparamsContent, { part: 'sessionEnd' }>['status'] | null;
  /** Seconds since the Unix epoch. */
  readonly startTime: number | null;
  readonly endTime: number | null;
  /** False for a session that a later one in the same run has replaced. */
  readonly newest: boolean;
}

/** Sessions in the order of the asked runs; within one run oldest first. */
export interface HparamsTable {
  readonly revision: number;
  readonly hparams: readonly HparamColumn[];
  readonly metrics: readonly MetricColumn[];
  readonly sessions: readonly HparamsSession[];
}
