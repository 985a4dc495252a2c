// Reads growing files of lines: finds whole lines, notices early what is no log, and tells what is left at the end.
import type {
  Decoded,
  DecodedMark,
  DecodedProblem,
  DecodedTag,
  LogDecoder,
} from '../model/decoded';
import type { DecodedFact } from '../model/facts';
import { block, items } from './blocks';

/** Whether a file is a log, as far as its lines tell. */
export type Verdict = 'log' | 'unsure' | 'foreign';

/** Where lines are: `bytes[at]` lies at `at + shift` of the file, and `bytes[end - 1]` ends a line. */
export interface Lines {
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly shift: number;
}

/** Understands the lines of one file. */
export interface LineReader {
  readonly tags: readonly DecodedTag[];
  readonly verdict: Verdict;
  readonly problems: DecodedProblem[];
  /** What the lines tell beside points; absent where they never do. */
  readonly facts?: DecodedFact[];
  /** Ends that the lines tell; absent where they never do. */
  readonly marks?: DecodedMark[];
  /** Reads lines from `at` on into the point block; returns the place behind the last one, `end` unless the block is full. */
  readLines(lines: Lines, at: number): number;
}

/** A line of a log is shorter; what is longer ends the reading. */
export const mostLineBytes = 1 << 20;
/** A file in whose first bytes nothing looks like a log is none. */
export const foreignAfterBytes = 64 * 1024;

const newline = 0x0a;

/** A line counts once it is terminated: until then nobody knows whether its last number is whole. */
export class LineLogDecoder implements LogDecoder {
  readonly rereadFrom = null;
  readonly #reader: LineReader;
  #tail: DecodedProblem | null = null;
  /** A line is too long to be one. */
  #isOver = false;

  constructor(reader: LineReader) {
    this.#reader = reader;
  }

  get tags(): readonly DecodedTag[] {
    return this.#reader.tags;
  }

  get tail(): DecodedProblem | null {
    return this.#tail;
  }

  get isLog(): boolean {
    return this.#reader.verdict === 'log';
  }

  decode(bytes: Uint8Array, start: number, end: number, offset: number, atEnd: boolean): Decoded {
    const reader = this.#reader;
    block.count = items.count = 0;
    reader.problems.length = 0;
    if (reader.facts) reader.facts.length = 0;
    if (reader.marks) reader.marks.length = 0;
    this.#tail = null;
    const linesEnd = this.#isOver ? start : lastLineEnd(bytes, start, end);
    const shift = offset - start;
    let at = start;
    if (linesEnd > start && reader.verdict !== 'foreign') {
      at = reader.readLines({ bytes, end: linesEnd, shift }, start);
    }
    const isFull = at < linesEnd;
    if (!isFull) this.#checkRest(end - at, at + shift);
    const isOver = this.#isOver || reader.verdict === 'foreign';
    const rest = end - at;
    if (atEnd && !isFull && !isOver && rest > 0 && this.isLog) {
      this.#tail = { kind: 'truncatedTail', offset: at + shift, bytes: rest, detail: null };
    }
    return {
      consumed: at - start,
      wants: atEnd || isFull || isOver ? 0 : rest + 1,
      skip: isOver ? Infinity : 0,
      points: block,
      items,
      marks: [...(reader.marks ?? [])],
      problems: [...reader.problems],
      facts: [...(reader.facts ?? [])],
    };
  }

  #checkRest(rest: number, offset: number): void {
    const isKnown = this.#reader.verdict === 'log';
    if (this.#isOver || rest <= (isKnown ? mostLineBytes : foreignAfterBytes)) return;
    this.#isOver = true;
    if (isKnown) this.#reader.problems.push(undecodable(offset, mostLineBytes));
  }
}

/** The place behind the last line end of `bytes[start, end)`; `start` where there is none. */
function lastLineEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && bytes[at - 1] !== newline) at--;
  return at;
}

/** Place of the line end at or after `at`; the caller knows that there is one. */
export function lineEndFrom(bytes: Uint8Array, at: number): number {
  return bytes.indexOf(newline, at);
}

/** A line that cannot be read. */
export function undecodable(offset: number, bytes: number): DecodedProblem {
  return { kind: 'undecodableRecord', offset, bytes, detail: null };
}

/** A series of numbers as text logs have them. */
export function numberTag(index: number, tag: string): DecodedTag {
  return {
    index,
    tag,
    kind: 'scalar',
    isBare: false,
    metadata: null,
    displayName: null,
    description: null,
  };
}
