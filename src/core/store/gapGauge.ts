// Learns how far apart a file's points usually are, from a bounded number of recent gaps.

/** Points closer together belong to one burst (many tags of one step) and say nothing about the rhythm. */
const burstSeconds = 1;
/** A run that was taken up again after so long was put aside; that is no rhythm either. */
const pauseSeconds = 30 * 86_400;
const keptGaps = 64;
const percentile = 0.95;

export class GapGauge {
  readonly #gaps: number[] = [];
  #next = 0;
  #burstStart = NaN;

  /** Takes wall times `[from, to)` in record order, in seconds. A clock that stepped back starts afresh. */
  note(wallTimes: Float64Array, from: number, to: number): void {
    let start = this.#burstStart;
    for (let i = from; i < to; i++) {
      const gap = wallTimes[i]! - start;
      if ((gap >= 0 && gap < burstSeconds) || !Number.isFinite(wallTimes[i]!)) continue;
      start = wallTimes[i]!;
      if (!(gap >= burstSeconds && gap < pauseSeconds)) continue;
      this.#keep(gap);
    }
    this.#burstStart = start;
  }

  /** The same for finite wall times of which none is lower than the one before: bursts are passed over in leaps. */
  noteAscending(wallTimes: Float64Array, from: number, to: number): void {
    let start = this.#burstStart;
    for (let i = from; i < to;) {
      if (wallTimes[i]! - start >= 0) i = burstEnd(wallTimes, start, i, to);
      if (i === to) break;
      const gap = wallTimes[i]! - start;
      start = wallTimes[i++]!;
      if (gap >= burstSeconds && gap < pauseSeconds) this.#keep(gap);
    }
    this.#burstStart = start;
  }

  #keep(gap: number): void {
    this.#gaps[this.#next] = gap;
    this.#next = (this.#next + 1) % keptGaps;
  }

  /** 95th percentile of the recent gaps in milliseconds; null before the first gap of a second or more. */
  usualGapMs(): number | null {
    if (this.#gaps.length === 0) return null;
    const sorted = this.#gaps.toSorted((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) * percentile)]! * 1000;
  }
}

/** Index of the first of the ascending wall times `[from, to)` that no more belongs to the burst; `to` if all do. */
function burstEnd(wallTimes: Float64Array, start: number, from: number, to: number): number {
  let low = from;
  let high = from + 1;
  for (let leap = 1; high < to && wallTimes[high - 1]! - start < burstSeconds; leap *= 2) {
    low = high;
    high = Math.min(to, high + leap);
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (wallTimes[middle]! - start < burstSeconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
