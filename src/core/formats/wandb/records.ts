// What each record of a file adds to its run. Source: wandb_internal.proto, Record.
import type { DecodedFact, Printed } from '../../model/facts';
import type { Stretch } from '../stretch';
import { FieldWalk } from './fields';
import { FileSeries } from './fileSeries';
import { FactReader, type FactState } from './facts';
import { HistoryReader, type HistoryState } from './history';
import { PlainRows } from './plainRows';
import type { PointColumns } from './pointColumns';
import type { PlainVerdict, RecordContent, RecordPlace, Told } from './recordContent';
import { PrintedRecords, readLoggerLine, readOutput } from './printed';
import { recordKeys } from './recordKeys';
import { Summaries } from './summaries';
import { SystemStatsReader } from './systemStats';
import { readTimestamp } from './timestamp';

/** Field keys of RunRecord and RunExitRecord. */
const runKeys = { startTime: 0x8a, earlierRuntime: 0xa0 } as const;
const exitKeys = { code: 0x08, runtime: 0x10 } as const;

/** What one reader leaves to the next. */
interface RecordState {
  readonly history: HistoryState;
  readonly facts: FactState;
  readonly windowEnd: number;
  readonly startTime: number;
  readonly earlierRuntime: number;
  readonly hasEnded: boolean;
  readonly exitCode: number;
  readonly endTime: number;
}

export class RecordReader implements RecordContent {
  readonly series = new FileSeries();
  readonly #history: HistoryReader;
  readonly #summaries = new Summaries();
  readonly #plain: PlainRows;
  readonly #facts = new FactReader();
  readonly #walk = new FieldWalk();
  readonly #columns: PointColumns;
  readonly #stats: SystemStatsReader;
  readonly #printed: PrintedRecords;
  #startTime = NaN;
  /** Seconds that the run had been running before this file. */
  #earlierRuntime = 0;
  #hasEnded = false;
  #exitCode = 0;
  #endTime = NaN;

  /** @param verify whether the checksums of plain rows are compared although another record follows them */
  constructor(columns: PointColumns, verify: boolean) {
    const { series } = this;
    this.#columns = columns;
    this.#history = new HistoryReader(series, columns);
    this.#stats = new SystemStatsReader(series, columns, this.#history);
    this.#printed = new PrintedRecords(series, columns);
    this.#plain = new PlainRows(this.#history, this.#summaries, columns, verify);
  }

  readPlain(stretch: Stretch): PlainVerdict {
    // Rows behind the end say that it was none, which is for the general way to note.
    return this.#hasEnded ? 'other' : this.#plain.read(stretch);
  }

  finish(facts: DecodedFact[]): void {
    facts.push(...this.#summaries.collect());
  }

  get state(): RecordState {
    return {
      history: this.#history.state,
      facts: this.#facts.state,
      windowEnd: this.#printed.windowEnd,
      startTime: this.#startTime,
      earlierRuntime: this.#earlierRuntime,
      hasEnded: this.#hasEnded,
      exitCode: this.#exitCode,
      endTime: this.#endTime,
    };
  }

  restore(from: unknown): void {
    const state = from as RecordState;
    this.#history.restore(state.history);
    this.#facts.restore(state.facts);
    this.#printed.windowEnd = state.windowEnd;
    this.#startTime = state.startTime;
    this.#earlierRuntime = state.earlierRuntime;
    this.#hasEnded = state.hasEnded;
    this.#exitCode = state.exitCode;
    this.#endTime = state.endTime;
  }

  read(
    bytes: Uint8Array,
    start: number,
    end: number,
    place: RecordPlace,
    { marks, facts }: Told,
  ): void {
    const walk = this.#walk;
    const before = this.#columns.points.count;
    let ends = false;
    walk.begin(bytes, start, end);
    for (let key = walk.next(); key >= 0; key = walk.next()) {
      if (key === recordKeys.exit) ends = true;
      if (!isMessage(key)) {
        walk.skip(key);
        continue;
      }
      const outer = walk.enter();
      const { at } = walk;
      this.#readMessage(walk, key, place);
      walk.at = at;
      const printed = readPrinted(walk, key);
      if (printed) this.#printed.take(printed, place, this.#history.moment, facts);
      walk.at = at;
      this.#facts.read(walk, key, this.#history.moment, facts);
      walk.leave(outer);
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

  /** Reads what adds points or says how the run goes on, of the message that the walk has entered. */
  #readMessage(walk: FieldWalk, key: number, place: RecordPlace): void {
    if (key === recordKeys.history) this.#history.read(walk, place);
    else if (key === recordKeys.stats) this.#history.noteTime(this.#stats.read(walk));
    else if (key === recordKeys.summary) this.#summaries.read(walk);
    else if (key === recordKeys.metric) this.#history.rules.read(walk);
    else if (key === recordKeys.run) this.#readRun(walk);
    else if (key === recordKeys.exit) this.#readExit(walk);
  }

  #readRun(walk: FieldWalk): void {
    for (let key = walk.next(); key >= 0; key = walk.next()) {
      if (key === runKeys.startTime) this.#startTime = readTimestamp(walk);
      else if (key === runKeys.earlierRuntime) this.#earlierRuntime = walk.int64();
      else walk.skip(key);
    }
  }

  /** The record says how the run ended, and how long it had been running, in whole seconds. A code of 0 is not written. */
  #readExit(walk: FieldWalk): void {
    let runtime = NaN;
    this.#exitCode = 0;
    for (let key = walk.next(); key >= 0; key = walk.next()) {
      if (key === exitKeys.runtime) runtime = walk.int64();
      else if (key === exitKeys.code) this.#exitCode = walk.int64();
      else walk.skip(key);
    }
    const counted = this.#startTime + runtime - this.#earlierRuntime;
    const { lastTime } = this.#history;
    this.#endTime = counted > lastTime || Number.isNaN(lastTime) ? counted : lastTime;
  }
}

/** What the message of this key, which the walk has entered, says was printed; null for any other. */
function readPrinted(walk: FieldWalk, key: number): Printed | null {
  if (key === recordKeys.rawOutput || key === recordKeys.output) return readOutput(walk);
  return key === recordKeys.loggerOutput ? readLoggerLine(walk) : null;
}

/** What the record in bytes[start, end) says was printed; null for any other. Throws where it is malformed. */
export function printedIn(bytes: Uint8Array, start: number, end: number): Printed | null {
  const walk = new FieldWalk();
  walk.begin(bytes, start, end);
  let printed: Printed | null = null;
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (!isMessage(key)) walk.skip(key);
    else {
      const outer = walk.enter();
      printed = readPrinted(walk, key) ?? printed;
      walk.leave(outer);
    }
  }
  return printed;
}

/** Whether the field of a record is its content, which always is a message. */
function isMessage(key: number): boolean {
  return (key & 7) === 2 && key <= recordKeys.loggerOutput;
}
