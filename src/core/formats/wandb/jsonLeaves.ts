// The values inside a JSON object, in place: writers before wandb 0.18 logged nested values as one object.
// Tolerant like the writers: bare NaN and Infinity are values.
import { textOf } from '../text';

/** A value that is no object: the names that lead to it, and where its text lies. */
export interface JsonLeaf {
  readonly path: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** Objects inside each other; no writer gets near it, and what is deeper is malformed. */
const deepest = 64;

const characters = {
  quote: 34,
  comma: 44,
  colon: 58,
  openList: 91,
  backslash: 92,
  closeList: 93,
  openObject: 123,
  closeObject: 125,
} as const;

/** The leaves of the object in bytes[start, end), in order. Throws if that is malformed. */
export function jsonLeaves(bytes: Uint8Array, start: number, end: number): JsonLeaf[] {
  const walk = new JsonWalk(bytes, start, end);
  walk.readObject([]);
  return walk.leaves;
}

class JsonWalk {
  readonly leaves: JsonLeaf[] = [];
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  readObject(path: readonly string[]): void {
    if (path.length > deepest) throw new RangeError('JSON is nested too deeply');
    this.#at++;
    while (this.#peek() !== characters.closeObject) {
      if (this.#peek() === characters.comma) this.#at++;
      const inner = [...path, this.#readName()];
      if (this.#peek() !== characters.colon) throw new SyntaxError('JSON lacks a colon');
      this.#at++;
      if (this.#peek() === characters.openObject) this.readObject(inner);
      else {
        const start = this.#at;
        this.#skipValue();
        this.leaves.push({ path: inner, start, end: this.#at });
      }
    }
    this.#at++;
  }

  /** The next character that is no white space; the walk stands at it. */
  #peek(): number {
    while (this.#at < this.#end && this.#bytes[this.#at]! <= 32) this.#at++;
    if (this.#at >= this.#end) throw new SyntaxError('JSON ends early');
    return this.#bytes[this.#at]!;
  }

  #readName(): string {
    if (this.#peek() !== characters.quote) throw new SyntaxError('JSON lacks a name');
    const start = this.#at;
    this.#skipString();
    return JSON.parse(textOf(this.#bytes.subarray(start, this.#at))) as string;
  }

  #skipString(): void {
    for (this.#at++; this.#at < this.#end; this.#at++) {
      const character = this.#bytes[this.#at];
      if (character === characters.backslash) this.#at++;
      else if (character === characters.quote) {
        this.#at++;
        return;
      }
    }
    throw new SyntaxError('JSON ends early');
  }

  /** Goes to the end of a word, a string or a list. */
  #skipValue(): void {
    let depth = 0;
    for (;;) {
      const character = this.#peek();
      const closes = character === characters.closeList || character === characters.closeObject;
      if (depth === 0 && (closes || character === characters.comma)) return;
      if (character === characters.quote) this.#skipString();
      else {
        if (character === characters.openList || character === characters.openObject) depth++;
        if (closes) depth--;
        this.#at++;
      }
    }
  }
}
