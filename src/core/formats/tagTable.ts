// The tags of one file, found by their bytes: a tag is made a string once, not once per point.
// Training loops log the same tags in the same order, so the tag that came after this one last time is tried first.
import { textOf } from './text';

export class TagTable {
  readonly #tagBytes: Uint8Array[] = [];
  /** For each tag the one that followed it last time, or -1. */
  readonly #successors: number[] = [];
  /** Open addressing over tag numbers; -1 is free. Its size is a power of two, at most half of it used. */
  #slots = new Int32Array(64).fill(-1);
  #last = -1;

  bytesOf(tag: number): Uint8Array {
    return this.#tagBytes[tag]!;
  }

  textOf(tag: number): string {
    return textOf(this.#tagBytes[tag]!);
  }

  /** The number of the tag in `bytes[start, start + length)`, or -1 if it was not added yet. */
  find(bytes: Uint8Array, start: number, length: number): number {
    const last = this.#last;
    if (last >= 0) {
      const expected = this.#successors[last]!;
      if (expected >= 0 && this.#equals(expected, bytes, start, length))
        return (this.#last = expected);
    }
    const found = this.#slots[this.#slotOf(bytes, start, length)]!;
    if (found < 0) return -1;
    if (last >= 0) this.#successors[last] = found;
    return (this.#last = found);
  }

  /** Adds a tag that `find` did not find; returns its number, which is the count of tags before. */
  add(bytes: Uint8Array, start: number, length: number): number {
    if (this.#tagBytes.length * 2 >= this.#slots.length) this.#grow();
    const added = this.#tagBytes.length;
    this.#slots[this.#slotOf(bytes, start, length)] = added;
    this.#tagBytes.push(bytes.slice(start, start + length));
    this.#successors.push(-1);
    if (this.#last >= 0) this.#successors[this.#last] = added;
    return (this.#last = added);
  }

  #equals(tag: number, bytes: Uint8Array, start: number, length: number): boolean {
    const known = this.#tagBytes[tag]!;
    if (known.length !== length) return false;
    // Backwards: tags of one training share their beginnings more often than their ends.
    for (let at = length - 1; at >= 0; at--) if (known[at] !== bytes[start + at]) return false;
    return true;
  }

  /** The slot that holds the tag, or the free one where it belongs. FNV-1a, probing linearly. */
  #slotOf(bytes: Uint8Array, start: number, length: number): number {
    let hash = 0x811c9dc5;
    for (let at = start; at < start + length; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    const mask = this.#slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const tag = this.#slots[slot]!;
      if (tag < 0 || this.#equals(tag, bytes, start, length)) return slot;
    }
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    this.#tagBytes.forEach((known, tag) => {
      this.#slots[this.#slotOf(known, 0, known.length)] = tag;
    });
  }
}
