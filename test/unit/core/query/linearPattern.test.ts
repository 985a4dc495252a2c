// Patterns agree with the regular expressions of the language they are run in, and no pattern is slow.
import assert from 'node:assert/strict';
import { LinearPattern } from '../../../../src/core/query/linearPattern';
import { seededNumbers } from '../../../support/seededNumbers';

const atoms = [
  ...['a', 'b', 'B', '1', '_', ' ', '.', '\\d', '\\W', '\\s', '[ab]', '[^a]', '[a-c1]', '[A-B_]'],
  ...['^', '$', '\\b', '\\B', '\\.', '(a|b)', '(?:ab)', '(a*b|1)', '(|a)'],
];
const repeats = ['', '', '', '*', '+', '?', '{2}', '{1,3}', '{0,}', '*?'];
const letters = ['a', 'b', 'B', 'c', '1', '_', ' ', '.', '-'];

describe('linear patterns', () => {
  it('agree with the regular expressions of the runtime', () => {
    const numberBelow = seededNumbers(7);
    const pick = (from: readonly string[]): string => from[numberBelow(from.length)]!;
    const differing: string[] = [];
    for (let round = 0; round < 4000; round++) {
      const parts = Array.from({ length: 1 + numberBelow(5) }, () => {
        const atom = pick(atoms);
        return /^(?:\^|\$|\\[bB])$/.test(atom) ? atom : atom + pick(repeats);
      });
      const pattern = parts.join(numberBelow(5) === 0 ? '|' : '');
      const text = Array.from({ length: numberBelow(8) }, () => pick(letters)).join('');
      const ours = LinearPattern.from(pattern)?.test(text);
      if (ours !== new RegExp(pattern, 'i').test(text)) differing.push(`${pattern} on ${text}`);
    }
    assert.deepEqual(differing, []);
  });

  it('refuse what cannot be stepped through', () => {
    const refused = [
      '(',
      'a)',
      '*',
      'a**',
      '(?=a)',
      '\\1',
      '[a',
      'a{200}',
      '[b-a]',
      '\\',
      '(?<=a)b',
    ];
    assert.deepEqual(
      refused.filter((pattern) => LinearPattern.from(pattern) !== null),
      [],
    );
  });

  it('take no more time for patterns that others choke on', () => {
    const pattern = LinearPattern.from('(a+)+(a|a)*(a*)*b')!;
    const before = process.cpuUsage().user;
    assert.equal(pattern.test('a'.repeat(5000)), false);
    // A backtracking matcher would not end in a lifetime.
    assert.ok(process.cpuUsage().user - before < 5_000_000);
  });
});
