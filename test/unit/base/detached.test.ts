// Values that are handed over own their memory.
import assert from 'node:assert/strict';
import { detachedCopy } from '../../../src/base/detached';

describe('a detached copy', () => {
  it('holds the same, in memory that holds nothing else', () => {
    const whole = new Uint8Array(1000).fill(7);
    const content = {
      kind: 'image',
      width: null,
      samples: [{ mime: 'image/png', bytes: whole.subarray(10, 13), label: 'a' }],
      values: new Float64Array([1, NaN]),
    };
    const { value, buffers } = detachedCopy(content);
    assert.deepEqual(value, content);
    assert.deepEqual(
      buffers.map(({ byteLength }) => byteLength),
      [3, 16],
    );
    assert.equal(whole.byteLength, 1000);
  });
});
