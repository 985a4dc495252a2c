// The stretch of a file that one call of `decode` was given, and how far it has been worked through.

/** Whether to go on, to wait for more bytes (`needs` says how many), or for an empty point block. */
export type Progress = 'on' | 'waiting' | 'full';

export class Stretch {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly end: number;
  /** True when the file has no more bytes than these for now. */
  readonly atEnd: boolean;
  /** Index of the first byte not done with. */
  at: number;
  /** While waiting: how many bytes from `at` on are needed to go on. */
  needs = 0;
  readonly #offsetOfZero: number;

  /** @param offset place of `bytes[start]` in the file */
  constructor(bytes: Uint8Array, start: number, end: number, offset: number, atEnd: boolean) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = start;
    this.end = end;
    this.atEnd = atEnd;
    this.#offsetOfZero = offset - start;
  }

  /** Place of `at` in the file. */
  get offset(): number {
    return this.offsetOf(this.at);
  }

  get endOffset(): number {
    return this.offsetOf(this.end);
  }

  offsetOf(index: number): number {
    return index + this.#offsetOfZero;
  }

  indexOf(offset: number): number {
    return offset - this.#offsetOfZero;
  }

  wait(count: number): Progress {
    this.needs = count;
    return 'waiting';
  }
}
