// Numbers in text: the nearest double, whatever the number of digits.
import assert from 'node:assert/strict';
import { readNumber } from '../../../../../src/core/formats/wandb/numberText';
import { seededNumbers } from '../../../../support/seededNumbers';

function read(text: string): number | undefined {
  const bytes = new TextEncoder().encode(`,${text}]`);
  return readNumber(bytes, 1, bytes.length - 1);
}

describe('a number in text', () => {
  it('is the nearest double', () => {
    const below = seededNumbers(7);
    const bits = new DataView(new ArrayBuffer(8));
    for (let round = 0; round < 100_000; round++) {
      bits.setUint32(0, below(2 ** 32));
      bits.setUint32(4, below(2 ** 32));
      const [any, near] = [bits.getFloat64(0), below(2 ** 32) / 2 ** (below(60) - 10)];
      const digits = `${below(10 ** 9)}${String(below(10 ** 9)).padStart(9, '0')}`;
      const point = 1 + below(digits.length - 1);
      const texts = [
        ...[String(any), String(near), String(-near), near.toExponential()],
        ...[digits, `${digits.slice(0, point)}.${digits.slice(point)}`, `0.${digits}`],
        ...[`-0.00${digits}e-0${below(9)}`, `${digits}e${below(30)}`, Math.fround(near).toString()],
      ];
      for (const text of texts) assert.ok(Object.is(read(text), Number(text)), text);
    }
  });

  it('is the nearest double where it lies halfway between two', () => {
    const texts = [
      ...['9007199254740993', '9007199254740995', '0.500000000000000055', '-0', '0.0', '1e22'],
      ...['900719925474099.25', '4503599627370497.5', '4503599627370496.5', '1e-400', '1e400'],
    ];
    assert.deepEqual(texts.map(read), texts.map(Number));
  });

  it('may be one of the words that JSON lacks', () => {
    assert.deepEqual(['NaN', 'Infinity', '-Infinity'].map(read), [NaN, Infinity, -Infinity]);
  });

  it('is nothing else', () => {
    const texts = [
      '',
      '-',
      '.',
      '1.',
      '.5',
      '+1',
      '0x10',
      '1e',
      '1e+',
      '1 ',
      '"1"',
      'null',
      'true',
    ];
    assert.deepEqual(
      [...texts, 'nan', '1,2', '--1', '1.2.3', '1e5.5'].map(read),
      [...texts, 0, 0, 0, 0, 0].map(() => undefined),
    );
  });
});
