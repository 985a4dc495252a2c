// The frame around a record: u64 length, masked CRC of the length, the data, masked CRC of the data; little-endian.
// Source: tensorboard/summary/writer/record_writer.py and tensorboard/data/server/tf_record.rs.
import { crc32c, maskCrc } from './crc32c';
import { sourceOf, type Source } from '../source';

export const headerBytes = 12;
export const footerBytes = 4;

/** The headers of records up to this long are checked by looking the checksum up instead of computing it. */
export const shortRecordBytes = 1024;

/** By length; 0, which is the checksum of none of them, where it was not needed yet. */
const shortChecksums = new Int32Array(shortRecordBytes + 1);
const lengthField = sourceOf(new Uint8Array(8));

/** The masked checksum of the length field of a record of at most `shortRecordBytes`. */
export function shortChecksum(length: number): number {
  return shortChecksums[length]! || computeShortChecksum(length);
}

function computeShortChecksum(length: number): number {
  lengthField.view.setUint32(0, length, true);
  return (shortChecksums[length] = maskCrc(crc32c(lengthField, 0, 8)));
}

/**
 * The length of the record whose header stands at `at` (12 bytes must be there), or -1 if the header does not check.
 * A length of 2 GiB or more does not check either: no protobuf message is that long.
 */
export function recordLength(source: Source, at: number): number {
  const { view } = source;
  const length = view.getInt32(at, true);
  if (view.getInt32(at + 4, true) !== 0 || length < 0) return -1;
  const checksum =
    length <= shortRecordBytes ? shortChecksum(length) : maskCrc(crc32c(source, at, at + 8));
  return view.getInt32(at + 8, true) === checksum ? length : -1;
}

/** Whether the `length` bytes at `data` agree with the checksum that follows them; all of it must be there. */
export function dataChecks(source: Source, data: number, length: number): boolean {
  return source.view.getInt32(data + length, true) === maskCrc(crc32c(source, data, data + length));
}
