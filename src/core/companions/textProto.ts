// Reads Protocol Buffers' text format without a schema, taking what makes sense and saying where nothing does.
// Format: protobuf.dev/reference/protobuf/textformat-spec.

export type TextValue = string | TextMessage;

/** Fields by name, each with its values in order. Numbers and names are kept as they were written. */
export type TextMessage = ReadonlyMap<string, readonly TextValue[]>;

export interface ParsedText {
  readonly message: TextMessage;
  /** Lines, from 1, at which something was left out; at most twenty. */
  readonly faultyLines: readonly number[];
}

const deepest = 32;
const mostFaults = 20;

const token =
  /\s+|#[^\n]*|(?<name>[A-Za-z_][\w.]*)|(?<number>[-+]?[\d.][\w.+-]*)|(?<text>"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*')|(?<sign>[{}<>[\]:,;])|(?<other>["'][^\n]*|[^])/gy;

interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'other' | 'end';
  readonly text: string;
  readonly line: number;
}

export function parseTextProto(text: string): ParsedText {
  const parser = new Parser(text);
  return { message: parser.message(0, ''), faultyLines: parser.faultyLines };
}

class Parser {
  readonly faultyLines: number[] = [];
  readonly #text: string;
  #at = 0;
  #line = 1;
  #next: Token;

  constructor(text: string) {
    this.#text = text;
    this.#next = this.#read();
  }

  /** Fields up to `close`, which is taken; up to the end of the text when it is empty. */
  message(depth: number, close: string): TextMessage {
    const fields = new Map<string, TextValue[]>();
    while (this.#next.kind !== 'end') {
      if (this.#isSign(close)) {
        this.#take();
        return fields;
      }
      if (this.#next.kind === 'name') this.#field(fields, depth);
      else if (this.#isSign(',') || this.#isSign(';')) this.#take();
      else this.#fault();
    }
    if (close !== '') this.#noteFault();
    return fields;
  }

  #field(fields: Map<string, TextValue[]>, depth: number): void {
    const { text: name } = this.#take();
    const hasColon = this.#isSign(':');
    if (hasColon) this.#take();
    const values = this.#isSign('[') ? this.#list(depth) : this.#value(depth, hasColon);
    if (values.length === 0) return;
    const known = fields.get(name);
    if (known) known.push(...values);
    else fields.set(name, values);
  }

  #list(depth: number): TextValue[] {
    this.#take();
    const values: TextValue[] = [];
    while (this.#next.kind !== 'end' && !this.#isSign(']')) {
      if (this.#isSign(',')) this.#take();
      else values.push(...this.#value(depth, true));
    }
    this.#take();
    return values;
  }

  #value(depth: number, scalarAllowed: boolean): TextValue[] {
    const { kind } = this.#next;
    if (this.#isSign('{') || this.#isSign('<')) {
      if (depth === deepest) return this.#fault();
      const { text } = this.#take();
      return [this.message(depth + 1, text === '{' ? '}' : '>')];
    }
    if (!scalarAllowed) return this.#fault();
    if (kind === 'name' || kind === 'number') return [this.#take().text];
    if (kind !== 'text') return this.#fault();
    let text = '';
    // Strings beside each other are one.
    while (this.#next.kind === 'text') text += unquote(this.#take().text);
    return [text];
  }

  #isSign(sign: string): boolean {
    return sign !== '' && this.#next.kind === 'sign' && this.#next.text === sign;
  }

  #take(): Token {
    const taken = this.#next;
    if (taken.kind !== 'end') this.#next = this.#read();
    return taken;
  }

  /** Leaves the next token out. */
  #fault(): [] {
    this.#noteFault();
    this.#take();
    return [];
  }

  #noteFault(): void {
    const { line } = this.#next;
    if (this.faultyLines.length < mostFaults && this.faultyLines.at(-1) !== line) {
      this.faultyLines.push(line);
    }
  }

  #read(): Token {
    for (;;) {
      token.lastIndex = this.#at;
      const match = token.exec(this.#text);
      if (!match) return { kind: 'end', text: '', line: this.#line };
      const line = this.#line;
      this.#at = token.lastIndex;
      this.#line += countLineEnds(match[0]);
      const [named] = Object.entries(match.groups ?? {}).filter(
        ([, text]: [string, unknown]) => text !== undefined,
      );
      if (named) return { kind: named[0] as Token['kind'], text: match[0], line };
    }
  }
}

function countLineEnds(text: string): number {
  return text.split('\n').length - 1;
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** Octal and hexadecimal escapes are bytes of UTF-8. */
function unquote(quoted: string): string {
  const bytes: number[] = [];
  const inside = quoted.slice(1, -1);
  for (const [part, escaped] of inside.matchAll(/\\(x[\da-fA-F]{1,2}|[0-7]{1,3}|[^])|[^\\]+/g)) {
    if (escaped === undefined) bytes.push(...Buffer.from(part));
    else if (/^x./.test(escaped)) bytes.push(parseInt(escaped.slice(1), 16));
    else if (/^[0-7]/.test(escaped)) bytes.push(parseInt(escaped, 8) & 0xff);
    else bytes.push(...Buffer.from(escapes[escaped] ?? escaped));
  }
  return Buffer.from(bytes).toString('utf8');
}
