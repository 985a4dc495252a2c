// Reads plain rows: history records that lie in one chunk, whose keys were all seen before and whose values are numbers.
// Nearly all of a file is made of them and of the summaries between them, so this is where the time goes. Whatever is
// not plain is left to the decoder, which reads it in the general way.
import type { Source } from '../source';
import type { Stretch } from '../stretch';
import { chunkChecks, chunkHeaderBytes, chunkTypes, leftInBlock } from './chunk';
import type { HistoryReader } from './history';
import type { PointColumns } from './pointColumns';
import type { PlainVerdict } from './recordContent';
import { recordKeys } from './recordKeys';
import type { Summaries } from './summaries';

/** Fields of Record beside its content: its number; its control, its id and its stream, which all are messages. */
const numberKey = 0x08;
const passedKeys: ReadonlySet<number> = new Set([
  0x82 | (0x01 << 8),
  0x9a | (0x01 << 8),
  0xc2 | (0x0c << 8),
]);

export class PlainRows {
  readonly #history: HistoryReader;
  readonly #columns: PointColumns;
  readonly #summaries: Summaries;
  readonly #verify: boolean;

  /** @param verify whether checksums are compared although a good header follows the record */
  constructor(
    history: HistoryReader,
    summaries: Summaries,
    columns: PointColumns,
    verify: boolean,
  ) {
    this.#history = history;
    this.#summaries = summaries;
    this.#columns = columns;
    this.#verify = verify;
  }

  /** Reads plain records from the stretch's place on and moves it behind the last one; says why not further. */
  read(stretch: Stretch): PlainVerdict {
    const { bytes, end } = stretch;
    let left = leftInBlock(stretch.offset);
    for (;;) {
      const { at } = stretch;
      if (end - at < chunkHeaderBytes || bytes[at + 6] !== chunkTypes.full) return 'other';
      const length = bytes[at + 4]! | (bytes[at + 5]! << 8);
      const size = chunkHeaderBytes + length;
      left -= size;
      if (left < chunkHeaderBytes) return 'other';
      if (end - at < size + chunkHeaderBytes) {
        stretch.wait(size + chunkHeaderBytes);
        return 'short';
      }
      if (!beginsRecord(bytes, at + size, left)) return 'other';
      if (!this.#columns.hasRoomFor(length)) return 'full';
      if (this.#verify && !chunkChecks(stretch, at, length)) return 'other';
      if (!this.#readRecord(stretch, at + chunkHeaderBytes, at + size)) return 'other';
      stretch.at = at + size;
    }
  }

  #readRow(source: Source, start: number, end: number): boolean {
    const history = this.#history;
    if (!history.readPlain(source, start, end)) return false;
    this.#summaries.noteRow(end - start - history.rowStepBytes, history.rowKeys);
    return true;
  }

  /** False where it is not plain; nothing of it was added then. */
  #readRecord(source: Source, start: number, end: number): boolean {
    const { bytes } = source;
    let isRow = false;
    let from = 0;
    let to = 0;
    for (let at = start; at < end;) {
      const key = bytes[at++]!;
      if (key === numberKey) {
        while (bytes[at++]! >= 0x80);
        continue;
      }
      if (key >= 0x80 && !passedKeys.has(key | (bytes[at++]! << 8))) return false;
      let size = bytes[at++]!;
      if (size >= 0x80) size = (size & 0x7f) | (bytes[at++]! << 7);
      if (at + size > end) return false;
      if (key < 0x80) {
        if (to > 0 || (key !== recordKeys.history && key !== recordKeys.summary)) return false;
        isRow = key === recordKeys.history;
        from = at;
        to = at + size;
      }
      at += size;
      if (at < end) continue;
      if (isRow) return this.#readRow(source, from, to);
      this.#summaries.note(source, from, to);
      return true;
    }
    return false;
  }
}

/** Whether the header of a record's first chunk may stand at `at`, with `left` bytes to the end of its block. */
function beginsRecord(bytes: Uint8Array, at: number, left: number): boolean {
  const type = bytes[at + 6]!;
  const length = bytes[at + 4]! | (bytes[at + 5]! << 8);
  return (
    (type === chunkTypes.full || type === chunkTypes.first) &&
    length > 0 &&
    chunkHeaderBytes + length <= left
  );
}
