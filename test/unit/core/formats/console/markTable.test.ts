// The one pass that finds line ends and marks.
import assert from 'node:assert/strict';
import { MarkTable } from '../../../../../src/core/formats/console/markTable';
import { seededNumbers } from '../../../../support/seededNumbers';

const encoder = new TextEncoder();

/** Every line with the numbers of the rules whose marks it holds. */
function linesOf(table: MarkTable, text: string): [string, number][] {
  const bytes = encoder.encode(text);
  const lines: [string, number][] = [];
  for (let at = 0; at < bytes.length;) {
    const end = table.lineEnd(bytes, at, bytes.length);
    lines.push([text.slice(at, end), table.found]);
    at = end + 1;
  }
  return lines;
}

describe('a mark table', () => {
  it('tells which rules have a mark in each line, whatever ends it', () => {
    const table = new MarkTable([['loss:', 'acc'], ['it/s'], ['s:']]);
    assert.deepEqual(linesOf(table, 'nothing\nloss: 1 it/s\racc\n\nloss'), [
      ['nothing', 0],
      ['loss: 1 it/s', 0b111],
      ['acc', 0b001],
      ['', 0],
      ['loss', 0],
    ]);
  });

  it('finds what a search for each mark finds, in random text', () => {
    const below = seededNumbers(4);
    const letters = 'ab:\n';
    for (let round = 0; round < 300; round++) {
      const word = (length: number): string =>
        Array.from({ length }, () => letters[below(3)]!).join('');
      const marks = Array.from({ length: 1 + below(6) }, () => [word(2), word(2 + below(4))]);
      const text = Array.from({ length: 200 }, () => letters[below(4)]!).join('');
      const expected = text
        .split('\n')
        .map((line) => [
          line,
          marks.reduce(
            (bits, ofRule, rule) =>
              bits | (ofRule.some((mark) => line.includes(mark)) ? 1 << rule : 0),
            0,
          ),
        ]);
      if (text.endsWith('\n')) expected.pop();
      assert.deepEqual(linesOf(new MarkTable(marks), text), expected);
    }
  });
});
