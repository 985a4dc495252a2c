// Feeds a decoder the way the ingest room does: in chunks, following `wants`, `skip` and `rereadFrom`.
import type {
  DecodedMark,
  DecodedProblem,
  DecodedTag,
  LogDecoder,
  LogFormat,
  PointBlock,
} from '../../src/core/model/decoded';
import { ItemTable, type ItemPlace } from '../../src/core/store/itemTable';

/** Tag index, step, wall time, value. */
export type DecodedPoint = readonly [number, number, number, number];

/** A value that is no scalar, and where its bytes lie. */
export interface DecodedItem extends ItemPlace {
  readonly tag: number;
  readonly step: number;
  readonly wallTime: number;
}

export interface DecodedFile {
  readonly tags: readonly DecodedTag[];
  /** Of scalars. */
  readonly points: readonly DecodedPoint[];
  readonly items: readonly DecodedItem[];
  /** Their `at` counts the scalar points of the whole file. */
  readonly marks: readonly DecodedMark[];
  readonly problems: readonly DecodedProblem[];
  readonly tail: DecodedProblem | null;
}

/** Bytes around what a decoder may read, which it must not look at. */
const margin = 16;

export class FileFollower {
  readonly #decoder: LogDecoder;
  readonly #points: DecodedPoint[] = [];
  readonly #places = new ItemTable();
  readonly #items: DecodedItem[] = [];
  readonly #marks: DecodedMark[] = [];
  readonly #problems: DecodedProblem[] = [];
  #at = 0;
  /** Bytes handed to the decoder so far, again and again ones included. */
  bytesFed = 0;
  /** The longest stretch that the decoder had to be given at once. */
  longestFed = 0;

  constructor(format: LogFormat) {
    this.#decoder = format.createDecoder();
  }

  /** Reads the file, which has grown or was changed since the last time, in chunks to its end. */
  read(file: Uint8Array, chunkBytes = Infinity): this {
    this.#at = this.#decoder.rereadFrom ?? this.#at;
    this.#readOn(file, chunkBytes);
    if (this.#at <= file.length) return this;
    this.#at = file.length;
    this.#feed(file, file.length);
    if (this.#at < file.length) this.#readOn(file, chunkBytes);
    return this;
  }

  #readOn(file: Uint8Array, chunkBytes: number): void {
    let end = this.#at;
    let wants = 0;
    do {
      end = Math.min(file.length, Math.max(end + chunkBytes, this.#at + wants));
      while (this.#at <= end) {
        const answer = this.#feed(file, end);
        wants = answer.wants;
        if (answer.moved === 0) break;
      }
      end = Math.max(end, this.#at);
    } while (end < file.length);
  }

  #feed(file: Uint8Array, end: number): { moved: number; wants: number } {
    const length = end - this.#at;
    const buffer = new Uint8Array(length + 2 * margin).fill(0xa5);
    buffer.set(file.subarray(this.#at, end), margin);
    this.bytesFed += length;
    this.longestFed = Math.max(this.longestFed, length);
    const answer = this.#decoder.decode(
      buffer,
      margin,
      margin + length,
      this.#at,
      end === file.length,
    );
    const { points, items, marks, problems } = answer;
    this.#places.append(items);
    let taken = 0;
    for (const mark of marks) {
      this.#takePoints(points, taken, mark.at);
      taken = mark.at;
      this.#marks.push({ ...mark, at: this.#points.length });
    }
    this.#takePoints(points, taken, points.count);
    this.#problems.push(...problems);
    const moved = answer.consumed + answer.skip;
    this.#at += moved;
    return { moved, wants: answer.wants };
  }

  #takePoints({ tags, steps, wallTimes, values }: PointBlock, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const [tag, step, wallTime] = [tags[at]!, steps[at]!, wallTimes[at]!];
      if (this.#decoder.tags[tag]!.kind === 'scalar') {
        this.#points.push([tag, step, wallTime, values[at]!]);
      } else this.#items.push({ tag, step, wallTime, ...this.#places.at(values[at]!)! });
    }
  }

  /** How many scalar points have been read. */
  get count(): number {
    return this.#points.length;
  }

  /** What has been read, without a copy: it changes with the next reading. */
  get current(): DecodedFile {
    return {
      tags: this.#decoder.tags,
      points: this.#points,
      items: this.#items,
      marks: this.#marks,
      problems: this.#problems,
      tail: this.#decoder.tail,
    };
  }

  get decoded(): DecodedFile {
    return structuredClone(this.current);
  }
}

export function decodeFile(format: LogFormat, file: Uint8Array, chunkBytes?: number): DecodedFile {
  return new FileFollower(format).read(file, chunkBytes).decoded;
}
