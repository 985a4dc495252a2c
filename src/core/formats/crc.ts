// Reflected 32-bit cyclic redundancy checks over bytes in memory, whatever their polynomial.
// Checksums are signed 32-bit numbers, which is what JavaScript's bit operators make fastest.
import type { Source } from './source';

/**
 * Eight tables of 256 entries, flat: entry `256 * k + b` is the checksum step of byte `b` followed by `k` zero bytes,
 * so that eight bytes are folded in with eight independent look-ups ("slicing by 8").
 * @param polynomial in its reflected form
 */
export function makeCrcTables(polynomial: number): Int32Array {
  const made = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    made[byte] = crc;
  }
  for (let at = 256; at < made.length; at++) {
    const before = made[at - 256]!;
    made[at] = (before >>> 8) ^ made[before & 255]!;
  }
  return made;
}

/** The checksum of the bytes in [start, end) by these tables. */
export function checksumOf(
  tables: Int32Array,
  { bytes, view }: Source,
  start: number,
  end: number,
): number {
  let crc = -1;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    const low = crc ^ view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    crc =
      tables[1792 | (low & 255)]! ^
      tables[1536 | ((low >>> 8) & 255)]! ^
      tables[1280 | ((low >>> 16) & 255)]! ^
      tables[1024 | (low >>> 24)]! ^
      tables[768 | (high & 255)]! ^
      tables[512 | ((high >>> 8) & 255)]! ^
      tables[256 | ((high >>> 16) & 255)]! ^
      tables[high >>> 24]!;
  }
  for (; at < end; at++) crc = tables[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8);
  return ~crc;
}
