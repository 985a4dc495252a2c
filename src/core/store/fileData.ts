// What a run knows of one of its files, apart from the points: starts, times, its end.
import { FileStarts } from './fileStarts';
import { GapGauge } from './gapGauge';
import { ItemTable } from './itemTable';
import type { SegmentFile } from './segment';
import type { Purge } from './series';

export class FileData implements SegmentFile {
  /** Files of a run are ordered by key, by code units. */
  readonly key: string;
  order = 0;
  startsBefore = 0;
  readonly starts = new FileStarts();
  readonly gaps = new GapGauge();
  readonly purges: Purge[] = [];
  readonly items = new ItemTable();
  /** Scalar points. */
  points = 0;
  /** Set while an end record is the last thing in the file; its wall time may be NaN. */
  ended: { readonly wallTime: number } | null = null;
  /** True once there was a point or a mark. */
  hasContent = false;

  #firstWallTime = Infinity;
  #lastWallTime = -Infinity;

  constructor(key: string) {
    this.key = key;
  }

  /** Seconds since the Unix epoch of the first point that has a finite one; null before that. */
  get firstWallTime(): number | null {
    return this.#firstWallTime === Infinity ? null : this.#firstWallTime;
  }

  /** The highest finite wall time; null before there is one. */
  get lastWallTime(): number | null {
    return this.#lastWallTime === -Infinity ? null : this.#lastWallTime;
  }

  /** Takes the wall times `[from, to)` of the next points. */
  noteWallTimes(wallTimes: Float64Array, from: number, to: number): void {
    this.gaps.note(wallTimes, from, to);
    for (let i = from; i < to && this.#firstWallTime === Infinity; i++) {
      if (Number.isFinite(wallTimes[i])) this.#firstWallTime = wallTimes[i]!;
    }
    let last = this.#lastWallTime;
    for (let i = from; i < to; i++) {
      if (wallTimes[i]! > last && wallTimes[i]! < Infinity) last = wallTimes[i]!;
    }
    this.#lastWallTime = last;
  }

  /** A start record at `step`. Several of them before the next point count as one, with the lowest step. */
  noteStart(step: number): void {
    this.starts.mark();
    this.ended = null;
    const start = this.starts.current;
    const last = this.purges.at(-1);
    if (last?.start === start) {
      if (last.step <= step) return;
      this.purges.pop();
    }
    if (step === step) this.purges.push({ file: this, start, step });
  }
}
