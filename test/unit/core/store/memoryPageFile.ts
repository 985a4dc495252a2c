// A page file without a disk, which may fill up, for tests of store and query.
import type { PageFile } from '../../../../src/core/store/pages';

export class MemoryPageFile implements PageFile {
  reads = 0;
  writes = 0;
  isClosed = false;
  readonly #capacity: number;
  #bytes = new Uint8Array(1 << 16);
  #end = 0;

  /** @param capacity where the disk is full: a write beyond it writes a part and throws */
  constructor(capacity = Infinity) {
    this.#capacity = capacity;
  }

  write(bytes: Uint8Array, at: number): void {
    this.writes++;
    const end = Math.min(this.#capacity, at + bytes.length);
    while (end > this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(bytes.subarray(0, end - at), at);
    this.#end = Math.max(this.#end, end);
    if (end < at + bytes.length) throw new Error('ENOSPC');
  }

  read(into: Uint8Array, at: number): void {
    this.reads++;
    if (at + into.length > this.#end) throw new Error('beyond the end');
    into.set(this.#bytes.subarray(at, at + into.length));
  }

  close(): void {
    this.isClosed = true;
  }
}
