// Floating point numbers of 16 and 8 bits.
import assert from 'node:assert/strict';
import { floatLayouts, smallFloat } from '../../../../../src/core/formats/tensorboard/smallFloat';
import { dtypes } from '../../../../support/eventFiles';

function numbers(dtype: keyof typeof dtypes, ...bits: number[]): number[] {
  return bits.map((pattern) => smallFloat(pattern, floatLayouts.get(dtypes[dtype])!));
}

describe('small floats', () => {
  it('have the values that their formats define', () => {
    assert.deepEqual(
      {
        half: numbers('half', 0x3c00, 0xc000, 0x7bff, 0x0001, 0x8000, 0x7c00, 0xfc00, 0x7e00),
        bfloat16: numbers('bfloat16', 0x3f80, 0xc000, 0x3eab, 0x0001, 0x7f80, 0xffc0),
        e5m2: numbers('float8e5m2', 0x3c, 0xc0, 0x7b, 0x01, 0x7c, 0xfc, 0x7f),
        e4m3fn: numbers('float8e4m3fn', 0x38, 0xc0, 0x7e, 0x01, 0x7f, 0xff),
        e4m3fnuz: numbers('float8e4m3fnuz', 0x40, 0xc8, 0x7f, 0x01, 0x80),
        e4m3b11fnuz: numbers('float8e4m3b11fnuz', 0x58, 0x7f, 0x80),
        e5m2fnuz: numbers('float8e5m2fnuz', 0x40, 0x7f, 0x80),
      },
      {
        half: [1, -2, 65504, 2 ** -24, -0, Infinity, -Infinity, NaN],
        bfloat16: [1, -2, 0.333984375, 2 ** -133, Infinity, NaN],
        e5m2: [1, -2, 57344, 2 ** -16, Infinity, -Infinity, NaN],
        e4m3fn: [1, -2, 448, 2 ** -9, NaN, NaN],
        e4m3fnuz: [1, -2, 240, 2 ** -10, NaN],
        e4m3b11fnuz: [1, 30, NaN],
        e5m2fnuz: [1, 57344, NaN],
      },
    );
  });
});
