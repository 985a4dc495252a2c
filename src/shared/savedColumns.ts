// Points of runs on their way into a file that stands alone: as columns in one buffer, long lines with their extremes only.
import type { RunId } from './vocabulary';

export interface ColumnsQuery {
  readonly runs: readonly RunId[];
  /** At most so many points in all; longer lines are reduced until they fit. */
  readonly mostPoints: number;
}

/** One tag between two starts of a run's process. */
export interface SavedPart {
  /** Places in `runs` and `tags`. */
  readonly run: number;
  readonly tag: number;
  /** Ordinal among the starts of the run. */
  readonly start: number;
  readonly count: number;
  /** Byte of the buffer: `count` float64 steps, wall times (seconds since the Unix epoch, or NaN) and values. A multiple of 8. */
  readonly offset: number;
}

/** A start record: from `step` on, what was logged before the start is superseded. */
export interface SavedStart {
  readonly run: number;
  readonly start: number;
  readonly step: number;
}

export interface SavedColumns {
  readonly runs: readonly RunId[];
  readonly tags: readonly string[];
  readonly parts: readonly SavedPart[];
  readonly starts: readonly SavedStart[];
  /** Points that there are, and of lines with more than `longest` points only about so many are here; null where all are. */
  readonly points: number;
  readonly longest: number | null;
  readonly buffer: ArrayBuffer;
}

/** Of so many points of a part, the first, lowest, highest and last of each stretch are kept where not all are. */
export const keptOfStretch = 4;
