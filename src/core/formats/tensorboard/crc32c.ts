// CRC-32C (Castagnoli) and the masked form that TFRecord stores, both signed.
import { checksumOf, makeCrcTables } from '../crc';
import type { Source } from '../source';

const tables = makeCrcTables(0x82f63b78);
/** TFRecord adds this after rotating, so that a checksum stored inside checked data does no harm. */
const maskDelta = 0xa282ead8;

/** CRC-32C of the bytes in [start, end). */
export function crc32c(source: Source, start: number, end: number): number {
  return checksumOf(tables, source, start, end);
}

/** The form in which TFRecord stores a checksum. */
export function maskCrc(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + maskDelta) | 0;
}
