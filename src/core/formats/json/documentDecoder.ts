// Reads files that are one JSON document each, written anew as a whole: nothing is told of one before it is complete.
import type { FactValue } from '../../../shared/facts';
import type {
  Decoded,
  DecodedMark,
  DecodedProblem,
  DecodedTag,
  LogDecoder,
} from '../../model/decoded';
import type { DecodedFact } from '../../model/facts';
import { block, blockCapacity, items } from '../blocks';
import { numberTag } from '../lineLog';
import { textOf } from '../text';
import { objectOf, tryParseJson } from '../pythonJson';
import { endOfValue, skipSpace } from './skipValue';

/** One series of a document; times in seconds since the Unix epoch, NaN where there are none. */
export interface DocumentSeries {
  readonly tag: string;
  readonly steps: readonly number[];
  readonly wallTimes: readonly number[];
  readonly values: readonly number[];
}

/** What a document says. */
export interface DocumentContent {
  readonly isLog: boolean;
  readonly series: readonly DocumentSeries[];
  readonly facts: readonly DecodedFact[];
  readonly marks: readonly DecodedMark[];
}

const [openBrace, byteOrderMark] = [0x7b, 0xef];

export class DocumentDecoder implements LogDecoder {
  readonly rereadFrom = null;
  readonly tags: DecodedTag[] = [];
  tail: DecodedProblem | null = null;
  isLog = false;
  readonly #read: (document: Readonly<Record<string, FactValue>>) => DocumentContent | null;
  readonly #mostBytes: number;
  #content: DocumentContent | null = null;
  #isOver = false;
  /** Where the points that were not handed over yet begin. */
  #series = 0;
  #point = 0;

  /**
   * @param read null where the document is none of its tracker
   * @param mostBytes longer documents are none either
   */
  constructor(
    read: (document: Readonly<Record<string, FactValue>>) => DocumentContent | null,
    mostBytes: number,
  ) {
    this.#read = read;
    this.#mostBytes = mostBytes;
  }

  decode(bytes: Uint8Array, start: number, end: number, offset: number, atEnd: boolean): Decoded {
    block.count = items.count = 0;
    const isFirst = !this.#content && !this.#isOver;
    const close = isFirst ? this.#findEnd(bytes, start, end, offset) : -1;
    const facts: DecodedFact[] = [];
    const marks: DecodedMark[] = [];
    if (close >= 0) {
      this.#begin(bytes.subarray(start, close));
      facts.push(...(this.#content?.facts ?? []));
    }
    const isDone = this.#fill();
    if (isDone && this.#content && !this.#isOver) {
      marks.push(...this.#content.marks.map((mark) => ({ ...mark, at: block.count })));
      this.#isOver = true;
    }
    const isForeign = this.#isOver && !this.#content;
    const isPending = this.#content !== null && !this.#isOver;
    // A byte a block: a document has more bytes than that.
    const consumed = isPending ? 1 : this.#content || isForeign ? end - start : 0;
    const wants = atEnd || this.#content || isForeign ? 0 : end - start + 1;
    const skip = isForeign ? Infinity : 0;
    return { consumed, wants, skip, points: block, items, marks, problems: [], facts };
  }

  /** The place behind the document, −1 while it is not there. */
  #findEnd(bytes: Uint8Array, start: number, end: number, offset: number): number {
    let at = start;
    if (offset === 0 && end - at >= 3 && bytes[at] === byteOrderMark) at += 3;
    at = skipSpace(bytes, at, end);
    if (at === end) return -1;
    this.#isOver = bytes[at] !== openBrace || end - start > this.#mostBytes;
    return this.#isOver ? -1 : endOfValue(bytes, at, end);
  }

  #begin(bytes: Uint8Array): void {
    const document = objectOf(tryParseJson(textOf(bytes).replace(/^\uFEFF/, '')));
    this.#content = document ? this.#read(document) : null;
    this.#isOver = this.#content === null;
    this.isLog = this.#content?.isLog ?? false;
    for (const { tag } of this.#content?.series ?? []) {
      this.tags.push(numberTag(this.tags.length, tag));
    }
  }

  /** Fills the block with points; whether none are left. */
  #fill(): boolean {
    const series = this.#content?.series ?? [];
    for (; this.#series < series.length; this.#series++, this.#point = 0) {
      const { steps, wallTimes, values } = series[this.#series]!;
      const count = Math.min(steps.length, values.length);
      for (; this.#point < count; this.#point++) {
        if (block.count === blockCapacity) return false;
        const at = block.count++;
        block.tags[at] = this.#series;
        block.steps[at] = steps[this.#point]!;
        block.wallTimes[at] = wallTimes[this.#point] ?? NaN;
        block.values[at] = values[this.#point]!;
      }
    }
    return true;
  }
}
