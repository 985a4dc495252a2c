// The language of filters: `lr < 1e-3 and status = failed and val/loss.min < 0.4`. Text to a tree, or what is wrong.
import type { FilterProblem, FilterProblemKind } from '../../shared/filter';
import { cutTokens, type Comparison, type Token } from './expressionTokens';
import { readValue, type FilterValue } from './expressionValues';

/** A column as the filter names it. */
export interface NamedColumn {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly part: Expression }
  | { readonly kind: 'has'; readonly column: NamedColumn }
  | {
      readonly kind: 'compare';
      readonly column: NamedColumn;
      readonly sign: Comparison;
      readonly value: FilterValue;
      /** Where the value stands. */
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'in';
      readonly column: NamedColumn;
      readonly values: readonly FilterValue[];
      readonly from: number;
      readonly to: number;
    }
  /** A word by itself: it occurs in the run's name or another of its texts. */
  | { readonly kind: 'contains'; readonly text: string }
  /** The empty filter, which everything passes. */
  | { readonly kind: 'all' };

export type ParsedFilter =
  | { readonly ok: true; readonly value: Expression }
  | { readonly ok: false; readonly error: FilterProblem };

const longestFilter = 10_000;
/** Brackets and `not` inside of each other. */
const deepest = 100;

/**
 * `and` binds closer than `or`; conditions side by side are joined by `and`. Positions in a problem are places in `text`.
 */
export function parseFilter(text: string): ParsedFilter {
  if (text.length > longestFilter) {
    return { ok: false, error: problemAt('tooLong', longestFilter, text.length) };
  }
  const { tokens, problem } = cutTokens(text);
  if (problem) return { ok: false, error: problem };
  if (tokens.length === 0) return { ok: true, value: { kind: 'all' } };
  try {
    return { ok: true, value: new FilterReader(tokens, text.length).read() };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, error: error.problem };
    throw error;
  }
}

/** Thrown inside of this file alone. */
class Unreadable extends Error {
  readonly problem: FilterProblem;

  constructor(problem: FilterProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

function problemAt(
  kind: FilterProblemKind,
  from: number,
  to: number,
  detail: string | null = null,
): FilterProblem {
  return { kind, from, to, detail };
}

class FilterReader {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  read(): Expression {
    const whole = this.#readOr();
    const left = this.#peek();
    if (!left) return whole;
    this.#fail(left.kind === ')' ? 'unexpectedClose' : 'unexpectedWord', left);
  }

  #readOr(): Expression {
    const parts = [this.#readAnd()];
    while (this.#takeKeyword('or')) parts.push(this.#readAnd());
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
  }

  #readAnd(): Expression {
    const parts = [this.#readOne()];
    for (;;) {
      const isJoined = this.#takeKeyword('and');
      const next = this.#peek();
      const isEnd = !next || next.kind === ')' || next.kind === ',' || isKeyword(next, 'or');
      if (!isJoined && isEnd) break;
      parts.push(this.#readOne());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
  }

  #readOne(): Expression {
    const token = this.#next('missingTerm');
    if (++this.#depth > deepest) this.#fail('tooLong', token);
    try {
      return this.#readTerm(token);
    } finally {
      this.#depth--;
    }
  }

  #readTerm(token: Token): Expression {
    switch (token.kind) {
      case '(':
        return this.#readGroup(token);
      case 'word':
        return this.#readCondition(token);
      case 'keyword':
        if (token.word === 'not') return { kind: 'not', part: this.#readOne() };
        if (token.word === 'has') return { kind: 'has', column: this.#readColumn() };
        return this.#fail(token.word === 'in' ? 'missingColumn' : 'missingTerm', emptyAt(token));
      case 'comparison':
        return this.#fail('missingColumn', emptyAt(token));
      case ')':
      case ',':
        return this.#fail('missingTerm', emptyAt(token));
    }
  }

  #readGroup(open: Token): Expression {
    const inside = this.#readOr();
    const close = this.#peek();
    if (!close) this.#fail('unclosedGroup', open);
    if (close.kind !== ')') this.#fail('unexpectedWord', close);
    this.#at++;
    return inside;
  }

  #readColumn(): NamedColumn {
    const token = this.#next('missingColumn');
    if (token.kind !== 'word') return this.#fail('missingColumn', emptyAt(token));
    return { name: token.text, from: token.from, to: token.to };
  }

  /** A comparison where an operator follows, else a word by itself. */
  #readCondition(word: Token & { readonly kind: 'word' }): Expression {
    const column = { name: word.text, from: word.from, to: word.to };
    const next = this.#peek();
    if (next?.kind === 'comparison') {
      this.#at++;
      const { value, from, to } = this.#readValue();
      return { kind: 'compare', column, sign: next.sign, value, from, to };
    }
    const after = this.#tokens[this.#at + 1];
    if (next && isKeyword(next, 'not') && after && isKeyword(after, 'in')) {
      this.#at++;
      return { kind: 'not', part: this.#readList(column) };
    }
    if (next && isKeyword(next, 'in')) return this.#readList(column);
    return { kind: 'contains', text: word.text };
  }

  /** From the word `in` on. */
  #readList(column: NamedColumn): Expression {
    const { to: from } = this.#tokens[this.#at++]!;
    const open = this.#next('missingList');
    if (open.kind !== '(') this.#fail('missingList', emptyAt(open));
    const values: FilterValue[] = [];
    for (;;) {
      const isDone = this.#peek()?.kind === ')';
      if (isDone && values.length > 0) break;
      if (!this.#peek()) this.#fail('unclosedGroup', open);
      values.push(this.#readValue().value);
      const next = this.#peek();
      if (next?.kind === ',') this.#at++;
      else if (next && next.kind !== ')') this.#fail('unexpectedWord', next);
    }
    const { to } = this.#tokens[this.#at++]!;
    return { kind: 'in', column, values, from, to };
  }

  #readValue(): { readonly value: FilterValue; readonly from: number; readonly to: number } {
    const token = this.#next('missingValue');
    // After an operator every word is a value, `in` and `not` as well; brackets and commas are not.
    const isWord = token.kind === 'word';
    if (!isWord) return this.#fail('missingValue', emptyAt(token));
    const next = this.#peek();
    const isAgo = next?.kind === 'word' && !next.isQuoted && next.text.toLowerCase() === 'ago';
    if (isAgo) this.#at++;
    const value = readValue(token.text, token.isQuoted, isAgo);
    return { value, from: token.from, to: isAgo ? next.to : token.to };
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** @param missing what to say where there is no more */
  #next(missing: FilterProblemKind): Token {
    const token = this.#tokens[this.#at];
    if (!token) throw new Unreadable(problemAt(missing, this.#end, this.#end));
    this.#at++;
    return token;
  }

  #takeKeyword(word: 'and' | 'or'): boolean {
    const token = this.#peek();
    if (!token || !isKeyword(token, word)) return false;
    this.#at++;
    return true;
  }

  #fail(kind: FilterProblemKind, token: Token): never {
    const detail = kind === 'unexpectedWord' ? wordOf(token) : null;
    throw new Unreadable(problemAt(kind, token.from, token.to, detail));
  }
}

function isKeyword(token: Token, word: string): boolean {
  return token.kind === 'keyword' && token.word === word;
}

/** Something is missing in front of the token. */
function emptyAt(token: Token): Token {
  return { ...token, to: token.from };
}

function wordOf(token: Token): string {
  if (token.kind === 'word') return token.text;
  if (token.kind === 'keyword') return token.word;
  return token.kind === 'comparison' ? token.sign : token.kind;
}
