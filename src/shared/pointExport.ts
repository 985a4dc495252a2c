// Writing every point of some runs to a file that the user chose, as host and engine speak of it.
import type { RunId } from './vocabulary';

export interface PointExportQuery {
  /** Chosen by the asker, to cancel it and to hear how far it is. */
  readonly id: number;
  readonly runs: readonly RunId[];
  readonly format: 'jsonl' | 'csv' | 'json';
  /** Absolute path of the file, which is replaced when all is written. */
  readonly path: string;
}

export interface PointExportProgress {
  readonly id: number;
  /** Runs that are written. */
  readonly runs: number;
  readonly bytes: number;
}

export interface PointExportDone {
  readonly bytes: number;
  /** What was wrong with the runs' files; the rest is written. */
  readonly problems: number;
  /** Nothing was written then. */
  readonly cancelled: boolean;
}
