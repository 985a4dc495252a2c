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
      this.#gaps[this.#next] = gap;
      this.#next = (this.#next + 1) % keptGaps;
    }
    this.#burstStart = start;
  }

  /** 95th percentile of the recent gaps in milliseconds; null before the first gap of a second or more. */
  usualGapMs(): number | null {
    if (this.#gaps.length === 0) return null;
    const sorted = this.#gaps.toSorted((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) * percentile)]! * 1000;
  }
}
