// Regular expressions whose time grows with the text alone: patterns come from users and are run over thousands of texts.

/** More than people type, and few enough states to step through for every character. */
const longestPattern = 500;
const mostStates = 4_000;
const mostRepeats = 100;

/** Whether a character fits; codes are UTF-16 units in lower case. */
type Fits = (code: number) => boolean;

/** `split` goes both ways; `start`, `end` and `edge` stand between characters. */
type State =
  | { readonly kind: 'char'; readonly fits: Fits; next: number }
  | { readonly kind: 'split'; next: number; other: number }
  | { readonly kind: 'start' | 'end' | 'edge' | 'noEdge'; next: number }
  | { readonly kind: 'found' };

type Node =
  | { readonly kind: 'char'; readonly fits: Fits }
  | { readonly kind: 'start' | 'end' | 'edge' | 'noEdge' }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly least: number; readonly most: number };

/** Thrown inside of this file alone. */
class Unusable extends Error {}

/**
 * Understands literals, `.`, classes, `\d \w \s \b` and their opposites, groups, `|`, `* + ? {m,n}`, `^` and `$`; case
 * does not matter. Steps through all states at once (Thompson 1968), so no pattern can make it slow.
 */
export class LinearPattern {
  readonly #states: State[] = [];
  readonly #start: number;

  private constructor(root: Node) {
    const found = this.#add({ kind: 'found' });
    this.#start = this.#build(root, found);
  }

  /** Null where the pattern is not understood or too large. */
  static from(pattern: string): LinearPattern | null {
    if (pattern.length > longestPattern) return null;
    try {
      return new LinearPattern(new PatternReader(pattern).read());
    } catch (error) {
      if (error instanceof Unusable) return null;
      throw error;
    }
  }

  /** Whether it occurs anywhere in the text. */
  test(text: string): boolean {
    const lower = text.toLowerCase();
    let active = new Set<number>();
    for (let at = 0; at <= lower.length; at++) {
      this.#enter(this.#start, lower, at, active);
      const next = new Set<number>();
      for (const number of active) {
        const state = this.#states[number]!;
        if (state.kind === 'found') return true;
        if (state.kind !== 'char' || at === lower.length) continue;
        if (state.fits(lower.charCodeAt(at))) this.#enter(state.next, lower, at + 1, next);
      }
      active = next;
    }
    return false;
  }

  /** Adds a state and all that can be reached from it without a character. */
  #enter(first: number, text: string, at: number, active: Set<number>): void {
    const open = [first];
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      if (active.has(number)) continue;
      active.add(number);
      const state = this.#states[number]!;
      if (state.kind === 'split') open.push(state.next, state.other);
      else if (state.kind !== 'char' && state.kind !== 'found') {
        if (stands(state.kind, text, at)) open.push(state.next);
      }
    }
  }

  #add(state: State): number {
    if (this.#states.length >= mostStates) throw new Unusable();
    return this.#states.push(state) - 1;
  }

  /** The state where the node begins; it ends in `next`. */
  #build(node: Node, next: number): number {
    switch (node.kind) {
      case 'start':
      case 'end':
      case 'edge':
      case 'noEdge':
        return this.#add({ kind: node.kind, next });
      case 'char':
        return this.#add({ ...node, next });
      case 'all':
        return node.parts.reduceRight((after, part) => this.#build(part, after), next);
      case 'any':
        return node.parts
          .map((part) => this.#build(part, next))
          .reduce((one, other) => this.#add({ kind: 'split', next: one, other }));
      case 'repeat':
        return this.#buildRepeat(node.part, node.least, node.most, next);
    }
  }

  #buildRepeat(part: Node, least: number, most: number, next: number): number {
    let after = next;
    if (most === Infinity) {
      const loop: State = { kind: 'split', next: 0, other: next };
      after = this.#add(loop);
      loop.next = this.#build(part, after);
    } else {
      for (let i = least; i < most; i++) {
        const one = this.#build(part, after);
        after = this.#add({ kind: 'split', next: one, other: next });
      }
    }
    for (let i = 0; i < least; i++) after = this.#build(part, after);
    return after;
  }
}

type Between = Exclude<State['kind'], 'char' | 'found' | 'split'>;

function stands(kind: Between, text: string, at: number): boolean {
  if (kind === 'start') return at === 0;
  if (kind === 'end') return at === text.length;
  const isEdge = isWord(text.charCodeAt(at - 1)) !== isWord(text.charCodeAt(at));
  return isEdge === (kind === 'edge');
}

const isDigit: Fits = (code) => code >= 48 && code <= 57;
const isWord: Fits = (code) => isDigit(code) || (code >= 97 && code <= 122) || code === 95;
const isSpace: Fits = (code) => /\s/.test(String.fromCharCode(code));
const isNoBreak: Fits = (code) => code !== 10 && code !== 13 && code !== 0x2028 && code !== 0x2029;
const not =
  (fits: Fits): Fits =>
  (code) =>
    !fits(code);
