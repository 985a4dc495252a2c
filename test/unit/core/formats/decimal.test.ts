// Numbers read from bytes are those that `Number` reads from text.
import assert from 'node:assert/strict';
import { lastDecimal, readDecimal } from '../../../../src/core/formats/decimal';
import { seededNumbers } from '../../../support/seededNumbers';

function read(text: string): { value: number; length: number } {
  const bytes = new TextEncoder().encode(`#${text}`);
  const value = readDecimal(bytes, 1, bytes.length);
  return { value, length: lastDecimal.end - 1 };
}

const rounds = 300_000;

describe('readDecimal', () => {
  it('reads shortest forms of random doubles back', () => {
    const below = seededNumbers(1);
    const bits = new DataView(new ArrayBuffer(8));
    for (let round = 0; round < rounds; round++) {
      bits.setUint32(0, below(2 ** 32));
      bits.setUint32(4, below(2 ** 32));
      const value = bits.getFloat64(0);
      const text = String(value);
      assert.deepEqual(read(text), { value, length: text.length }, text);
    }
  });

  it('rounds digits of any number with any exponent as Number does', () => {
    const below = seededNumbers(2);
    for (let round = 0; round < rounds; round++) {
      const digits = Array.from({ length: 1 + below(24) }, () => below(10)).join('');
      const point = below(digits.length + 1);
      const exponent = below(4) === 0 ? `e${below(80) - 40}` : '';
      const text = `${below(2) ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}${exponent}`;
      if (text.replace(/[-.]|e.*/g, '') === '') continue;
      assert.deepEqual(read(text), { value: Number(text), length: text.length }, text);
    }
  });

  it('rounds what lies half way between two doubles, and next to it, to even', () => {
    const below = seededNumbers(3);
    for (let round = 0; round < 50_000; round++) {
      const high = 2 ** 52 + below(2 ** 32);
      for (const behind of ['5', '50', '4999999', '5000001', '49', '51']) {
        const text = `${high}.${behind}`;
        assert.equal(read(text).value, Number(text), text);
        const small = `${high}${behind}e-25`;
        assert.equal(read(small).value, Number(small), small);
      }
    }
  });

  it('stops where the number stops', () => {
    const cases = [
      '1,',
      '1.5\n',
      '-2e',
      '3e+',
      '00:12',
      '1.2.3',
      'nan,',
      '-inf',
      'Infinity}',
      '+7',
    ];
    assert.deepEqual(cases.map(read), [
      { value: 1, length: 1 },
      { value: 1.5, length: 3 },
      { value: -2, length: 2 },
      { value: 3, length: 1 },
      { value: 0, length: 2 },
      { value: 1.2, length: 3 },
      { value: NaN, length: 3 },
      { value: -Infinity, length: 4 },
      { value: Infinity, length: 8 },
      { value: 7, length: 2 },
    ]);
  });

  it('finds no number where none begins', () => {
    const cases = ['', '-', '.', 'NA', 'e5', 'x'];
    assert.deepEqual(
      cases.map((text) => read(text)),
      cases.map(() => ({ value: NaN, length: 0 })),
    );
  });
});
