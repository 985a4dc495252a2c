// Whatever is typed, a filter is understood or told to be wrong at a place inside of it, and completion never fails.
import assert from 'node:assert/strict';
import { parseFilter } from '../../../../src/core/query/expression';
import { completeFilter } from '../../../../src/core/query/expressionCompletion';
import { compileFilter } from '../../../../src/core/query/expressionMatch';
import { quoteWord } from '../../../../src/core/query/expressionTokens';
import { seededNumbers } from '../../../support/seededNumbers';

const pieces = [
  ...['lr', 'status', '"odd name"', "'x", '`', '\\', '"', 'and', 'or', 'not', 'in', 'has', '!'],
  ...['(', ')', ',', '=', '!=', '<', '<=', '~', '!~', '≥', '1e-3', '2h', 'ago', 'today', 'nan'],
  ...['val/loss.min', '日本', '😀', '', ' ', '\n', '2026-13-40', '[a-', '*'],
];

const table = {
  find: (name: string) =>
    name === 'unknown' ? null : { kind: 'mixed' as const, cell: (row: number) => row },
  searchText: (row: number) => `run ${row}`,
};
const source = { columns: [], find: () => ({ kind: 'mixed' as const, texts: ['a b', 'c'] }) };

describe('filters of any text', () => {
  it('are understood, or wrong at a place inside of them', () => {
    const numberBelow = seededNumbers(11);
    const misplaced: string[] = [];
    let understood = 0;
    for (let round = 0; round < 20_000; round++) {
      const text = Array.from(
        { length: numberBelow(9) },
        () => pieces[numberBelow(pieces.length)]!,
      ).join(numberBelow(10) < 7 ? ' ' : '');
      const parsed = parseFilter(text);
      const compiled = parsed.ok ? compileFilter(parsed.value, table, 0) : parsed;
      if (compiled.ok) {
        understood++;
        compiled.value(1);
      } else {
        const { from, to } = compiled.error;
        if (!(0 <= from && from <= to && to <= text.length)) misplaced.push(text);
      }
      const caret = numberBelow(text.length + 1);
      const { from, to } = completeFilter(text, caret, source);
      if (!(0 <= from && from <= caret && caret <= to && to <= text.length)) misplaced.push(text);
    }
    assert.deepEqual(misplaced, []);
    assert.ok(understood > 2000, `only ${understood} were understood`);
  });

  it('read any name as one word when it is quoted', () => {
    const numberBelow = seededNumbers(5);
    const letters = ['a', '"', "'", '`', '\\', ' ', '(', '.', '=', 'é', ',', 'in', '\t'];
    for (let round = 0; round < 2000; round++) {
      const length = 1 + numberBelow(6);
      const name = Array.from({ length }, () => letters[numberBelow(letters.length)]!).join('');
      const parsed = parseFilter(`${quoteWord(name)} = 1`);
      assert.equal(parsed.ok && parsed.value.kind === 'compare' && parsed.value.column.name, name);
    }
  });
});
