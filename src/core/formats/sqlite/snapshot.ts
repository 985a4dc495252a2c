// A database as it was at one moment: the main file's pages, with those of the log or the rollback journal over them.
// No lock is taken. What was read counts only if nothing was written to the main file since, which is asked afterwards.
import { headerBytes, readHeader, type DatabaseHeader } from './databaseHeader';
import type { DatabaseFiles, FileBytes } from './databaseFiles';
import { indexJournal } from './journalIndex';
import type { WalIndex } from './walIndex';

/** Wanted pages that are so near to each other are read together with what lies between: a read costs more than that. */
const gapBytes = 64 * 1024;
const mostBytesAtOnce = 1 << 20;

/** What page 1 counts up with every commit of a rollback journal; written before any other page. */
const counterOffset = 24;
const counterBytes = 4;

/** Bytes of one file that are read at once; `at` is where each of the pages begins in them. */
interface Stretch {
  readonly file: FileBytes;
  readonly offset: number;
  length: number;
  readonly pages: { readonly index: number; readonly at: number }[];
}

export class Snapshot {
  readonly header: DatabaseHeader;
  /** No page has a higher number. */
  readonly pageCount: number;
  readonly #files: DatabaseFiles;
  readonly #state: FilesState;

  private constructor(
    files: DatabaseFiles,
    state: FilesState,
    header: DatabaseHeader,
    pageCount: number,
  ) {
    this.header = header;
    this.pageCount = pageCount;
    this.#files = files;
    this.#state = state;
  }

  /**
   * The database as it is now; null where the files are not a database, or just being written.
   * @param walIndex of this database; is brought up to date, which ends older snapshots
   */
  static async take(files: DatabaseFiles, walIndex: WalIndex): Promise<Snapshot | null> {
    const stamp = await files.stamp();
    const head = await files.main.read(0, headerBytes);
    const counter = head.slice(counterOffset, counterOffset + counterBytes);
    const ownHeader = readHeader(head);
    const journal = await files.beside('-journal');
    const journalPages = await indexJournal(journal, ownHeader?.pageSize ?? 0);
    const state: FilesState = { stamp, counter, walIndex, wal: null, journal, journalPages };
    const first = journalPages.get(1);
    const oldHeader =
      first === undefined ? ownHeader : readHeader(await journal!.read(first, headerBytes));
    // A new database may have its first page in the log alone.
    if (oldHeader?.usesWal || head.length === 0) {
      state.wal = await files.beside('-wal');
      await walIndex.update(state.wal);
    } else walIndex.clear();
    const inLog = walIndex.offsetOf(1);
    const header =
      inLog === undefined ? oldHeader : readHeader(await state.wal!.read(inLog, headerBytes));
    if (!header) return null;
    if (walIndex.frames > 0 && walIndex.pageSize !== header.pageSize) return null;
    const filePages = Math.ceil((await files.main.sizeBytes()) / header.pageSize);
    return new Snapshot(files, state, header, Math.max(filePages, walIndex.lastPage));
  }

  /** Whether the next commit writes to the main file. */
  get isFleeting(): boolean {
    return this.#state.wal === null;
  }

  /** Tells commits apart: with every one, either the counter moves or the log grows or begins anew. */
  get version(): string {
    const { counter, walIndex, journalPages } = this.#state;
    return [...counter, walIndex.version, journalPages.size].join();
  }

  /** Whether everything that was read from it so far is of one moment. */
  async isStill(): Promise<boolean> {
    const { stamp, counter, walIndex, wal } = this.#state;
    const [isSameLog, counterNow, stampNow] = await Promise.all([
      wal === null || walIndex.isSame(wal),
      this.#files.main.read(counterOffset, counterBytes),
      this.#files.stamp(),
    ]);
    return isSameLog && stampNow === stamp && isEqual(counterNow, counter);
  }

  /** The pages of these numbers, in their order; null for one that does not exist or cannot be read as a whole. */
  async readPages(numbers: readonly number[]): Promise<(Uint8Array | null)[]> {
    const pages = new Array<Uint8Array | null>(numbers.length).fill(null);
    await Promise.all(
      this.#planReads(numbers).map(async ({ file, offset, length, pages: wanted }) => {
        const bytes = await file.read(offset, length);
        for (const { index, at } of wanted) {
          const end = at + this.header.pageSize;
          if (end <= bytes.length) pages[index] = bytes.subarray(at, end);
        }
      }),
    );
    return pages;
  }

  #planReads(numbers: readonly number[]): Stretch[] {
    const { pageSize } = this.header;
    const places = numbers
      .map((page, index) => ({ index, ...this.#placeOf(page) }))
      .filter(({ file, offset }) => file !== null && offset >= 0)
      .sort(
        (a, b) =>
          Number(a.file !== this.#files.main) - Number(b.file !== this.#files.main) ||
          a.offset - b.offset,
      );
    const stretches: Stretch[] = [];
    for (const { index, file, offset } of places) {
      const last = stretches.at(-1);
      const end = last ? last.offset + last.length : 0;
      const isNear =
        last?.file === file &&
        offset <= end + gapBytes &&
        offset + pageSize - last.offset <= mostBytesAtOnce;
      if (isNear) {
        last.length = Math.max(last.length, offset + pageSize - last.offset);
        last.pages.push({ index, at: offset - last.offset });
      } else stretches.push({ file: file!, offset, length: pageSize, pages: [{ index, at: 0 }] });
    }
    return stretches;
  }

  #placeOf(page: number): { readonly file: FileBytes | null; readonly offset: number } {
    const { walIndex, wal, journal, journalPages } = this.#state;
    if (page < 1 || page > this.pageCount) return { file: null, offset: -1 };
    const inLog = wal ? walIndex.offsetOf(page) : undefined;
    if (inLog !== undefined) return { file: wal, offset: inLog };
    const inJournal = journalPages.get(page);
    if (inJournal !== undefined) return { file: journal, offset: inJournal };
    return { file: this.#files.main, offset: (page - 1) * this.header.pageSize };
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** The files as they were at the beginning. */
interface FilesState {
  readonly stamp: string;
  readonly counter: Uint8Array;
  readonly walIndex: WalIndex;
  wal: FileBytes | null;
  readonly journal: FileBytes | null;
  readonly journalPages: ReadonlyMap<number, number>;
}
