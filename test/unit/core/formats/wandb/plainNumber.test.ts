// The fast way of reading decimals gives what `Number` gives, or gives up.
import assert from 'node:assert/strict';
import { readPlainNumber } from '../../../../../src/core/formats/wandb/plainNumber';
import { seededNumbers } from '../../../../support/seededNumbers';

/** With digits around it that do not belong to the number. */
function read(text: string): number {
  const bytes = new TextEncoder().encode(`12${text}345678`);
  return readPlainNumber(bytes, new DataView(bytes.buffer), 2, 2 + text.length);
}

describe('a plain decimal', () => {
  it('is read exactly as Number reads it, or not at all', () => {
    const below = seededNumbers(20_261_122);
    const fraction = (): number => below(2 ** 31) / 2 ** 31 + below(2 ** 31) / 2 ** 62;
    let left = 0;
    for (let round = 0; round < 100_000; round++) {
      const value = fraction() * 10 ** (below(14) - 3);
      const text = [String(value), (-value).toFixed(below(17)), String(Math.round(value))][
        round % 3
      ]!;
      const found = read(text);
      if (Number.isNaN(found)) left++;
      else assert.ok(Object.is(found, Number(text)), text);
    }
    assert.ok(left < 20_000, `${left} were left to the general way`);
  });

  it('is left to the general way where it is anything else', () => {
    const others = [
      '',
      '-',
      '.5',
      '5.',
      '1e5',
      '1.5e-7',
      'NaN',
      'Infinity',
      '1.2.3',
      '0x10',
      '1.23a5',
    ];
    others.push('123456789012345678', '0.1234567890123456789', '1.12345678/0', '1.1234:678', '1 2');
    assert.deepEqual(
      others.filter((text) => !Number.isNaN(read(text))),
      [],
    );
  });
});
