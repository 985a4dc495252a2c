// Makes a predicate over the rows of a table out of a filter. What a value means is decided by its column.
import { compareNaturally } from '../../base/naturalOrder';
import type { FilterProblem } from '../../shared/filter';
import type { ColumnKind } from '../../shared/tableContract';
import type { Expression, NamedColumn } from './expression';
import type { Comparison } from './expressionTokens';
import { placeTime, type FilterValue, type TimeSpan } from './expressionValues';
import { LinearPattern } from './linearPattern';

/** What stands in one cell; null where nothing does. */
export type Cell = number | string | null;

/** A column as a filter reads it. Truth values are 1 and 0, tags one text with `, ` between them. */
export interface FilterColumn {
  readonly kind: ColumnKind;
  cell(row: number): Cell;
}

/** The table that is filtered. */
export interface FilterTable {
  /** The column of this name, or of its end where only one has it; null where there is none. */
  find(name: string): FilterColumn | null;
  /** What a word by itself is looked for in, in lower case. */
  searchText(row: number): string;
}

export type RowTest = (row: number) => boolean;

export type CompiledFilter =
  | { readonly ok: true; readonly value: RowTest }
  | { readonly ok: false; readonly error: FilterProblem };

/** Metrics are kept in 32 bits: `= 0.9` means the number that is nearest to it. */
const tolerance = 1e-7;

/** Thrown inside of this file alone. */
class Uncompilable extends Error {
  readonly problem: FilterProblem;

