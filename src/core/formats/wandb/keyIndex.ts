// The keys of history rows by the bytes that spell them, for rows whose keys come in any order: Go gives them in another
// one every time, so every key is looked up. Four bytes are hashed and compared at a time.
import { sourceOf, type Source } from '../source';
import type { Key } from './keyTable';

interface Known {
  readonly source: Source;
  readonly key: Key;
}

export class KeyIndex {
  readonly #known: Known[] = [];
  /** Open addressing over numbers in the list; -1 is free. Its size is a power of two, at most half of it used. */
  #slots = new Int32Array(64).fill(-1);
  /** The hash of each key in the list. */
  #hashes = new Int32Array(32);

  /** The key that `bytes[start, end)` spell; undefined where it was not added yet. */
  find(bytes: Uint8Array, view: DataView, start: number, end: number): Key | undefined {
    const hash = nameHash(bytes, view, start, end);
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const at = slots[slot]!;
      if (at < 0) return undefined;
      if (this.#hashes[at] !== hash) continue;
      const known = this.#known[at]!;
      if (isSame(known.source, bytes, view, start, end)) return known.key;
    }
  }

  /** Adds a key that `find` did not find. */
  add(bytes: Uint8Array, view: DataView, start: number, end: number, key: Key): void {
    const at = this.#known.length;
    this.#known.push({ source: sourceOf(bytes.slice(start, end)), key });
    if (at === this.#hashes.length) this.#grow();
    this.#hashes[at] = nameHash(bytes, view, start, end);
    this.#place(at);
  }

  #place(at: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const hash = this.#hashes[at]!;
    let slot = hash & mask;
    while (slots[slot]! >= 0) slot = (slot + 1) & mask;
    slots[slot] = at;
  }

  #grow(): void {
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const count = this.#hashes.length;
    this.#hashes = hashes;
    for (let at = 0; at < count; at++) this.#place(at);
  }
}

/** Of the bytes in [start, end), whose view this is. The last four are read together, whatever was read before. */
export function nameHash(bytes: Uint8Array, view: DataView, start: number, end: number): number {
  let hash = end - start;
  if (hash < 4) {
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    return hash;
  }
  const last = end - 4;
  for (let at = start; at < last; at += 4) {
    hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1);
  }
  hash = Math.imul(hash ^ view.getInt32(last, true), 0x85ebca6b);
  // Names differ in their last letter, which so far is in the highest bits alone.
  hash = Math.imul(hash ^ (hash >>> 16), 0x9e3779b1);
  return hash ^ (hash >>> 16);
}

function isSame(
  known: Source,
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
): boolean {
  const length = end - start;
  if (known.bytes.length !== length) return false;
  if (length < 4) {
    for (let at = 0; at < length; at++) if (known.bytes[at] !== bytes[start + at]) return false;
    return true;
  }
  const last = length - 4;
  for (let at = 0; at < last; at += 4) {
    if (known.view.getInt32(at, true) !== view.getInt32(start + at, true)) return false;
  }
  return known.view.getInt32(last, true) === view.getInt32(end - 4, true);
}
