// Cuts a filter into its words, values, operators and brackets, each with its place.
import type { FilterProblem } from '../../shared/filter';

export const comparisons = ['=', '!=', '<', '<=', '>', '>=', '~', '!~'] as const;
export type Comparison = (typeof comparisons)[number];

export const keywords = ['and', 'or', 'not', 'in', 'has'] as const;
export type Keyword = (typeof keywords)[number];

export type Token =
  | {
      readonly kind: 'word';
      readonly from: number;
      readonly to: number;
      /** Without quotes and escapes. */
      readonly text: string;
      readonly isQuoted: boolean;
    }
  | { readonly kind: 'keyword'; readonly from: number; readonly to: number; readonly word: Keyword }
  | {
      readonly kind: 'comparison';
      readonly from: number;
      readonly to: number;
      readonly sign: Comparison;
    }
  | { readonly kind: '(' | ')' | ','; readonly from: number; readonly to: number };

/** Other ways to write an operator. */
const signs: Readonly<Record<string, Comparison>> = {
  '==': '=',
  '≠': '!=',
  '<>': '!=',
  '≤': '<=',
  '≥': '>=',
  '=~': '~',
};
const operator = /(?:!=|!~|<=|>=|==|=~|<>|[=<>~≠≤≥])/y;
const wordCharacters = /[^\s()=!<>~≠≤≥,"'`]+/y;
const quotes = new Set(['"', "'", '`']);
const spaces = /\s+/y;

/** Never fails: what makes no sense is told, and the rest is cut all the same. */
export function cutTokens(text: string): {
  tokens: readonly Token[];
  problem: FilterProblem | null;
} {
  const tokens: Token[] = [];
  let problem: FilterProblem | null = null;
  for (let at = 0; at < text.length;) {
    const blank = matchAt(spaces, text, at);
    if (blank !== null) {
      at += blank.length;
      continue;
    }
    const token = readToken(text, at);
    tokens.push(token);
    if (token.kind === 'word' && token.isQuoted && !isClosed(text, token)) {
      problem = { kind: 'unclosedQuote', from: token.from, to: token.to, detail: null };
    }
    at = token.to;
  }
  return { tokens, problem };
}

function readToken(text: string, from: number): Token {
  const first = text[from]!;
  if (first === '(' || first === ')' || first === ',') {
    return { kind: first, from, to: from + 1 };
  }
  if (quotes.has(first)) return readQuoted(text, from);
  const sign = matchAt(operator, text, from);
  if (sign !== null) {
    const known = signs[sign] ?? (sign as Comparison);
    return { kind: 'comparison', from, to: from + sign.length, sign: known };
  }
  if (first === '!') return { kind: 'keyword', from, to: from + 1, word: 'not' };
  const word = matchAt(wordCharacters, text, from) ?? first;
  const to = from + word.length;
  const keyword = keywords.find((one) => one === word.toLowerCase());
  if (keyword) return { kind: 'keyword', from, to, word: keyword };
  return { kind: 'word', from, to, text: word, isQuoted: false };
}

/** What follows the closing quote at once belongs to it: `"odd name".min`. */
function readQuoted(text: string, from: number): Token {
  const quote = text[from];
  let inside = '';
  let at = from + 1;
  for (; at < text.length && text[at] !== quote; at++) {
    if (text[at] === '\\' && at + 1 < text.length) at++;
    inside += text.charAt(at);
  }
  const end = Math.min(at + 1, text.length);
  const rest = text[end] === '.' ? (matchAt(wordCharacters, text, end) ?? '') : '';
  return { kind: 'word', from, to: end + rest.length, text: inside + rest, isQuoted: true };
}

function isClosed(text: string, { from, to }: Token): boolean {
  const quote = text[from];
  for (let at = from + 1; at < to; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return true;
  }
  return false;
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** The name as it has to be written so that it is read as one word. */
export function quoteWord(name: string): string {
  const isPlain = matchAt(wordCharacters, name, 0) === name;
  if (isPlain && !keywords.some((one) => one === name.toLowerCase())) return name;
  return `"${name.replace(/[\\"]/g, '\\$&')}"`;
}
