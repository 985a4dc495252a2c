// CRC-32C and its masked form.
import assert from 'node:assert/strict';
import { crc32c, maskCrc } from '../../../../../src/core/formats/tensorboard/crc32c';
import { sourceOf } from '../../../../../src/core/formats/source';
import { maskedCrc } from '../../../../support/eventFiles';

function hexOf(bytes: Uint8Array): readonly [string, string] {
  const crc = crc32c(sourceOf(bytes), 0, bytes.length);
  return [(crc >>> 0).toString(16).padStart(8, '0'), (maskCrc(crc) >>> 0).toString(16)];
}

describe('CRC-32C', () => {
  it('gives the published checksums', () => {
    const text = (words: string): Uint8Array => new TextEncoder().encode(words);
    assert.deepEqual(
      {
        nothing: hexOf(new Uint8Array(0)),
        digits: hexOf(text('123456789')),
        length24: hexOf(Uint8Array.of(24, 0, 0, 0, 0, 0, 0, 0)),
        upTo31: hexOf(Uint8Array.from({ length: 32 }, (_, index) => index)),
        zeros: hexOf(new Uint8Array(8)),
        dataServer: hexOf(Uint8Array.of(0x1a, 0x11, ...text('CRC test, one two')))[1],
      },
      {
        nothing: ['00000000', 'a282ead8'],
        digits: ['e3069283', 'c78ab0e5'],
        length24: ['4a65bfe4', '224b7fa3'],
        upTo31: ['46dd794e', '951f7892'],
        zeros: ['8c28b28a', '7980329'],
        dataServer: '5794d08a',
      },
    );
  });

  it('agrees with the checksum byte by byte at every length and place', () => {
    const bytes = Uint8Array.from({ length: 80 }, (_, index) => (index * 151 + 7) & 255);
    const source = sourceOf(bytes.subarray(1));
    for (let start = 0; start < 9; start++) {
      for (let end = start; end < 79; end++) {
        const masked = maskCrc(crc32c(source, start, end)) >>> 0;
        assert.equal(masked, maskedCrc(source.bytes.subarray(start, end)));
      }
    }
  });
});
