// How a filter can go on at the caret: columns, operators, values that were seen, and the words between conditions.
import { aggregates, type FilterCompletion, type FilterSuggestion } from '../../shared/filter';
import type { ColumnKind, TableColumn } from '../../shared/tableContract';
import { cutTokens, keywords, quoteWord, type Token } from './expressionTokens';

/** What suggestions are made of. */
export interface CompletionSource {
  readonly columns: readonly TableColumn[];
  find(name: string): { readonly kind: ColumnKind; readonly texts: readonly string[] } | null;
}

const mostSuggestions = 50;
/** Long texts are no values that anybody types. */
const longestValue = 80;

const timeWords = ['today', 'yesterday', '1h ago', '3d ago'];
const signsOf: Readonly<Record<ColumnKind, readonly string[]>> = {
  text: ['=', '!=', '~', 'in'],
  tags: ['=', '!=', '~', 'in'],
  boolean: ['='],
  number: ['<', '<=', '=', '!=', '>=', '>', 'in'],
  time: ['>', '<', '='],
  duration: ['>', '<'],
  bytes: ['>', '<'],
  mixed: ['=', '!=', '<', '<=', '>=', '>', '~', 'in'],
};

/** @param caret a place in the text, in UTF-16 code units */
export function completeFilter(
  text: string,
  caret: number,
  source: CompletionSource,
): FilterCompletion {
  const { tokens } = cutTokens(text.slice(0, caret));
  const last = tokens.at(-1);
  const isOpen = last?.to === caret && isWordLike(last);
  const before = isOpen ? tokens.slice(0, -1) : tokens;
  // The word goes on behind the caret: it is replaced as a whole.
  const rest = isOpen ? (/^[^\s()=!<>~,"'`]*/.exec(text.slice(caret))?.[0].length ?? 0) : 0;
  const from = isOpen ? last.from : caret;
  const typed = isOpen ? typedOf(last) : '';
  const all = suggest(before, source);
  return { from, to: caret + rest, suggestions: rank(all, typed).slice(0, mostSuggestions) };
}

function isWordLike(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'keyword';
}

function typedOf(token: Token): string {
  if (token.kind === 'word') return token.text;
  return token.kind === 'keyword' ? token.word : '';
}

function suggest(before: readonly Token[], source: CompletionSource): FilterSuggestion[] {
  const last = before.at(-1);
  const column = columnBefore(before);
  if (column !== null) return suggestValues(column, source);
  if (last?.kind === 'keyword' && last.word === 'has') return suggestColumns(source);
  // A column without an operator so far; a word that is no column stands for itself.
  const named = last?.kind === 'word' && !isValue(before) ? source.find(last.text) : null;
  if (named) return [...signsOf[named.kind].map(operator), ...['and', 'or'].map(keyword)];
  const isDone = last !== undefined && (last.kind === 'word' || last.kind === ')');
  if (isDone) return ['and', 'or'].map(keyword);
  return [...suggestColumns(source), ...['not', 'has'].map(keyword)];
}

/** The column whose value comes next: after an operator, or inside the brackets of `in`; null elsewhere. */
function columnBefore(before: readonly Token[]): string | null {
  const last = before.at(-1);
  if (last?.kind === 'comparison') return nameOf(before.at(-2));
  for (let at = before.length - 1; at >= 0; at--) {
    const token = before[at]!;
    if (token.kind === ')' || token.kind === 'comparison') return null;
    if (token.kind !== '(') continue;
    const word = before[at - 1];
    if (word?.kind !== 'keyword' || word.word !== 'in') return null;
    if (last?.kind === 'word') return null;
    const not = before[at - 2];
    return nameOf(not?.kind === 'keyword' ? before[at - 3] : not);
  }
  return null;
}

function nameOf(token: Token | undefined): string | null {
  return token?.kind === 'word' ? token.text : null;
}

/** Whether the last word is the value of a comparison. */
function isValue(before: readonly Token[]): boolean {
  return before.at(-2)?.kind === 'comparison';
}

function suggestColumns({ columns }: CompletionSource): FilterSuggestion[] {
  return columns.flatMap(({ name, origin, aggregate }) => {
    if (aggregate !== null && aggregate !== 'last') return [];
    const own = { text: quoteWord(name), kind: 'column', detail: origin } as const;
    if (origin !== 'metric') return [own];
    const figures = aggregates
      .filter((one) => one !== 'last')
      .map((one) => ({ ...own, text: `${quoteWord(name)}.${one}` }));
    return [own, ...figures];
  });
}

function suggestValues(name: string, source: CompletionSource): FilterSuggestion[] {
  const column = source.find(name);
  if (!column) return [];
  if (column.kind === 'time') return timeWords.map(value);
  if (column.kind === 'boolean') return ['true', 'false'].map(value);
  const texts =
    column.kind === 'tags' ? column.texts.flatMap((text) => text.split(', ')) : column.texts;
  return [...new Set(texts)]
    .filter((text) => text !== '' && text.length <= longestValue)
    .slice(0, 1000)
    .map((text) => value(quoteWord(text)));
}

function operator(text: string): FilterSuggestion {
  return { text, kind: 'operator', detail: '' };
}

function keyword(text: string): FilterSuggestion {
  return { text, kind: 'keyword', detail: '' };
}

function value(text: string): FilterSuggestion {
  return { text, kind: 'value', detail: '' };
}

/** What begins as typed comes first, then parts that do, then what holds it anywhere. */
function rank(all: readonly FilterSuggestion[], typed: string): readonly FilterSuggestion[] {
  const wanted = typed.toLowerCase();
  if (wanted === '') return all.filter(({ text }) => !isFigure(text));
  const ranked = all.flatMap((suggestion) => {
    const text = suggestion.text.replace(/^"/, '').toLowerCase();
    if (text === wanted && keywords.some((one) => one === text)) return [];
    const at = text.indexOf(wanted);
    if (at < 0) return [];
    const isPart = at > 0 && /[./_ -]/.test(text[at - 1]!);
    return [{ suggestion, rank: (at === 0 ? 0 : isPart ? 1 : 2) + (isFigure(text) ? 0.5 : 0) }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ suggestion }) => suggestion);
}

function isFigure(text: string): boolean {
  return /\.(?:min|max|mean|first|count)"?$/.test(text);
}