const classes: Readonly<Record<string, Fits>> = {
  d: isDigit,
  D: not(isDigit),
  w: isWord,
  W: not(isWord),
  s: isSpace,
  S: not(isSpace),
};
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, 0: 0 };

class PatternReader {
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  read(): Node {
    const root = this.#readAny();
    if (this.#at < this.#pattern.length) throw new Unusable();
    return root;
  }

  #readAny(): Node {
    const parts = [this.#readAll()];
    while (this.#take('|')) parts.push(this.#readAll());
    return { kind: 'any', parts };
  }

  #readAll(): Node {
    const parts: Node[] = [];
    for (;;) {
      const next = this.#pattern[this.#at];
      if (next === undefined || next === '|' || next === ')') return { kind: 'all', parts };
      parts.push(this.#readRepeats(this.#readOne()));
    }
  }

  #readRepeats(part: Node): Node {
    const sign = /^(?:[*+?]|\{(\d{1,3})(,(\d{1,3})?)?\})\??/.exec(this.#pattern.slice(this.#at));
    if (!sign) return part;
    this.#at += sign[0].length;
    const [all, from, comma, to] = sign;
    const least = from === undefined ? (all.startsWith('+') ? 1 : 0) : Number(from);
    const open = all.startsWith('?') ? 1 : Infinity;
    const most = from === undefined ? open : comma ? Number(to ?? Infinity) : least;
    const isTooMany = least > mostRepeats || (most > mostRepeats && most !== Infinity);
    // A second sign would repeat a repetition.
    if (isTooMany || most < least || /^[*+?]/.test(this.#pattern.slice(this.#at))) {
      throw new Unusable();
    }
    return { kind: 'repeat', part, least, most };
  }

  #readOne(): Node {
    const next = this.#pattern[this.#at++]!;
    switch (next) {
      case '(':
        return this.#readGroup();
      case '[':
        return this.#readClass();
      case '\\':
        return this.#readEscape();
      case '.':
        return { kind: 'char', fits: isNoBreak };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '*':
      case '+':
      case '?':
        throw new Unusable();
      default:
        return literal(next);
    }
  }

  #readGroup(): Node {
    if (this.#pattern[this.#at] === '?') {
      if (!this.#pattern.startsWith('?:', this.#at)) throw new Unusable();
      this.#at += 2;
    }
    const inside = this.#readAny();
    if (!this.#take(')')) throw new Unusable();
    return inside;
  }

  #readEscape(): Node {
    const next = this.#pattern[this.#at++];
    if (next === undefined || /[1-9]/.test(next)) throw new Unusable();
    if (next === 'b') return { kind: 'edge' };
    if (next === 'B') return { kind: 'noEdge' };
    const fits = classes[next];
    if (fits) return { kind: 'char', fits };
    return this.#readLiteralEscape(next);
  }

  #readLiteralEscape(next: string): Node {
    const control = controls[next];
    if (control !== undefined) return { kind: 'char', fits: (code) => code === control };
    if (/[a-z0-9]/i.test(next)) throw new Unusable();
    return literal(next);
  }

  #readClass(): Node {
    const isOpposite = this.#take('^');
    const parts: Fits[] = [];
    for (;;) {
      const next = this.#pattern[this.#at++];
      if (next === undefined) throw new Unusable();
      if (next === ']') break;
      parts.push(this.#readClassPart(next));
    }
    const fits: Fits = (code) => parts.some((part) => part(code));
    return { kind: 'char', fits: isOpposite ? not(fits) : fits };
  }

  #readClassPart(next: string): Fits {
    if (next === '\\') {
      const name = this.#pattern[this.#at] ?? '';
      const fits = classes[name];
      if (fits) {
        this.#at++;
        return fits;
      }
    }
    const from = this.#readClassCode(next);
    const isRange = this.#pattern[this.#at] === '-' && this.#pattern[this.#at + 1] !== ']';
    if (!isRange) return eitherCase(from, from);
    this.#at++;
    const to = this.#readClassCode(this.#pattern[this.#at++] ?? '');
    if (to < from) throw new Unusable();
    return eitherCase(from, to);
  }

  #readClassCode(next: string): number {
    if (next === '') throw new Unusable();
    if (next !== '\\') return next.charCodeAt(0);
    const escaped = this.#pattern[this.#at++] ?? '';
    const control = controls[escaped];
    if (control !== undefined) return control;
    if (escaped === '' || /[a-z0-9]/i.test(escaped)) throw new Unusable();
    return escaped.charCodeAt(0);
  }

  #take(character: string): boolean {
    if (this.#pattern[this.#at] !== character) return false;
    this.#at++;
    return true;
  }
}

function literal(character: string): Node {
  const code = character.toLowerCase().charCodeAt(0);
  return { kind: 'char', fits: (one) => one === code };
}

/** Texts come in lower case; a class may be written in either. */
function eitherCase(from: number, to: number): Fits {
  return (code) => {
    if (code >= from && code <= to) return true;
    const upper = String.fromCharCode(code).toUpperCase();
    const upperCode = upper.charCodeAt(0);
    return upper.length === 1 && upperCode >= from && upperCode <= to;
  };
}
