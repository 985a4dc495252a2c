// What a run file keeps of the console: pieces as they were printed, and where in the file stretches of them begin.
// Source: wandb_internal.proto, OutputRecord, OutputRawRecord (type, timestamp, line) and the lines of `write_logs`.
import type { DecodedFact, Printed } from '../../model/facts';
import type { Moment } from './facts';
import type { FieldWalk } from './fields';
import type { FileSeries } from './fileSeries';
import { printedForm, type PointColumns } from './pointColumns';
import type { RecordPlace } from './recordContent';
import { readTimestamp } from './timestamp';

/** The tag that the text is listed under. */
export const consoleTag = 'console';
/** A stretch of the file of this length, or the one record that is longer, is one text. */
const windowBytes = 256 << 10;

/** Field keys that both kinds of records have. */
const outputKeys = { type: 0x08, timestamp: 0x12, line: 0x1a } as const;
const loggerKeys = { line: 0x0a } as const;
/** A type of 0, errors, is not written. */
const standardOutput = 1;
const newline = 0x0a;

/** Bytes behind the first record of a stretch, of this length, in which others of the stretch are. */
export function bytesBehind(form: number, length: number): number {
  return form === printedForm ? Math.max(0, windowBytes - length) : 0;
}

/** Reads the record that the walk has entered. The bytes are a copy. */
export function readOutput(walk: FieldWalk): Printed {
  let [type, wallTime] = [0, NaN];
  let bytes = new Uint8Array(0);
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (key === outputKeys.type) type = walk.int64();
    else if (key === outputKeys.timestamp) wallTime = readTimestamp(walk);
    else if (key === outputKeys.line) bytes = readBytes(walk);
    else walk.skip(key);
  }
  return { bytes, stream: type === standardOutput ? 'output' : 'error', wallTime };
}

/** The same for what the program gives to `write_logs`: whole lines. */
export function readLoggerLine(walk: FieldWalk): Printed {
  let bytes = new Uint8Array(0);
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (key === loggerKeys.line) bytes = readBytes(walk);
    else walk.skip(key);
  }
  return { bytes: ended(bytes), stream: 'output', wallTime: NaN };
}

function readBytes(walk: FieldWalk): Uint8Array<ArrayBuffer> {
  const end = walk.bytesEnd();
  const bytes = walk.bytes.slice(walk.at, end);
  walk.at = end;
  return new Uint8Array(bytes);
}

/** A whole line, which has no line end of its own. */
export function ended(line: Uint8Array): Uint8Array {
  return line.at(-1) === newline ? line : Uint8Array.of(...line, newline);
}

/** Tells what was printed, and lists where it stands. */
export class PrintedRecords {
  readonly #series: FileSeries;
  readonly #columns: PointColumns;
  /** Where in the file the stretch that was listed last ends. */
  windowEnd = 0;

  constructor(series: FileSeries, columns: PointColumns) {
    this.#series = series;
    this.#columns = columns;
  }

  /** @param now where the run stands */
  take(printed: Printed, place: RecordPlace, now: Moment, facts: DecodedFact[]): void {
    if (printed.bytes.length === 0) return;
    const wallTime = Number.isNaN(printed.wallTime) ? now.time : printed.wallTime;
    facts.push({ kind: 'printed', ...printed, wallTime });
    const { offset, length } = place;
    if (offset + length <= this.windowEnd) return;
    this.windowEnd = offset + Math.max(length, windowBytes);
    const series = this.#series.find('text', consoleTag);
    if (series) this.#columns.addItem(series, now.step, wallTime, offset, length, printedForm);
  }
}
