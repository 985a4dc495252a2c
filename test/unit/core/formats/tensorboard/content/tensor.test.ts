// Tensors of every type and encoding, and those that are none.
import assert from 'node:assert/strict';
import type { Writer } from 'protobufjs/minimal';
import { dtypes, message, tensor, tensorValue, value } from '../../../../../support/eventFiles';
import {
  contentOf,
  doubleTensor,
  nested,
  stringTensor,
  tensorContent,
} from '../../../../../support/itemBytes';

/** dtype, shape and values of a tensor. */
function read(fields: Parameters<typeof tensorContent>[1]): unknown[] {
  const content = tensorContent('tensor', fields);
  assert.ok(content.kind === 'tensor');
  return [content.dtype, content.shape, [...content.values]];
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Writes numbers as one packed field. */
function packed(
  field: number,
  numbers: readonly number[],
  write: (writer: Writer, number: number) => unknown,
): (writer: Writer) => unknown {
  return (writer) => {
    writer.uint32((field << 3) | 2).fork();
    for (const number of numbers) write(writer, number);
    return writer.ldelim();
  };
}

describe('a tensor', () => {
  for (const [name, dtype, raw, expected] of [
    ['float32', dtypes.float, Float32Array.of(0.5, NaN, -Infinity), [0.5, NaN, -Infinity]],
    ['float64', dtypes.double, Float64Array.of(0.1, -0, 1e300), [0.1, -0, 1e300]],
    ['int32', dtypes.int32, Int32Array.of(-1, 2, 2 ** 31 - 1), [-1, 2, 2 ** 31 - 1]],
    ['uint8', dtypes.uint8, Uint8Array.of(0, 1, 255), [0, 1, 255]],
    ['int16', dtypes.int16, Int16Array.of(-1, 0, 7), [-1, 0, 7]],
    ['int8', dtypes.int8, Int8Array.of(-1, 0, 7), [-1, 0, 7]],
    ['int64', dtypes.int64, BigInt64Array.of(-1n, 0n, 2n ** 53n), [-1, 0, 2 ** 53]],
    ['bool', dtypes.bool, Uint8Array.of(0, 1, 2), [0, 1, 1]],
    ['bfloat16', dtypes.bfloat16, Uint16Array.of(0x3f80, 0xc000, 0x7f80), [1, -2, Infinity]],
    ['uint16', dtypes.uint16, Uint16Array.of(0, 1, 65_535), [0, 1, 65_535]],
    ['float16', dtypes.half, Uint16Array.of(0x3c00, 0xc000, 0x7e00), [1, -2, NaN]],
    ['uint32', dtypes.uint32, Uint32Array.of(0, 1, 2 ** 32 - 1), [0, 1, 2 ** 32 - 1]],
    ['uint64', dtypes.uint64, BigUint64Array.of(0n, 1n, 2n ** 63n), [0, 1, 2 ** 63]],
    ['float8_e5m2', dtypes.float8e5m2, Uint8Array.of(0x3c, 0xc0, 0x7c), [1, -2, Infinity]],
    ['float8_e4m3fn', dtypes.float8e4m3fn, Uint8Array.of(0x38, 0xc0, 0x7f), [1, -2, NaN]],
    ['qint8', 11, Int8Array.of(-1, 0, 7), [-1, 0, 7]],
  ] as const) {
    it(`of ${name} is read from its content`, () => {
      const content = bytesOf(raw);
      assert.deepEqual(read({ dtype, shape: [3], content }), [name, [3], [...expected]]);
      // A reference to a tensor of the type.
      assert.deepEqual(read({ dtype: dtype + 100, shape: [3], content })[2], [...expected]);
    });
  }

  for (const [name, dtype, list, expected] of [
    ['float32', dtypes.float, packed(5, [0.5, -2], (w, n) => w.float(n)), [0.5, -2]],
    ['float64', dtypes.double, packed(6, [0.1, -2], (w, n) => w.double(n)), [0.1, -2]],
    ['int32', dtypes.int32, packed(7, [-1, 5], (w, n) => w.int32(n)), [-1, 5]],
    ['int64', dtypes.int64, packed(10, [-1, 2 ** 40], (w, n) => w.int64(n)), [-1, 2 ** 40]],
    ['bool', dtypes.bool, packed(11, [1, 0], (w, n) => w.bool(n === 1)), [1, 0]],
    ['float16', dtypes.half, packed(13, [0x3c00, 0xc000], (w, n) => w.int32(n)), [1, -2]],
    ['bfloat16', dtypes.bfloat16, packed(13, [0x3f80, 0x4000], (w, n) => w.int32(n)), [1, 2]],
    ['uint8', dtypes.uint8, packed(16, [200, 255], (w, n) => w.uint32(n)), [200, 255]],
    [
      'uint32',
      dtypes.uint32,
      packed(16, [0, 2 ** 32 - 1], (w, n) => w.uint32(n)),
      [0, 2 ** 32 - 1],
    ],
    ['uint64', dtypes.uint64, packed(17, [0, 2 ** 52], (w, n) => w.uint64(n)), [0, 2 ** 52]],
    [
      'float8_e4m3fn',
      dtypes.float8e4m3fn,
      (w: Writer) => w.uint32((18 << 3) | 2).bytes(Uint8Array.of(0x38, 0xc0)),
      [1, -2],
    ],
  ] as const) {
    it(`of ${name} is read from its typed list`, () => {
      assert.deepEqual(read({ dtype, shape: [2], list }), [name, [2], [...expected]]);
    });
  }

  it('of complex numbers has them as pairs, and repeats a single one', () => {
    const content = bytesOf(Float32Array.of(1, 2, 3, 4));
    const list = packed(12, [0.1, -0.2], (writer, number) => writer.double(number));
    assert.deepEqual(
      [
        read({ dtype: dtypes.complex64, shape: [2], content }),
        read({ dtype: 18, shape: [2], list }),
      ],
      [
        ['complex64', [2], [1, 2, 3, 4]],
        ['complex128', [2], [0.1, -0.2, 0.1, -0.2]],
      ],
    );
  });

  it('of strings keeps those that are not UTF-8 as far as they are', () => {
    const broken = Uint8Array.of(0x61, 0xff, 0x62);
    assert.deepEqual(read(stringTensor([2], 'ünï', broken)), ['string', [2], ['ünï', 'a\ufffdb']]);
    assert.deepEqual(read(stringTensor([2, 1], 'same')), ['string', [2, 1], ['same', 'same']]);
  });

  it('has the float32 bits that PyTorch writes in place of a half', () => {
    const bits = packed(13, [0x3f80_0000, 0x4048_0000], (writer, number) => writer.int32(number));
    assert.deepEqual(read({ dtype: dtypes.half, shape: [2], list: bits })[2], [1, 3.125]);
  });

  it('repeats its last element where fewer are written than the shape asks for', () => {
    const one = packed(5, [0.5], (writer, number) => writer.float(number));
    const two = packed(5, [0.5, 2], (writer, number) => writer.float(number));
    assert.deepEqual(
      [one, two].map((list) => read({ dtype: dtypes.float, shape: [2, 2], list })[2]),
      [
        [0.5, 0.5, 0.5, 0.5],
        [0.5, 2, 2, 2],
      ],
    );
  });

  it('may be packed, unpacked and split as it likes', () => {
    const list = (writer: Writer): void => {
      packed(5, [1, 2], (inner, number) => inner.float(number))(writer);
      writer.uint32(0x2d).float(3);
      packed(5, [], (inner, number) => inner.float(number))(writer);
      packed(5, [4], (inner, number) => inner.float(number))(writer);
    };
    assert.deepEqual(read({ dtype: dtypes.float, shape: [4], list })[2], [1, 2, 3, 4]);
  });

  it('may be written in two halves, which are one', () => {
    const first = tensor({ dtype: dtypes.float, shape: [2], list: (w) => w.uint32(0x2d).float(1) });
    const second = message((writer) => writer.uint32(0x2d).float(2));
    const bytes = value('tag', (writer) => nested(nested(writer, 8, first), 8, second));
    const content = contentOf('tensor', bytes);
    assert.deepEqual(content, {
      kind: 'tensor',
      dtype: 'float32',
      shape: [2],
      values: Float64Array.of(1, 2),
    });
  });

  it('without a shape is of rank 0, and of unknown shape a row', () => {
    const list = packed(5, [7], (writer, number) => writer.float(number));
    const open = doubleTensor([-1, 2], 1, 2, 3, 4);
    assert.deepEqual(
      [read({ dtype: dtypes.float, list }), read(open)],
      [
        ['float32', [], [7]],
        ['float64', [4], [1, 2, 3, 4]],
      ],
    );
  });

  it('may be empty', () => {
    assert.deepEqual(read(doubleTensor([0, 3])), ['float64', [0, 3], []]);
  });

  const one = (writer: Writer): unknown => writer.uint32(0x2d).float(1);
  for (const [why, fields, words] of [
    ['too many elements for its shape', doubleTensor([1], 1, 2), /shape is \[1\].* holds 2 values/],
    ['no element at all', { dtype: dtypes.float, shape: [3] }, /holds 0 values/],
    ['a shape beyond all measure', { dtype: 1, shape: [2 ** 40, 2 ** 40], list: one }, /more than/],
    ['a shape that one number cannot fill', { dtype: 1, shape: [1e9], list: one }, /more than can/],
    [
      'too many dimensions',
      { dtype: 1, shape: Array<number>(300).fill(1), list: one },
      /dimensions/,
    ],
    ['half a number', { dtype: 2, shape: [1], content: new Uint8Array(7) }, /no whole number/],
    ['an unknown type', { dtype: 99, shape: [1], list: one }, /unknown type \(99\)/],
    ['a type without values', { dtype: 21, content: new Uint8Array(8) }, /type variant/],
  ] as const) {
    it(`with ${why} says so`, () => {
      assert.throws(() => tensorContent('tensor', fields), words);
    });
  }

  it('that is cut anywhere is either read or said to be damaged', () => {
    const whole = tensorValue('tag', doubleTensor([2], 1, 2));
    for (let cut = 0; cut < whole.length; cut++) {
      try {
        contentOf('tensor', whole.subarray(0, cut));
      } catch (error) {
        assert.match((error as Error).message, /damaged|no tensor/, `cut at ${cut}`);
      }
    }
  });
});
