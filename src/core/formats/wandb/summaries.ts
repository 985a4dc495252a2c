// Summaries: with every row the writer repeats its values as what the run has come to. Only the last ones count, so of
// those that change the same names within one answer the last one is read.
import type { DecodedFact } from '../../model/facts';
import { sourceOf, type Source } from '../source';
import { readChanges } from './changes';
import { FieldWalk } from './fields';
import { itemKeys } from './item';
import { nameHash } from './keyIndex';

/** Field key of an update in a summary record. */
const updateKey = 0x0a;
const value = [0x82, 0x01] as const;

interface Kept {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly start: number;
  readonly end: number;
}

/** Sums over keys of rows are others than those over names of summaries. */
const besideNames = 2 ** 33;

export class Summaries {
  readonly #walk = new FieldWalk();
  /** By a checksum of the names that they change; in the order in which they came last. */
  readonly #kept = new Map<number, Kept>();
  /** The one that came last, of which nothing is known yet. */
  #newest: Kept | null = null;
  /** What was read while another one waited. */
  #facts: DecodedFact[] = [];

  /** Takes a record in bytes that stay as they are until `collect`. */
  note({ bytes, view }: Source, start: number, end: number): void {
    this.#settle();
    this.#newest = { bytes, view, start, end };
  }

  /**
   * A row comes next. Where its items take as many bytes as the summary in front of it, that repeats them: its names are
   * those of the row, which are known without reading it.
   * @param names a sum over the keys of the row
   */
  noteRow(itemBytes: number, names: number): void {
    const newest = this.#newest;
    if (!newest || newest.end - newest.start !== itemBytes) return;
    this.#newest = null;
    this.#keep(names + besideNames, newest);
  }

  /** Finds out what the newest one changes. */
  #settle(): void {
    const newest = this.#newest;
    if (!newest) return;
    this.#newest = null;
    const names = namesSum(newest.bytes, newest.view, newest.start, newest.end);
    if (names !== null) this.#keep(names, newest);
    else {
      this.#readKept();
      this.#read(newest);
    }
  }

  /** It comes last now; one that changes the same is forgotten. */
  #keep(names: number, kept: Kept): void {
    this.#kept.delete(names);
    this.#kept.set(names, kept);
  }

  /** Takes a record whose bytes may be gone later; throws where it is malformed. */
  read(walk: FieldWalk): void {
    this.#settle();
    const copy = sourceOf(walk.bytes.slice(walk.at, walk.end));
    const { length } = copy.bytes;
    const names = namesSum(copy.bytes, copy.view, 0, length);
    if (names !== null) {
      this.#keep(names, { ...copy, start: 0, end: length });
      return;
    }
    this.#readKept();
    readChanges(walk, 'summary', this.#facts);
  }

  /** What the records since the last time say. */
  collect(): readonly DecodedFact[] {
    this.#settle();
    this.#readKept();
    const facts = this.#facts;
    this.#facts = [];
    return facts;
  }

  #readKept(): void {
    for (const kept of this.#kept.values()) this.#read(kept);
    this.#kept.clear();
  }

  #read({ bytes, start, end }: Kept): void {
    this.#walk.begin(bytes, start, end);
    try {
      readChanges(this.#walk, 'summary', this.#facts);
    } catch {
      // It was believed unchecked for the good record behind it, and the next summary says the same again.
    }
  }
}

/** A sum over the names of all updates, whatever their order; null where there is anything else, or a long name. */
function namesSum(bytes: Uint8Array, view: DataView, start: number, end: number): number | null {
  let sum = 0;
  for (let at = start; at < end;) {
    if (bytes[at++] !== updateKey) return null;
    let size = bytes[at++]!;
    if (size >= 0x80) size = (size & 0x7f) | (bytes[at++]! << 7);
    const to = at + size;
    if (to > end) return null;
    const from = at;
    while (bytes[at] === itemKeys.nestedName || bytes[at] === itemKeys.name) {
      if (bytes[at + 1]! >= 0x80) return null;
      at += 2 + bytes[at + 1]!;
    }
    if (at >= to || bytes[at] !== value[0] || bytes[at + 1] !== value[1]) return null;
    sum = (sum + nameHash(bytes, view, from, at)) | 0;
    at = to;
  }
  return sum;
}
