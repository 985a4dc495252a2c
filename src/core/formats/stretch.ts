// The stretch of a file that one call of `decode` was given, and how far it has been worked through.
import { sourceOf, type Source } from './source';

/** Whether to go on, to wait for more bytes (`needs` says how many), or for an empty point block. */
export type Progress = 'on' | 'waiting' | 'full';

export class Stretch implements Source {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Index of the first byte that is there. */
  readonly start: number;
  readonly end: number;
  /** True when the file has no more bytes than these for now. */
  readonly atEnd: boolean;
  /**
   * Index of the first byte not done with. May lie beyond `end`: the bytes between are not wanted; or before `start`:
   * they are wanted again.
   */
  at: number;
  /** While waiting: how many bytes from `at` on are needed to go on. */
  needs = 0;
  readonly #offsetOfZero: number;

  /** @param offset place of `bytes[start]` in the file */
  constructor(bytes: Uint8Array, start: number, end: number, offset: number, atEnd: boolean) {
    const source = sourceOf(bytes);
    this.bytes = source.bytes;
    this.view = source.view;
    this.at = this.start = start;
    this.end = end;
    this.atEnd = atEnd;
    this.#offsetOfZero = offset - start;
  }

  /** Place of `at` in the file. */
  get offset(): number {
    return this.offsetOf(this.at);
  }

  /** Place in the file of the end of the bytes. */
  get endOffset(): number {
    return this.offsetOf(this.end);
  }

  offsetOf(index: number): number {
    return index + this.#offsetOfZero;
  }

  indexOf(offset: number): number {
    return offset - this.#offsetOfZero;
  }

  has(count: number): boolean {
    return this.end - this.at >= count;
  }

  wait(count: number): Progress {
    this.needs = count;
    return 'waiting';
  }
}
