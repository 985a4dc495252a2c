// CRC-32 as zlib computes it (IEEE 802.3), signed.
import { checksumOf, makeCrcTables } from '../crc';
import type { Source } from '../source';

/** Made when they are needed: most who start have no file of this format. */
let tables: Int32Array | undefined;

/** CRC-32 of the bytes in [start, end). */
export function crc32(source: Source, start: number, end: number): number {
  return checksumOf((tables ??= makeCrcTables(0xedb88320)), source, start, end);
}
