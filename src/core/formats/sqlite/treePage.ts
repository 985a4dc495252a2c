// The cells of one page of a table's b-tree (fileformat2.html §1.6): rows in a leaf, or pages below in an interior page.
import type { Source } from '../source';
import { lastVarint, readVarint } from './record';

const leafType = 0x0d;
const interiorType = 0x05;
/** Of a very long row so much is read, from its start. */
const mostPayloadBytes = 4 << 20;
/** A cell takes two bytes of the list, and at least four. */
const mostCells = Math.floor(65_536 / 6);

/** Rowids that a page may have, as the pages above it say: more than `above`, and not more than `highest`. */
export interface RowidRange {
  readonly above: number;
  readonly highest: number;
}

export interface ChildPage extends RowidRange {
  readonly page: number;
}

export type PageKind = 'leaf' | 'interior' | 'other';

/** @param head where the page's own header begins: page 1 begins with that of the database */
export function kindOf({ bytes }: Source, head: number): PageKind {
  return bytes[head] === leafType ? 'leaf' : bytes[head] === interiorType ? 'interior' : 'other';
}

/** Where the cells of a page begin; -1 for one that lies outside of it. */
interface CellStarts {
  readonly count: number;
  at(index: number): number;
}

/** Null where the list itself does not fit in the page. */
function startsOf({ view }: Source, head: number, usableSize: number): CellStarts | null {
  const count = view.getUint16(head + 3);
  const list = head + (view.getUint8(head) === leafType ? 8 : 12);
  const floor = list + 2 * count;
  if (floor > usableSize || count > mostCells) return null;
  return {
    count,
    at: (index) => {
      const start = view.getUint16(list + 2 * index);
      return start >= floor && start < usableSize ? start : -1;
    },
  };
}

/**
 * The pages below an interior page, in the order of their rows. `damaged` counts cells that make no sense, which are left
 * out: they lie outside of the page, or their rowids are out of order.
 */
export function readInterior(
  source: Source,
  head: number,
  usableSize: number,
  { above, highest: mostBelow }: RowidRange,
): { readonly children: readonly ChildPage[]; readonly damaged: number } {
  const starts = startsOf(source, head, usableSize);
  const children: ChildPage[] = [];
  let damaged = starts ? 0 : 1;
  let last = above;
  for (let at = 0; at < (starts?.count ?? 0); at++) {
    const start = starts!.at(at);
    const highest = start < 0 ? NaN : readVarint(source.bytes, start + 4, usableSize);
    if (highest >= last && highest <= mostBelow) {
      children.push({ page: source.view.getUint32(start), above: last, highest });
      last = highest;
    } else damaged++;
  }
  children.push({ page: source.view.getUint32(head + 8), above: last, highest: mostBelow });
  return { children, damaged };
}

/** The rows of one leaf at a time, as columns: an object for each of millions of rows would take longer than to read them. */
export class LeafCells {
  count = 0;
  /** Cells that make no sense, which are left out. */
  damaged = 0;
  /** Whether a row goes on in other pages. */
  isLong = false;
  readonly rowids = new Float64Array(mostCells);
  /** The part of the record that is in the page. */
  readonly starts = new Int32Array(mostCells);
  readonly ends = new Int32Array(mostCells);
  /** Bytes of the record that are elsewhere, and the first page that has some; 0 where there are none. */
  readonly overflowBytes = new Int32Array(mostCells);
  readonly overflowPages = new Uint32Array(mostCells);

  read(source: Source, head: number, usableSize: number, { above, highest }: RowidRange): void {
    const starts = startsOf(source, head, usableSize);
    this.count = 0;
    this.damaged = starts ? 0 : 1;
    this.isLong = false;
    let last = above;
    for (let at = 0; at < (starts?.count ?? 0); at++) {
      const start = starts!.at(at);
      const rowid = start < 0 ? NaN : this.#readCell(source, usableSize, start);
      if (rowid > last && rowid <= highest) {
        this.rowids[this.count++] = rowid;
        last = rowid;
      } else this.damaged++;
    }
    for (let at = 0; at < this.count; at++) this.isLong ||= this.overflowPages[at]! > 0;
  }

  /** Puts a cell at the end of the columns; its rowid, or NaN where it makes no sense. */
  #readCell({ bytes, view }: Source, usableSize: number, at: number): number {
    const payload = readVarint(bytes, at, usableSize);
    if (!(payload > 0)) return NaN;
    const rowid = readVarint(bytes, lastVarint.end, usableSize);
    const start = lastVarint.end;
    const most = usableSize - 35;
    this.starts[this.count] = start;
    this.overflowBytes[this.count] = this.overflowPages[this.count] = 0;
    if (payload <= most) {
      this.ends[this.count] = start + payload;
      return start + payload <= usableSize ? rowid : NaN;
    }
    const least = Math.floor(((usableSize - 12) * 32) / 255) - 23;
    const kept = least + ((payload - least) % (usableSize - 4));
    const end = start + (kept <= most ? kept : least);
    if (end + 4 > usableSize) return NaN;
    this.ends[this.count] = end;
    this.overflowBytes[this.count] = Math.min(payload, mostPayloadBytes) - (end - start);
    this.overflowPages[this.count] = view.getUint32(end);
    return rowid;
  }
}
