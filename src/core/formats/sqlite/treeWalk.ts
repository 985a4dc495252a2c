// Walks the b-tree of a table from a rowid on, many pages at a time. Rows are given out when it is sure that all that led
// to them is of one moment.
import { sourceOf, type Source } from '../source';
import type { Row } from './record';
import type { Snapshot } from './snapshot';
import { kindOf, LeafCells, readInterior, type ChildPage, type PageKind } from './treePage';

/** No tree is higher: each level has at least twice as many pages. */
const mostLevels = 20;

/** Where damage makes pages point to others in a circle, this ends it. */
const mostVisits = 4;

/** A page that is none of its table, or cells in one that make no sense. */
export interface WalkFault {
  readonly kind: 'page' | 'row';
  /** Where the page is in the main file. */
  readonly offset: number;
  readonly bytes: number;
}

export interface WalkListener {
  /** The row is only good during the call. */
  row(row: Row): void;
  /** Told after each stretch of pages, and waited for. */
  slice(): void | Promise<void>;
  fault(fault: WalkFault): void;
}

/**
 * How a walk ended. `lost`: the snapshot went while pages were read; `outdated`: between two stretches. The rows that were
 * given out are good either way, and the rest must be asked anew.
 */
export type WalkEnd = 'done' | 'lost' | 'outdated';

/** What a walk found out about a tree that helps the next one. */
export interface TreeShape {
  /** On which level the leaves are, counted down from the root; null while it is not known. */
  leafLevel: number | null;
}

/** Rowids that are wanted: above `after`, and not above `upTo`. */
export interface RowRange {
  readonly after: number;
  readonly upTo: number;
}

/** By rowid: records that go on in other pages, put together. */
type LongRows = ReadonlyMap<number, Uint8Array>;

const noLongRows: LongRows = new Map();

interface ReadPage {
  readonly page: ChildPage;
  /** Null for a page that does not exist, or was met too often. */
  readonly source: Source | null;
  readonly kind: PageKind;
  readonly long: LongRows;
}

/** Shared by all walks of a thread; used between two waits only. */
const cells = new LeafCells();

export class TreeWalk {
  readonly #snapshot: Snapshot;
  readonly #row: Row;
  readonly #listener: WalkListener;
  readonly #range: RowRange;
  readonly #shape: TreeShape;
  /** How often each page was read. A page belongs to the tree once, but damage may lead to it as well. */
  readonly #visits: Uint8Array;

  constructor(
    snapshot: Snapshot,
    row: Row,
    shape: TreeShape,
    range: RowRange,
    listener: WalkListener,
  ) {
    this.#snapshot = snapshot;
    this.#row = row;
    this.#shape = shape;
    this.#range = range;
    this.#listener = listener;
    this.#visits = new Uint8Array(snapshot.pageCount + 1);
  }

  /** @param pagesAtOnce how many leaves to read before the snapshot is looked at again */
  run(rootPage: number, pagesAtOnce: () => number): Promise<WalkEnd> {
    const root = { page: rootPage, above: -Infinity, highest: Infinity };
    return this.#walk([root], pagesAtOnce, mostLevels);
  }

