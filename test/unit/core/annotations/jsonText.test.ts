// The reader of JSON agrees with the one of the language, and says where a mistake is.
import assert from 'node:assert/strict';
import { parseJson, placeOf, printJson } from '../../../../src/core/annotations/jsonText';
import { seededNumbers } from '../../../support/seededNumbers';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A value with everything that JSON has. */
function makeValue(pick: (limit: number) => number, depth = 0): unknown {
  const kind = pick(depth > 3 ? 5 : 7);
  if (kind === 0) return null;
  if (kind === 1) return pick(2) === 0;
  if (kind === 2) return (pick(2_000) - 1_000) / 10 ** pick(9);
  if (kind < 5) return ['', 'a\\"b', 'é\u2028\n\t', '__proto__', '😀', '\u0001'][pick(6)];
  const inside = Array.from({ length: pick(4) }, () => makeValue(pick, depth + 1));
  return kind === 5 ? inside : Object.fromEntries(inside.map((each, i) => [`k${i}`, each]));
}

describe('JSON with places', () => {
  it('reads what the language reads, as it reads it', () => {
    const pick = seededNumbers(11);
    for (let round = 0; round < 500; round++) {
      const value = makeValue(pick);
      const text = JSON.stringify(value, null, pick(3));
      const parsed = parseJson(text);
      assert.deepEqual(parsed.ok && JSON.parse(printJson(parsed.value)), value, text);
    }
  });

  it('refuses what the language refuses', () => {
    const pick = seededNumbers(12);
    const inserted = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '0',
      '-',
      'e',
      '.',
      ' ',
      '\n',
      'tru',
    ];
    for (let round = 0; round < 5_000; round++) {
      const text = JSON.stringify(makeValue(pick), null, pick(3));
      const at = pick(text.length + 1);
      const broken =
        text.slice(0, at) + inserted[pick(inserted.length)]! + text.slice(at + pick(3));
      assert.equal(parseJson(broken).ok, isJson(broken), broken);
    }
  });

  it('says where the mistake is', () => {
    const text = '{\r\n  "a": 1\r\n  "b": 2\r\n}';
    const parsed = parseJson(text);
    assert.deepEqual(!parsed.ok && placeOf(text, parsed.error), { line: 3, column: 3 });
  });

  it('keeps the digits of numbers and keys that come twice', () => {
    const parsed = parseJson('{"a":12345678901234567890,"a":1e400}');
    assert.equal(parsed.ok && printJson(parsed.value), '{"a": 12345678901234567890, "a": 1e400}');
  });

  it('is not led into endless depth', () => {
    assert.deepEqual(parseJson('['.repeat(1_000_000)), { ok: false, error: 65 });
  });

  it('takes long strings without an end as a mistake, at once', () => {
    assert.deepEqual(parseJson(`"${'a'.repeat(1 << 20)}`), { ok: false, error: 0 });
  });
});
