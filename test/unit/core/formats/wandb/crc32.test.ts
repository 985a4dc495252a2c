// CRC-32 as zlib has it.
import assert from 'node:assert/strict';
import { crc32 as zlibCrc32 } from 'node:zlib';
import { sourceOf } from '../../../../../src/core/formats/source';
import { crc32 } from '../../../../../src/core/formats/wandb/crc32';

describe('CRC-32', () => {
  it('agrees with zlib at every length and place', () => {
    const bytes = Uint8Array.from({ length: 80 }, (_, index) => (index * 151 + 7) & 255);
    const source = sourceOf(bytes);
    for (let start = 0; start < 9; start++) {
      for (let end = start; end <= bytes.length; end++) {
        assert.equal(crc32(source, start, end) >>> 0, zlibCrc32(bytes.subarray(start, end)));
      }
    }
  });
});