  async #walk(
    pages: readonly ChildPage[],
    pagesAtOnce: () => number,
    level: number,
  ): Promise<WalkEnd> {
    const { after, upTo } = this.#range;
    const wanted = pages.filter(
      ({ above, highest }) => highest > after && highest > above && above < upTo,
    );
    for (let from = 0; from < wanted.length;) {
      // On the way down one page is enough: what lies beside it is wanted much later.
      const atOnce = level === this.#shape.leafLevel ? pagesAtOnce() : 1;
      const batch = await this.#readBatch(wanted.slice(from, from + atOnce));
      from += batch.length;
      // What leads to leaves is looked at with them.
      const isOnTheWay = batch.every(({ kind }) => kind === 'interior');
      if (!isOnTheWay && !(await this.#snapshot.isStill())) return 'lost';
      for (const { page, source, kind, long } of batch) {
        if (source && kind === 'leaf') {
          this.#shape.leafLevel = level;
          this.#giveOut(page, source, long);
        } else if (source && kind === 'interior' && level > 0) {
          const children = await this.#childrenOf(page, source);
          const end = children ? await this.#walk(children, pagesAtOnce, level - 1) : 'lost';
          if (end !== 'done') return end;
        } else this.#report(page, 'page', this.#snapshot.header.pageSize);
      }
      if (isOnTheWay) continue;
      await this.#listener.slice();
      // Without a log any commit ends a snapshot, and one has come by now as a rule.
      const goesOn = from < wanted.length && this.#snapshot.isFleeting;
      if (goesOn && !(await this.#snapshot.isStill())) return 'outdated';
    }
    return 'done';
  }

  async #readBatch(pages: readonly ChildPage[]): Promise<ReadPage[]> {
    const numbers = pages.map(({ page }) => (this.#visit(page) ? page : 0));
    const found = await this.#snapshot.readPages(numbers);
    const batch: ReadPage[] = [];
    for (const [at, page] of pages.entries()) {
      const source = found[at] ? sourceOf(found[at]) : null;
      const kind = source ? kindOf(source, headOf(page)) : 'other';
      const long = source && kind === 'leaf' ? await this.#readLong(page, source) : noLongRows;
      batch.push({ page, source, kind, long });
    }
    return batch;
  }

  /** Null where the snapshot was lost and what seems to be damage may be none. */
  async #childrenOf(page: ChildPage, source: Source): Promise<readonly ChildPage[] | null> {
    const { usableSize } = this.#snapshot.header;
    const { children, damaged } = readInterior(source, headOf(page), usableSize, page);
    if (damaged > 0 && !(await this.#snapshot.isStill())) return null;
    for (let at = 0; at < damaged; at++) this.#report(page, 'row', 0);
    return children;
  }

  async #readLong(page: ChildPage, source: Source): Promise<LongRows> {
    cells.read(source, headOf(page), this.#snapshot.header.usableSize, page);
    if (!cells.isLong) return noLongRows;
    const chains: { rowid: number; part: Uint8Array; bytes: number; page: number }[] = [];
    for (let at = 0; at < cells.count; at++) {
      const rowid = cells.rowids[at]!;
      if (cells.overflowPages[at] === 0 || !this.#isWanted(rowid)) continue;
      const part = source.bytes.subarray(cells.starts[at], cells.ends[at]);
      const chain = { bytes: cells.overflowBytes[at]!, page: cells.overflowPages[at]! };
      chains.push({ rowid, part, ...chain });
    }
    const long = new Map<number, Uint8Array>();
    for (const { rowid, part, ...chain } of chains) {
      long.set(rowid, await this.#follow(part, chain.bytes, chain.page));
    }
    return long;
  }

  /** A record from its page and the chain of pages behind it; shorter where the chain is cut. */
  async #follow(part: Uint8Array, overflowBytes: number, firstPage: number): Promise<Uint8Array> {
    const room = this.#snapshot.header.usableSize - 4;
    const parts = [part];
    let page = firstPage;
    for (let left = overflowBytes; left > 0 && this.#visit(page); left -= room) {
      const [next] = await this.#snapshot.readPages([page]);
      if (!next) break;
      parts.push(next.subarray(4, 4 + Math.min(left, room)));
      page = sourceOf(next).view.getUint32(0);
    }
    return join(parts);
  }

  #giveOut(page: ChildPage, source: Source, long: LongRows): void {
    const row = this.#row;
    cells.read(source, headOf(page), this.#snapshot.header.usableSize, page);
    for (let at = 0; at < cells.damaged; at++) this.#report(page, 'row', 0);
    for (let at = 0; at < cells.count; at++) {
      const rowid = cells.rowids[at]!;
      if (!this.#isWanted(rowid)) continue;
      const whole = cells.overflowPages[at] === 0 ? undefined : long.get(rowid);
      const isRow = whole
        ? row.open(sourceOf(whole), 0, whole.length, rowid)
        : row.open(source, cells.starts[at]!, cells.ends[at]!, rowid);
      if (isRow) this.#listener.row(row);
      else this.#report(page, 'row', 0);
    }
  }

  #isWanted(rowid: number): boolean {
    return rowid > this.#range.after && rowid <= this.#range.upTo;
  }

  #report({ page }: ChildPage, kind: WalkFault['kind'], bytes: number): void {
    const offset = Math.max(0, page - 1) * this.#snapshot.header.pageSize;
    this.#listener.fault({ kind, offset, bytes });
  }

  /** False for a page that was visited too often, or is none. */
  #visit(page: number): boolean {
    if (page < 1 || page > this.#snapshot.pageCount) return false;
    const visits = this.#visits[page]!;
    if (visits < mostVisits) this.#visits[page] = visits + 1;
    return visits < mostVisits;
  }
}

/** The highest rowid of a table; null where it has none or its last page cannot be read. */
export async function findLastRowid(snapshot: Snapshot, rootPage: number): Promise<number | null> {
  const { usableSize } = snapshot.header;
  let at: ChildPage = { page: rootPage, above: -Infinity, highest: Infinity };
  for (let levels = 0; levels <= mostLevels; levels++) {
    const [page] = await snapshot.readPages([at.page]);
    if (!page) return null;
    const source = sourceOf(page);
    const kind = kindOf(source, headOf(at));
    if (kind === 'interior') {
      at = readInterior(source, headOf(at), usableSize, at).children.at(-1)!;
      continue;
    }
    if (kind === 'other') return null;
    cells.read(source, headOf(at), usableSize, at);
    return cells.count > 0 ? cells.rowids[cells.count - 1]! : null;
  }
  return null;
}

/** Page 1 begins with the header of the database. */
function headOf({ page }: ChildPage): number {
  return page === 1 ? 100 : 0;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
