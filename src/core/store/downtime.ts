// The moments at which none of a run's processes was at work, and time counted without them.
import type { FileData, TimeSpan } from './fileData';

/** Ascending, without overlaps: from the last event of all that was started before to the first event of the next start. */
export function collectDowntimes(files: Iterable<FileData>): readonly TimeSpan[] {
  const busy: TimeSpan[] = [];
  for (const file of files) addBusy(file, busy);
  busy.sort((a, b) => a.from - b.from);
  const downtimes: TimeSpan[] = [];
  let until = busy[0]?.to ?? NaN;
  for (const { from, to } of busy) {
    if (from > until) downtimes.push({ from: until, to: from });
    if (to > until) until = to;
  }
  return downtimes;
}

function addBusy(file: FileData, busy: TimeSpan[]): void {
  const { firstTime, lastWallTime, pauses } = file;
  if (lastWallTime === null) return;
  let from = firstTime;
  for (const pause of pauses) {
    busy.push({ from, to: Math.max(from, pause.from) });
    from = pause.to;
  }
  busy.push({ from, to: Math.max(from, lastWallTime) });
}

/** A clock that started with the run and stood still in its downtimes. */
export class WorkingTime {
  readonly #start: number;
  readonly #downtimes: readonly TimeSpan[];
  /** Seconds of work up to each downtime. */
  readonly #work: number[] = [];

  constructor(start: number, downtimes: readonly TimeSpan[]) {
    this.#start = start;
    this.#downtimes = downtimes;
    let work = 0;
    let since = start;
    for (const { from, to } of downtimes) {
      work += from - since;
      since = to;
      this.#work.push(work);
    }
  }

  /** Seconds of work at a wall time; never decreases, and is negative before the start. */
  at(wallTime: number): number {
    let low = 0;
    let high = this.#downtimes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#downtimes[middle]!.from < wallTime) low = middle + 1;
      else high = middle;
    }
    const last = this.#downtimes[low - 1];
    if (!last) return wallTime - this.#start;
    return this.#work[low - 1]! + Math.max(0, wallTime - last.to);
  }

  /** Whether another clock tells the same at all moments up to a wall time. */
  agreesUntil(wallTime: number, other: WorkingTime): boolean {
    const count = Math.max(this.#downtimes.length, other.#downtimes.length);
    for (let i = 0; i < count; i++) {
      const a = this.#downtimes[i];
      const b = other.#downtimes[i];
      if (a?.from === b?.from && a?.to === b?.to) continue;
      if (Math.min(a?.from ?? Infinity, b?.from ?? Infinity) < wallTime) return false;
      break;
    }
    return this.#start === other.#start;
  }
}
