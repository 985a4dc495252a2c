// What the intake keeps of each file beside its tail: when to look next, and who is at it.
import type { BulkJob } from './bulkThreads';
import { sliceBytes } from './fileSlices';
import type { FileTail } from './tail';

/** The first slice of a file is smaller: there is something to draw, and a thread may take over. */
const firstSliceBytes = 1 << 20;
/** A thread that reads a file must save more than the way to it costs. */
const bulkBytes = 4 << 20;
/** With so much waiting, a thread that runs already saves as much with many small files. */
const manyBytes = 2 << 20;

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
  /** Where reading it stops by itself, in bytes: it was stopped there before it came to another run. */
  stopsAt: number;
  /** System error code of the last try to read it, or null. */
  failure: string | null;
}

/** A file that was neither looked at nor read. One that stops on its way is read by this thread. */
export function newEntry(tail: FileTail, stopsAt = Infinity): Entry {
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
    stays: stopsAt < Infinity,
    stopped: false,
    stopsAt,
    failure: null,
  };
}

/** How many bytes of the file are wanted where somebody stopped reading it; Infinity otherwise. */
export function stopOf(entry: Entry | undefined): number {
  return entry?.stopped ? entry.tail.bytesRead : (entry?.stopsAt ?? Infinity);
}

/** Whether it has not come to where reading it stops. */
export function isWanted({ tail, stopsAt }: Entry): boolean {
  return tail.bytesRead < stopsAt;
}

/** How much of it is read next. */
export function nextBytes({ tail, stopsAt }: Entry): number {
  const slice = tail.bytesRead === 0 ? firstSliceBytes : sliceBytes;
  return Math.max(0, Math.min(slice, stopsAt - tail.bytesRead));
}

/** All of it is wanted again. */
export function goOn(entry: Entry): void {
  entry.stopped = entry.stays = false;
  entry.stopsAt = Infinity;
}

/** How much of it there is to read, as far as is known. */
export function unreadBytes({ tail }: Entry): number {
  return tail.sizeBytes - tail.bytesRead;
}

/** How much a thread would read of it; Infinity where it is too little, with `waitingBytes` of others that wait. */
export function bulkSize(entry: Entry, waitingBytes: number): number {
  const bytes = unreadBytes(entry);
  const isBulk = bytes >= bulkBytes || waitingBytes >= manyBytes;
  return isBulk && !entry.stays ? bytes : Infinity;
}
