// Walks the messages inside an item: one after the other where a field is repeated, since protobuf merges those.
import { Reader } from 'protobufjs/minimal';
import { textOf } from '../../text';
import { readFields, type ByteRange } from '../wire';

/** Reads one field, or answers false to have it skipped. */
type FieldOf = (reader: Reader, key: number) => boolean;

export function wholeRange(bytes: Uint8Array): ByteRange {
  return { bytes, start: 0, length: bytes.length };
}

/** Reads the fields of a message; malformed bytes throw. */
export function walkMessage({ bytes, start, length }: ByteRange, readField: FieldOf): void {
  const reader = new Reader(bytes);
  reader.pos = start;
  readFields(reader, start + length, (key) => readField(reader, key));
}

/** The fields of several messages as if they were one. */
export function walkMessages(ranges: readonly ByteRange[], readField: FieldOf): void {
  for (const range of ranges) walkMessage(range, readField);
}

/** A view of the bytes, which are not copied. */
export function bytesOf({ bytes, start, length }: ByteRange): Uint8Array {
  return bytes.subarray(start, start + length);
}

/** Reads text that is preceded by its length. */
export function readText(reader: Reader): string {
  return textOf(reader.bytes());
}
