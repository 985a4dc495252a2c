// What the intake keeps of each file beside its tail: when to look next, and who is at it.
import type { BulkJob } from './bulkThreads';
import type { FileTail } from './tail';

export interface Entry {
  readonly tail: FileTail;
  dueAtMs: number;
  grewAtMs: number;
  /** When it was last opened, or looked at afresh. */
  freshAtMs: number;
  /** When it is to be read once more although it looks the same. */
  confirmAtMs: number;
  queued: boolean;
  reading: boolean;
  /** Whether it changed while it was read, so that it must be read once more. */
  again: boolean;
  looking: boolean;
  missing: boolean;
  /** While a reading thread has it. */
  away: BulkJob | undefined;
  /** The thread did all that it could; the rest is for this one. */
  stays: boolean;
  /** Somebody had enough of it: what is left is not read until it is wanted again. */
  stopped: boolean;
  /** System error code of the last try to read it, or null. */
  failure: string | null;
}

/** A file that was neither looked at nor read. */
export function newEntry(tail: FileTail): Entry {
  return {
    tail,
    dueAtMs: 0,
    grewAtMs: 0,
    freshAtMs: 0,
    confirmAtMs: Infinity,
    queued: false,
    reading: false,
    again: false,
    looking: false,
    missing: false,
    away: undefined,
    stays: false,
    stopped: false,
    failure: null,
  };
}
