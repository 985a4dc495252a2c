// Holds the columns of the engine to a limit: packed chunks that were not used for longest go to a page file.
import type { Owned } from '../../base/lifecycle';
import { silentLog, type Log } from '../../base/log';
import type { PackedChunk } from './packedChunk';

/** A place in the page file. */
export interface Page {
  readonly at: number;
  readonly bytes: number;
}

/** A private file for what does not fit in memory. Calls wait for the disk. */
export interface PageFile {
  /** Writes all bytes from offset `at` on. @throws when the disk takes not all of them */
  write(bytes: Uint8Array, at: number): void;
  /** Fills `into` from offset `at` on. @throws when not all of it can be read */
  read(into: Uint8Array, at: number): void;
  close(): void;
}

/** Columns as the pager sees them. */
export interface PagedColumns {
  /** Of all their arrays that are in memory. */
  readonly bytes: number;
  readonly packed: readonly PackedChunk[];
}

/** How far below the limit memory is brought, so that this is not done for every chunk. */
const targetShare = 7 / 8;

export class ChunkPager implements Owned {
  readonly #openFile: (() => PageFile) | undefined;
  readonly #log: Log;
  /** Columns are known weakly: they go when their run or line goes. */
  readonly #columns = new Set<WeakRef<PagedColumns>>();
  readonly #freePages = new Map<number, Page[]>();
  readonly #forgotten = new FinalizationRegistry<Page>((page) => this.#free(page));
  #limitBytes = Infinity;
  /** Bytes in memory as last counted, and all growth since. */
  #bytes = 0;
  /** More than this makes it worth counting again; above the limit where not enough could be put away. */
  #tolerated = Infinity;
  #file: PageFile | undefined;
  #fileEnd = 0;
  #failed = false;
  #now = 0;

  /**
   * @param openFile called when the first chunk is put away, may throw; absent where everything stays in memory
   * @param log told once when nothing more can be put away
   */
  constructor(openFile?: () => PageFile, log: Log = silentLog) {
    this.#openFile = openFile;
    this.#log = log;
  }

  /** A count of packed and fetched chunks; tells which use of a chunk was later. */
  get now(): number {
    return this.#now;
  }

  /** For all columns together. What is over it is put away at once. */
  set limitBytes(bytes: number) {
    this.#limitBytes = bytes;
    this.#trim();
  }

  /** Columns that may hold chunks to put away, or much else. */
  adopt(columns: PagedColumns): void {
    this.#columns.add(new WeakRef(columns));
  }

  /** Columns take up so many bytes more. */
  noteGrowth(bytes: number): void {
    this.#now++;
    this.#bytes += bytes;
    if (this.#bytes > this.#tolerated) this.#trim();
  }

  /** @throws when the page file cannot be read */
  read({ at, bytes }: Page): ArrayBuffer {
    const buffer = new ArrayBuffer(bytes);
    this.#file!.read(new Uint8Array(buffer), at);
    return buffer;
  }

  /** Closes the page file: what was put away is lost. */
  dispose(): void {
    this.#file?.close();
    this.#file = undefined;
    this.#failed = true;
  }

  #trim(): void {
    if (!this.#openFile) return;
    const { bytes, held } = this.#count();
    this.#bytes = bytes;
    if (bytes > this.#limitBytes) this.#putAwayOldest(held);
    this.#tolerated = Math.max(this.#limitBytes, this.#bytes + this.#limitBytes * (1 - targetShare));
  }

  #count(): { readonly bytes: number; readonly held: PackedChunk[] } {
    let bytes = 0;
    const held: PackedChunk[] = [];
    for (const reference of this.#columns) {
      const columns = reference.deref();
      if (!columns) {
        this.#columns.delete(reference);
        continue;
      }
      bytes += columns.bytes;
      for (const chunk of columns.packed) if (chunk.buffer) held.push(chunk);
    }
    return { bytes, held };
  }

  #putAwayOldest(held: PackedChunk[]): void {
    held.sort((a, b) => a.lastUsed - b.lastUsed);
    const target = this.#limitBytes * targetShare;
    for (const chunk of held) {
      if (this.#bytes <= target) return;
      const { buffer } = chunk;
      chunk.page ??= this.#write(chunk, new Uint8Array(buffer!));
      if (!chunk.page) continue;
      chunk.putAway();
      this.#bytes -= chunk.page.bytes;
    }
  }

  /** After a failure nothing more is written, but what was written before may still be put away. */
  #write(chunk: PackedChunk, bytes: Uint8Array): Page | undefined {
    if (this.#failed) return undefined;
    const page = this.#freePages.get(bytes.length)?.pop() ?? {
      at: this.#fileEnd,
      bytes: bytes.length,
    };
    try {
      this.#file ??= this.#openFile!();
      this.#file.write(bytes, page.at);
    } catch (error) {
      this.#failed = true;
      this.#log.error('the page file failed, so points over the memory limit stay in memory', error);
      return undefined;
    }
    this.#fileEnd = Math.max(this.#fileEnd, page.at + page.bytes);
    this.#forgotten.register(chunk, page);
    return page;
  }

  #free(page: Page): void {
    const pages = this.#freePages.get(page.bytes);
    if (pages) pages.push(page);
    else this.#freePages.set(page.bytes, [page]);
  }
}
