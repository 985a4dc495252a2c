// What a run knows of one of its files, apart from the points: starts, times, its end.
import type { EndWord } from '../model/decoded';
import { FileStarts } from './fileStarts';
import { GapGauge } from './gapGauge';
import { ItemTable } from './itemTable';
import type { Purge, SegmentFile } from './segment';
import { isOddWallTime, oddityOf, type OddWallTime } from './wallTime';

/** A stretch of time, in seconds since the Unix epoch. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** Gives a file its numbers, which depend on the files before it. */
export interface FileNumbers {
  orderOf(file: FileData): number;
  startsBefore(file: FileData): number;
}

/** Within a file, a start after less than this was no interruption: a phase or an evaluation that counts anew. */
const leastPauseSeconds = 60;

/** An end record; the wall time may be NaN, the exit code is null where the format has none. */
export interface RunEnd {
  readonly wallTime: number;
  readonly exitCode: number | null;
  readonly said: EndWord | null;
}

export class FileData implements SegmentFile {
  readonly key: string;
  readonly starts = new FileStarts();
  readonly gaps = new GapGauge();
  readonly purges: Purge[] = [];
  readonly items = new ItemTable();
  /** Scalar points. */
  points = 0;
  /** Set while an end record is the last thing in the file; its wall time may be NaN. */
  ended: RunEnd | null = null;
  /** True once there was a point or a mark. */
  hasContent = false;
  /** What is odd about wall times of the file. */
  readonly oddWallTimes = new Set<OddWallTime>();

  readonly #numbers: FileNumbers;
  readonly #pauses: TimeSpan[] = [];
  #firstTime = NaN;
  #lastTime = NaN;
  #highestTime = -Infinity;

  constructor(key: string, numbers: FileNumbers) {
    this.key = key;
    this.#numbers = numbers;
  }

  get order(): number {
    return this.#numbers.orderOf(this);
  }

  get startsBefore(): number {
    return this.#numbers.startsBefore(this);
  }

  /** Of the first point that has a time. */
  get firstTime(): number {
    return this.#firstTime;
  }

  get lastTime(): number {
    return this.#lastTime;
  }

  /** The highest finite wall time; null before there is one. */
  get lastWallTime(): number | null {
    return this.#highestTime === -Infinity ? null : this.#highestTime;
  }

  /** Between two starts of the file: from the last point before to the first point after, in record order. */
  get pauses(): readonly TimeSpan[] {
    return this.#pauses;
  }

  /** Whether any of the first `count` wall times is odd, see `secondsOf`. */
  areOdd(wallTimes: Float64Array, count: number): boolean {
    let areOdd = false;
    for (let i = 0; i < count; i++) {
      if (!isOddWallTime(wallTimes[i]!)) continue;
      areOdd = true;
      this.oddWallTimes.add(oddityOf(wallTimes[i]!));
    }
    return areOdd;
  }

  /** Takes the wall times `[from, to)` of the next points where they are plain, see `arePlainWallTimes`. */
  notePlainWallTimes(wallTimes: Float64Array, from: number, to: number): void {
    this.gaps.noteAscending(wallTimes, from, to);
    this.#lastTime = wallTimes[to - 1]!;
    if (this.#lastTime > this.#highestTime) this.#highestTime = this.#lastTime;
    if (this.#firstTime !== this.#firstTime) this.#firstTime = wallTimes[from]!;
  }

  /** Takes the wall times `[from, to)` of the next points, in seconds. */
  noteWallTimes(wallTimes: Float64Array, from: number, to: number): void {
    this.gaps.note(wallTimes, from, to);
    let highest = this.#highestTime;
    let last = this.#lastTime;
    for (let i = from; i < to; i++) {
      const time = wallTimes[i]!;
      if (time - time !== 0) continue;
      last = time;
      if (time > highest) highest = time;
    }
    this.#highestTime = highest;
    this.#lastTime = last;
    for (let i = from; i < to && this.#firstTime !== this.#firstTime; i++) {
      if (Number.isFinite(wallTimes[i])) this.#firstTime = wallTimes[i]!;
    }
  }

  /** The file went on with a new start: points before it were logged until `from`, points after it from `to` on. */
  notePause(from: number, to: number): void {
    if (to - from >= leastPauseSeconds) this.#pauses.push({ from, to });
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
    if (step === step) this.purges.push({ start, step });
  }
}
