// Holds all columns together to a limit: the packed chunks that were not used for longest go to a page file.
import type { Owned } from '../../base/lifecycle';
import { silentLog, type Log } from '../../base/log';
import type { PackedChunk } from './packedChunk';
import { Pages, type Page, type PageFile } from './pages';

/** Columns as the pager sees them. */
export interface PagedColumns {
  /** Of all their arrays that are in memory. */
  readonly bytes: number;
  readonly packed: readonly PackedChunk[];
}

/** How far below the limit memory is brought, so that this is not done for every chunk. */
const targetShare = 7 / 8;

/** Who reads a chunk may add up to a chunk of points meanwhile: its buffer is not written to before so many events. */
const recentEvents = 64;

export class ChunkPager implements Owned {
  readonly #openFile: (() => PageFile) | undefined;
  readonly #log: Log;
  /** Columns are known weakly: they go when their run or line goes, and then their pages. */
  readonly #columns = new Set<WeakRef<PagedColumns>>();
  readonly #forgotten = new FinalizationRegistry<Page>((page) => this.#pages?.free(page));
  #limitBytes = Infinity;
  /** Bytes in memory as last counted, and all growth since. */
  #bytes = 0;
  /** More than this makes it worth counting again; above the limit where not enough could be put away. */
  #tolerated = Infinity;
  /** Buffers of chunks that were put away, by size: waiting for garbage collection would take memory of its own. */
  readonly #spare = new Map<number, ArrayBuffer[]>();
  #spareBytes = 0;
  #pages: Pages | undefined;
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

  /** A count of what was added and fetched; tells which use of a chunk was later. */
  get now(): number {
    return this.#now;
  }

  /** What was put away; only there once something was. */
  get pages(): Pages {
    return this.#pages!;
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

  /** A buffer with anything in it. */
  takeBuffer(bytes: number): ArrayBuffer {
    const buffer = this.#spare.get(bytes)?.pop();
    if (buffer) this.#spareBytes -= bytes;
    return buffer ?? new ArrayBuffer(bytes);
  }

  /** Closes the page file: what was put away is lost. */
  dispose(): void {
    this.#failed = true;
    this.#pages?.close();
  }

  #trim(): void {
    if (!this.#openFile) return;
    const { bytes, held } = this.#count();
    this.#bytes = bytes;
    if (bytes > this.#limitBytes) this.#putAwayOldest(held);
    this.#tolerated = Math.max(this.#limitBytes, this.#bytes + this.#slack);
  }

  /** Between the limit and how far below it memory is brought. */
  get #slack(): number {
    return this.#limitBytes * (1 - targetShare);
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
    const target = this.#limitBytes - this.#slack;
    for (const chunk of held) {
      if (this.#bytes <= target) return;
      chunk.page ??= this.#write(chunk);
      if (!chunk.page) continue;
      this.#bytes -= chunk.page.bytes;
      const buffer = chunk.putAway();
      if (this.#now - chunk.lastUsed > recentEvents) this.#keepSpare(buffer);
    }
  }

  #keepSpare(buffer: ArrayBuffer): void {
    const bytes = buffer.byteLength;
    if (this.#spareBytes + bytes > this.#slack) return;
    this.#spareBytes += bytes;
    const spare = this.#spare.get(bytes);
    if (spare) spare.push(buffer);
    else this.#spare.set(bytes, [buffer]);
  }

  /** After a failure nothing more is written, but what was written before may still be put away. */
  #write(chunk: PackedChunk): Page | undefined {
    if (this.#failed) return undefined;
    try {
      this.#pages ??= new Pages(this.#openFile!());
      const page = this.#pages.write(new Uint8Array(chunk.buffer!));
      this.#forgotten.register(chunk, page);
      return page;
    } catch (error) {
      this.#failed = true;
      this.#log.error('no page file: points over the memory limit stay in memory', error);
      return undefined;
    }
  }
}
