// Finds the ends of lines and which rules may concern each, in one pass over the bytes.

const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * An automaton over all marks (Aho and Corasick 1975). A line end is a mark of its own that leads back to the start, so
 * the loop asks one question per byte. Text without marks stays in two or three rows of the table.
 */
export class MarkTable {
  /** After `lineEnd`, until the next call: bit i is set where a mark of rule i was in the line. */
  found = 0;
  readonly #classOf = new Uint8Array(256);
  readonly #shift: number;
  /** Where each state goes on each class of bytes, shifted. States from `#firstTelling` on tell something. */
  readonly #next: Uint16Array;
  readonly #firstTelling: number;
  /** By state less `#firstTelling`; 0 for a line end. */
  readonly #bits: Int32Array;

  /** @param marks of each rule; at most 31 rules */
  constructor(marks: readonly (readonly string[])[]) {
    const classes = this.#classify(marks.flat());
    this.#shift = 32 - Math.clz32(classes - 1);
    const trie = new Trie((code) => this.#classOf[code]!);
    marks.forEach((ofRule, rule) => {
      for (const mark of ofRule) trie.add(mark, 1 << rule);
    });
    trie.link();
    const order = trie.inOrder();
    const lineEndState = order.length;
    this.#firstTelling = order.findIndex((state) => trie.bits[state] !== 0) << this.#shift;
    if (this.#firstTelling < 0) this.#firstTelling = lineEndState << this.#shift;
    const placeOf = new Map(order.map((state, place) => [state, place]));
    this.#next = new Uint16Array((lineEndState + 1) << this.#shift);
    order.forEach((state, place) => {
      for (let of = 0; of < classes; of++) {
        const next = of === 1 ? lineEndState : placeOf.get(trie.next(state, of))!;
        this.#next[(place << this.#shift) + of] = next << this.#shift;
      }
    });
    const telling = order.slice(this.#firstTelling >> this.#shift);
    this.#bits = Int32Array.of(...telling.map((state) => trie.bits[state]!), 0);
  }

  /** Gives each byte of a mark a class of its own; 0 is for all others, 1 for line ends. Returns how many there are. */
  #classify(marks: readonly string[]): number {
    let classes = 2;
    this.#classOf[newline] = this.#classOf[carriageReturn] = 1;
    for (const code of new TextEncoder().encode(marks.join(''))) {
      if (this.#classOf[code] === 0) this.#classOf[code] = classes++;
    }
    return classes;
  }

  /** The place of the first line end of `bytes[start, end)`, `end` where there is none; sets `found`. */
  lineEnd(bytes: Uint8Array, start: number, end: number): number {
    const classOf = this.#classOf;
    const next = this.#next;
    const firstTelling = this.#firstTelling;
    let state = 0;
    let found = 0;
    for (let at = start; at < end; at++) {
      state = next[state + classOf[bytes[at]!]!]!;
      if (state < firstTelling) continue;
      const bits = this.#bits[(state - firstTelling) >> this.#shift]!;
      if (bits === 0) {
        this.found = found;
        return at;
      }
      found |= bits;
    }
    this.found = found;
    return end;
  }
}

/** The marks as a tree of states; state 0 is its root. */
class Trie {
  readonly bits: number[] = [0];
  readonly #children: Map<number, number>[] = [new Map<number, number>()];
  readonly #fallback: number[] = [0];
  readonly #classOf: (code: number) => number;

  constructor(classOf: (code: number) => number) {
    this.#classOf = classOf;
  }

  add(mark: string, bit: number): void {
    let state = 0;
    for (const character of mark) {
      const of = this.#classOf(character.charCodeAt(0));
      let child = this.#children[state]!.get(of);
      if (child === undefined) {
        child = this.bits.push(0) - 1;
        this.#children.push(new Map<number, number>());
        this.#fallback.push(0);
        this.#children[state]!.set(of, child);
      }
      state = child;
    }
    this.bits[state]! |= bit;
  }

  /** Gives each state the longest other one that it ends in, with what that tells. Parents come before children. */
  link(): void {
    const queue = [...this.#children[0]!.values()];
    for (const state of queue) {
      for (const [of, child] of this.#children[state]!) {
        this.#fallback[child] = this.next(this.#fallback[state]!, of);
        queue.push(child);
      }
      this.bits[state]! |= this.bits[this.#fallback[state]!]!;
    }
  }

  next(state: number, of: number): number {
    for (let at = state; ; at = this.#fallback[at]!) {
      const child = this.#children[at]!.get(of);
      if (child !== undefined) return child;
      if (at === 0) return 0;
    }
  }

  /** All states, the root first and those that tell something last. */
  inOrder(): number[] {
    const all = this.bits.map((_, state) => state);
    return [...all.filter((at) => this.bits[at] === 0), ...all.filter((at) => this.bits[at] !== 0)];
  }
}
