// JSON (RFC 8259) read with the place of everything, so that a mistake can be told by line and column and nothing is lost:
// numbers keep their digits, objects their repeated keys.
import { fail, succeed, type Result } from '../../base/result';

interface Placed {
  /** Index of its first character in the text. */
  readonly at: number;
}

export interface JsonMember {
  readonly key: string;
  readonly value: JsonNode;
}

/** `plain`: a number, `true`, `false` or `null` as it is written. */
export type JsonNode =
  | (Placed & { readonly kind: 'plain' | 'text'; readonly text: string })
  | (Placed & { readonly kind: 'list'; readonly items: readonly JsonNode[] })
  | (Placed & { readonly kind: 'object'; readonly members: readonly JsonMember[] });

/** Nobody nests as deep as this by hand, and the reader goes down as deep as the text. */
const deepest = 64;

const space = /[ \t\r\n]*/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const plain = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

class Misplaced extends Error {
  readonly at: number;

  constructor(at: number) {
    super('unexpected text');
    this.at = at;
  }
}

/** The one value of the text, or the index of the first character that cannot be right. Never throws. */
export function parseJson(text: string): Result<JsonNode, number> {
  const reader = new Reader(text);
  try {
    return succeed(reader.readAll());
  } catch (error) {
    if (error instanceof Misplaced) return fail(error.at);
    throw error;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readAll(): JsonNode {
    const node = this.#readValue(0);
    if (this.#at < this.#text.length) throw new Misplaced(this.#at);
    return node;
  }

  /** Also the space around it. */
  #readValue(depth: number): JsonNode {
    this.#match(space);
    const at = this.#at;
    if (depth > deepest) throw new Misplaced(at);
    let node: JsonNode;
    if (this.#take('{')) node = { kind: 'object', at, members: this.#readMembers(depth) };
    else if (this.#take('[')) node = { kind: 'list', at, items: this.#readItems(depth) };
    else if (this.#text[at] === '"') node = { kind: 'text', at, text: this.#readString() };
    else node = { kind: 'plain', at, text: this.#expect(plain) };
    this.#match(space);
    return node;
  }

  #readMembers(depth: number): JsonMember[] {
    const members: JsonMember[] = [];
    this.#match(space);
    if (this.#take('}')) return members;
    for (;;) {
      this.#match(space);
      const key = this.#readString();
      this.#match(space);
      this.#expectText(':');
      members.push({ key, value: this.#readValue(depth + 1) });
      if (this.#take('}')) return members;
      this.#expectText(',');
    }
  }

  #readItems(depth: number): JsonNode[] {
    const items: JsonNode[] = [];
    this.#match(space);
    if (this.#take(']')) return items;
    for (;;) {
      items.push(this.#readValue(depth + 1));
      if (this.#take(']')) return items;
      this.#expectText(',');
    }
  }

  #readString(): string {
    return JSON.parse(this.#expect(string)) as string;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) return null;
    this.#at = pattern.lastIndex;
    return found[0];
  }

  #expect(pattern: RegExp): string {
    const found = this.#match(pattern);
    if (found === null) throw new Misplaced(this.#at);
    return found;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #expectText(character: string): void {
    if (!this.#take(character)) throw new Misplaced(this.#at);
  }
}

/** On one line, with a space after every colon and comma. */
export function printJson(node: JsonNode): string {
  switch (node.kind) {
    case 'plain':
      return node.text;
    case 'text':
      return JSON.stringify(node.text);
    case 'list':
      return `[${node.items.map(printJson).join(', ')}]`;
    case 'object':
      return `{${node.members.map(printMember).join(', ')}}`;
  }
}

export function printMember({ key, value }: JsonMember): string {
  return `${JSON.stringify(key)}: ${printJson(value)}`;
}

/** Line and column from 1, the column in UTF-16 units, as editors count them. */
export function placeOf(
  text: string,
  at: number,
): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