  constructor(problem: FilterProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/**
 * A cell without a value passes no comparison; `!=` and `!~` are the opposites of `=` and `~`, so it passes those.
 * @param nowMs what `today` and `3d ago` are counted from
 */
export function compileFilter(
  expression: Expression,
  table: FilterTable,
  nowMs: number,
): CompiledFilter {
  try {
    return { ok: true, value: compile(expression, table, nowMs) };
  } catch (error) {
    if (error instanceof Uncompilable) return { ok: false, error: error.problem };
    throw error;
  }
}

function compile(expression: Expression, table: FilterTable, nowMs: number): RowTest {
  switch (expression.kind) {
    case 'all':
      return () => true;
    case 'and': {
      const tests = expression.parts.map((part) => compile(part, table, nowMs));
      return (row) => tests.every((test) => test(row));
    }
    case 'or': {
      const tests = expression.parts.map((part) => compile(part, table, nowMs));
      return (row) => tests.some((test) => test(row));
    }
    case 'not': {
      const test = compile(expression.part, table, nowMs);
      return (row) => !test(row);
    }
    case 'contains': {
      const wanted = expression.text.toLowerCase();
      return (row) => table.searchText(row).includes(wanted);
    }
    case 'has': {
      const column = findColumn(table, expression.column);
      return (row) => column.cell(row) !== null;
    }
    case 'in': {
      const column = findColumn(table, expression.column);
      const tests = expression.values.map((value) =>
        compileCell(column.kind, '=', value, expression, nowMs),
      );
      return testCells(column, (cell) => tests.some((test) => test(cell)));
    }
    case 'compare':
      return compileComparison(expression, findColumn(table, expression.column), nowMs);
  }
}

function compileComparison(
  expression: Expression & { readonly kind: 'compare' },
  column: FilterColumn,
  nowMs: number,
): RowTest {
  const { sign, value } = expression;
  if (sign === '!=' || sign === '!~') {
    const opposite = sign === '!=' ? '=' : '~';
    const test = testCells(column, compileCell(column.kind, opposite, value, expression, nowMs));
    return (row) => !test(row);
  }
  return testCells(column, compileCell(column.kind, sign, value, expression, nowMs));
}

function findColumn(table: FilterTable, { name, from, to }: NamedColumn): FilterColumn {
  const column = table.find(name);
  if (!column) throw new Uncompilable({ kind: 'unknownColumn', from, to, detail: name });
  return column;
}

type CellTest = (cell: number | string) => boolean;

/** Texts repeat a lot, so that the answer for each is kept. */
function testCells(column: FilterColumn, test: CellTest): RowTest {
  const known = new Map<string, boolean>();
  return (row) => {
    const cell = column.cell(row);
    if (cell === null) return false;
    if (typeof cell === 'number') return test(cell);
    let answer = known.get(cell);
    if (answer === undefined) known.set(cell, (answer = test(cell)));
    return answer;
  };
}

type Place = Readonly<Record<'from' | 'to', number>>;

/** @param place where the value stands, for what is wrong with it */
function compileCell(
  kind: ColumnKind,
  sign: Comparison,
  value: FilterValue,
  { from, to }: Place,
  nowMs: number,
): CellTest {
  if (sign === '~') return compilePattern(kind, value.text, { from, to });
  if (kind === 'time') {
    if (!value.time) throw new Uncompilable({ kind: 'notATime', from, to, detail: value.text });
    const span = placeTime(value.time, nowMs);
    return (cell) => typeof cell === 'number' && isInOrder(sign, cell, span);
  }
  const number = numberFor(kind, value);
  const isOrder = sign !== '=';
  if (isOrder && number === null && kind !== 'text' && kind !== 'tags' && kind !== 'mixed') {
    throw new Uncompilable({ kind: 'notANumber', from, to, detail: value.text });
  }
  const text = value.text.toLowerCase();
  return (cell) => {
    if (typeof cell === 'number') return number !== null && compareNumbers(sign, cell, number);
    const lower = cell.toLowerCase();
    if (kind === 'tags') return lower.split(', ').some((tag) => compareTexts(sign, tag, text));
    return compareTexts(sign, lower, text);
  };
}

function compilePattern(kind: ColumnKind, text: string, place: Place): CellTest {
  const pattern = LinearPattern.from(text);
  if (!pattern) throw new Uncompilable({ kind: 'badPattern', ...place, detail: text });
  if (kind === 'boolean') return (cell) => pattern.test(cell === 1 ? 'true' : 'false');
  return (cell) => pattern.test(String(cell));
}

/** What the value is in the unit of the column; null where it is no number there. */
function numberFor(
  kind: ColumnKind,
  { number, seconds, bytes, truth }: FilterValue,
): number | null {
  if (kind === 'boolean' && truth !== null) return Number(truth);
  if (kind === 'duration') return seconds ?? number;
  return kind === 'bytes' ? (bytes ?? number) : number;
}

function compareNumbers(sign: Comparison, cell: number, wanted: number): boolean {
  const isEqual =
    cell === wanted ||
    Math.abs(cell - wanted) <= tolerance * Math.abs(wanted) ||
    (Number.isNaN(cell) && Number.isNaN(wanted));
  if (sign === '=') return isEqual;
  if (sign === '<') return cell < wanted && !isEqual;
  if (sign === '>') return cell > wanted && !isEqual;
  return sign === '<=' ? cell < wanted || isEqual : cell > wanted || isEqual;
}

/** A day is over when the next one begins: `> today` is never, `>= today` is today. */
function isInOrder(sign: Comparison, cell: number, { from, to }: TimeSpan): boolean {
  const isMoment = from === to;
  if (sign === '<') return cell < from;
  if (sign === '<=') return isMoment ? cell <= from : cell < to;
  if (sign === '>') return isMoment ? cell > from : cell >= to;
  if (sign === '>=') return cell >= from;
  return isMoment ? cell === from : cell >= from && cell < to;
}

function compareTexts(sign: Comparison, cell: string, wanted: string): boolean {
  if (sign === '=') return cell === wanted;
  const order = compareNaturally(cell, wanted);
  if (sign === '<') return order < 0;
  if (sign === '<=') return order <= 0;
  return sign === '>' ? order > 0 : order >= 0;
}
