// The page file's content: who lies where, and a few blocks of it in memory for reading single numbers.

/** A place in the page file; both numbers are multiples of 8. */
export interface Page {
  readonly at: number;
  readonly bytes: number;
}

/** A private file for what does not fit in memory. Calls wait for the disk. */
export interface PageFile {
  /** Writes all bytes from offset `at` on. @throws when the disk does not take all of them */
  write(bytes: Uint8Array, at: number): void;
  /** Fills `into` from offset `at` on. @throws when not all of it can be read */
  read(into: Uint8Array, at: number): void;
  close(): void;
}

/** What one read fetches at least; a power of two. */
const blockBytes = 4096;
/** 4 MiB of blocks: what a frame over tens of millions of points looks at. */
const keptBlocks = 1024;

/** Every read throws what the file throws. Numbers are aligned to their size. */
export class Pages {
  readonly #file: PageFile;
  readonly #free = new Map<number, Page[]>();
  #end = 0;
  readonly #bytes = new Uint8Array(blockBytes * keptBlocks);
  readonly #float64 = new Float64Array(this.#bytes.buffer);
  readonly #float32 = new Float32Array(this.#bytes.buffer);
  readonly #uint32 = new Uint32Array(this.#bytes.buffer);
  readonly #uint16 = new Uint16Array(this.#bytes.buffer);
  /** Which block of the file lies at each place; −1 for none. A block has one place where it may lie. */
  readonly #blocks = new Float64Array(keptBlocks).fill(-1);
  #fetched = 0;

  constructor(file: PageFile) {
    this.#file = file;
  }

  /** How many blocks were fetched so far. */
  get fetched(): number {
    return this.#fetched;
  }

  /** Finds a place for bytes, a multiple of 8, and writes them there. @throws what the file throws; nothing is changed then */
  write(bytes: Uint8Array): Page {
    const page = this.#free.get(bytes.length)?.at(-1) ?? { at: this.#end, bytes: bytes.length };
    this.#forgetBlocks(page);
    this.#file.write(bytes, page.at);
    if (page.at === this.#end) this.#end += bytes.length;
    else this.#free.get(bytes.length)!.pop();
    return page;
  }

  /** The place may be used again. */
  free(page: Page): void {
    const pages = this.#free.get(page.bytes);
    if (pages) pages.push(page);
    else this.#free.set(page.bytes, [page]);
  }

  /** Fills a buffer of the page's size. */
  read(page: Page, into: ArrayBuffer): void {
    this.#file.read(new Uint8Array(into), page.at);
  }

  float64(at: number): number {
    return this.#float64[this.#placeOf(at) >>> 3]!;
  }

  float32(at: number): number {
    return this.#float32[this.#placeOf(at) >>> 2]!;
  }

  uint32(at: number): number {
    return this.#uint32[this.#placeOf(at) >>> 2]!;
  }

  uint16(at: number): number {
    return this.#uint16[this.#placeOf(at) >>> 1]!;
  }

  close(): void {
    this.#file.close();
  }

  /** Where in memory the byte at `at` of the file is. */
  #placeOf(at: number): number {
    const block = Math.floor(at / blockBytes);
    const kept = block % keptBlocks;
    if (this.#blocks[kept] !== block) this.#fetch(block, kept);
    return kept * blockBytes + (at - block * blockBytes);
  }

  #fetch(block: number, kept: number): void {
    const from = block * blockBytes;
    const to = Math.min(this.#end, from + blockBytes);
    this.#blocks[kept] = -1;
    this.#file.read(this.#bytes.subarray(kept * blockBytes, kept * blockBytes + to - from), from);
    this.#blocks[kept] = block;
    this.#fetched++;
  }

  #forgetBlocks({ at, bytes }: Page): void {
    const last = Math.floor((at + bytes - 1) / blockBytes);
    for (let block = Math.floor(at / blockBytes); block <= last; block++) {
      const kept = block % keptBlocks;
      if (this.#blocks[kept] === block) this.#blocks[kept] = -1;
    }
  }
}
