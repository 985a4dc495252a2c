// What each record of a file adds to its run. Source: wandb_internal.proto, Record.
import type { DecodedMark } from '../../model/decoded';
import { FieldWalk } from './fields';
import type { FileSeries } from './fileSeries';
import { HistoryReader, type RecordPlace } from './history';
import type { PointColumns } from './pointColumns';
import { SystemStatsReader } from './systemStats';
import { readTimestamp } from './timestamp';

/** Field keys of Record that are read; all others (summaries, configuration, console …) are passed over. */
export const recordKeys = {
  history: 0x12,
  stats: 0x3a,
  metric: 0x62,
  run: 0x8a,
  exit: 0x92,
} as const;

/** Field keys of RunRecord and RunExitRecord. */
const runKeys = { startTime: 0x8a, earlierRuntime: 0xa0 } as const;
const exitKeys = { code: 0x08, runtime: 0x10 } as const;

export class RecordReader {
  readonly #walk = new FieldWalk();
  readonly #columns: PointColumns;
  readonly #history: HistoryReader;
  readonly #stats: SystemStatsReader;
  /** Time of the newest point in seconds; NaN before the first that has one. */
  #lastTime = NaN;
  #startTime = NaN;
  /** Seconds that the run had been running before this file. */
  #earlierRuntime = 0;
  #hasEnded = false;
  #exitCode = 0;
  #endTime = NaN;

  constructor(series: FileSeries, columns: PointColumns) {
    this.#columns = columns;
    this.#history = new HistoryReader(series, columns);
    this.#stats = new SystemStatsReader(series, columns, this.#history);
  }

  /** Reads the record in bytes[start, end); throws where it is malformed. A row is added as a whole or not at all. */
  read(
    bytes: Uint8Array,
    start: number,
    end: number,
    place: RecordPlace,
    marks: DecodedMark[],
  ): void {
    const walk = this.#walk;
    const before = this.#columns.points.count;
    let ends = false;
    walk.begin(bytes, start, end);
    for (let key = walk.next(); key >= 0; key = walk.next()) {
      if (key === recordKeys.exit) ends = true;
      if (!this.#readField(walk, key, place)) walk.skip(key);
    }
    // Samples of the machine may follow the exit: they do not make the run go on.
    const added = this.#columns.points.count > before;
    if (ends || (this.#hasEnded && added)) {
      this.#hasEnded = true;
      marks.push({
        kind: 'end',
        at: this.#columns.points.count,
        wallTime: this.#endTime,
        exitCode: this.#exitCode,
      });
    }
  }

  #readField(walk: FieldWalk, key: number, place: RecordPlace): boolean {
    switch (key) {
      case recordKeys.history:
      case recordKeys.stats: {
        const outer = walk.enter();
        const isHistory = key === recordKeys.history;
        const time = isHistory ? this.#history.read(walk, place) : this.#stats.read(walk);
        if (Number.isFinite(time)) this.#lastTime = time;
        walk.leave(outer);
        return true;
      }
      case recordKeys.metric: {
        const outer = walk.enter();
        this.#history.rules.read(walk);
        walk.leave(outer);
        return true;
      }
      case recordKeys.run:
        this.#readRun(walk);
        return true;
      case recordKeys.exit:
        this.#readExit(walk);
        return true;
      default:
        return false;
    }
  }

  #readRun(walk: FieldWalk): void {
    const outer = walk.enter();
    for (let key = walk.next(); key >= 0; key = walk.next()) {
      if (key === runKeys.startTime) this.#startTime = readTimestamp(walk);
      else if (key === runKeys.earlierRuntime) this.#earlierRuntime = walk.int64();
      else walk.skip(key);
    }
    walk.leave(outer);
  }

  /** The record says how the run ended, and how long it had been running, in whole seconds. A code of 0 is not written. */
  #readExit(walk: FieldWalk): void {
    let runtime = NaN;
    this.#exitCode = 0;
    const outer = walk.enter();
    for (let key = walk.next(); key >= 0; key = walk.next()) {
      if (key === exitKeys.runtime) runtime = walk.int64();
      else if (key === exitKeys.code) this.#exitCode = walk.int64();
      else walk.skip(key);
    }
    walk.leave(outer);
    const counted = this.#startTime + runtime - this.#earlierRuntime;
    this.#endTime =
      counted > this.#lastTime || Number.isNaN(this.#lastTime) ? counted : this.#lastTime;
  }
}
