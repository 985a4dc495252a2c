// Walking protobuf messages with protobufjs' reader. Whatever is malformed throws, here and in the reader;
// decoder.ts catches it in one place. Fields of an unexpected wire type are unknown fields and skipped.
import type { Reader } from 'protobufjs/minimal';

/** Reads one field whose key (`number << 3 | wire type`) was just read; false: unknown, to be skipped. */
export type FieldReader = (key: number) => boolean;

/** Reads the fields of the message in [reader.pos, end). Nothing inside can read beyond `end`. */
export function readFields(reader: Reader, end: number, readField: FieldReader): void {
  const outerEnd = reader.len;
  if (end > outerEnd) throw new RangeError('a message reaches beyond the one that holds it');
  reader.len = end;
  while (reader.pos < end) {
    const key = reader.tag();
    if (!readField(key)) reader.skipType(key & 7, 0, key >>> 3);
  }
  reader.len = outerEnd;
}

/** Reads the fields of a message that is preceded by its length. */
export function readNested(reader: Reader, readField: FieldReader): void {
  const size = reader.size();
  readFields(reader, reader.pos + size, readField);
}

/** A signed 64-bit varint; exact up to 2^53 either way, the nearest number beyond. */
export function readInt64(reader: Reader): number {
  const { low, high } = reader.int64();
  return high * 2 ** 32 + (low >>> 0);
}

/** An unsigned 64-bit varint; exact up to 2^53, the nearest number beyond. */
export function readUint64(reader: Reader): number {
  const { low, high } = reader.uint64();
  return (high >>> 0) * 2 ** 32 + (low >>> 0);
}

/** Bytes inside a buffer: cheaper than a view of their own where there is one per value. */
export interface ByteRange {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly length: number;
}

export const noBytes: ByteRange = { bytes: new Uint8Array(0), start: 0, length: 0 };

/** Reads bytes that are preceded by their length; the range is valid as long as the reader's buffer. */
export function readRange(reader: Reader): ByteRange {
  const length = reader.size();
  const start = reader.pos;
  reader.skip(length);
  return { bytes: reader.buf, start, length };
}

/** A copy that outlives the buffer. */
export function copyRange({ bytes, start, length }: ByteRange): ByteRange {
  return { bytes: bytes.slice(start, start + length), start: 0, length };
}
