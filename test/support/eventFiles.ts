// Writes TensorBoard event files for tests: any event, framed as TFRecord, with right checksums unless asked otherwise.
// It shares no code with the product's reader, so that the two can find each other's mistakes.
import { Writer } from 'protobufjs/minimal';

/** The CRC-32C of each single byte, bit by bit. */
const crcOfByte = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc;
});

function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcOfByte[(crc ^ byte) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

export function maskedCrc(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A copy with the bits of `mask` flipped in the byte at `at` (counted from the end if negative). */
export function flipBits(bytes: Uint8Array, at: number, mask = 1): Uint8Array {
  const copy = bytes.slice();
  copy[at < 0 ? copy.length + at : at]! ^= mask;
  return copy;
}

/** One TFRecord around `data`: 16 bytes longer. */
export function record(data: Uint8Array): Uint8Array {
  const framed = new Uint8Array(data.length + 16);
  const view = new DataView(framed.buffer);
  view.setUint32(0, data.length, true);
  view.setUint32(8, maskedCrc(framed.subarray(0, 8)), true);
  framed.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc(data), true);
  return framed;
}

/** A message from what writes its fields. */
export function message(write: (writer: Writer) => void): Uint8Array {
  const writer = Writer.create();
  write(writer);
  return writer.finish();
}

export interface EventFields {
  readonly wallTime?: number;
  /** A bigint where a number would not be exact. */
  readonly step?: number | bigint;
  readonly fileVersion?: string;
  readonly graph?: Uint8Array;
  /** Messages of Summary.Value, see `simpleValue` and its like. */
  readonly values?: readonly Uint8Array[];
  /** 1 START, 2 STOP, 3 CHECKPOINT. */
  readonly sessionStatus?: number;
  readonly runMetadata?: { readonly tag: string; readonly content: Uint8Array };
}

/** One Event message, its fields in the order in which real writers put them. */
export function event(fields: EventFields): Uint8Array {
  return message((writer) => {
    if (fields.wallTime !== undefined) writer.uint32(0x09).double(fields.wallTime);
    if (fields.step !== undefined) writeStep(writer.uint32(0x10), fields.step);
    if (fields.fileVersion !== undefined) writer.uint32(0x1a).string(fields.fileVersion);
    if (fields.graph) writer.uint32(0x22).bytes(fields.graph);
    if (fields.values) writer.uint32(0x2a).bytes(summary(fields.values));
    if (fields.sessionStatus !== undefined) {
      writer.uint32(0x3a).fork().uint32(0x08).int32(fields.sessionStatus).ldelim();
    }
    if (fields.runMetadata) {
      const { tag, content } = fields.runMetadata;
      writer.uint32(0x42).fork().uint32(0x0a).string(tag).uint32(0x12).bytes(content).ldelim();
    }
  });
}

/** An int64 varint: ten bytes if negative. */
function writeStep(writer: Writer, step: number | bigint): void {
  const bits = BigInt.asUintN(64, BigInt(step));
  writer.uint64({
    low: Number(bits & 0xffffffffn) | 0,
    high: Number(bits >> 32n) | 0,
    unsigned: true,
  });
}

export function summary(values: readonly Uint8Array[]): Uint8Array {
  return message((writer) => {
    for (const value of values) writer.uint32(0x0a).bytes(value);
  });
}

export interface MetadataFields {
  readonly plugin?: string;
  readonly content?: Uint8Array;
  readonly displayName?: string;
  readonly description?: string;
}

function metadata(fields: MetadataFields): Uint8Array {
  return message((writer) => {
    if (fields.plugin !== undefined) {
      writer.uint32(0x0a).fork().uint32(0x0a).string(fields.plugin);
      if (fields.content) writer.uint32(0x12).bytes(fields.content);
      writer.ldelim();
    }
    if (fields.displayName !== undefined) writer.uint32(0x12).string(fields.displayName);
    if (fields.description !== undefined) writer.uint32(0x1a).string(fields.description);
  });
}

/** A Summary.Value: the tag, one field of the oneof, the metadata. */
export function value(
  tag: string | Uint8Array,
  writeContent: (writer: Writer) => unknown,
  metadataFields?: MetadataFields,
): Uint8Array {
  return message((writer) => {
    writer.uint32(0x0a).bytes(typeof tag === 'string' ? new TextEncoder().encode(tag) : tag);
    writeContent(writer);
    if (metadataFields) writer.uint32(0x4a).bytes(metadata(metadataFields));
  });
}

export function simpleValue(tag: string | Uint8Array, number: number): Uint8Array {
  return value(tag, (writer) => writer.uint32(0x15).float(number));
}

/** A legacy image; `encoded` need not be one. */
export function imageValue(tag: string, encoded: Uint8Array): Uint8Array {
  return value(tag, (writer) => writer.uint32(0x22).fork().uint32(0x22).bytes(encoded).ldelim());
}

/** A legacy histogram with one bucket. */
export function histogramValue(tag: string): Uint8Array {
  return value(tag, (writer) => writer.uint32(0x2a).fork().uint32(0x09).double(1).ldelim());
}

/** Dtype numbers of TensorProto. */
export const dtypes = {
  float: 1,
  double: 2,
  int32: 3,
  uint8: 4,
  int16: 5,
  int8: 6,
  string: 7,
  complex64: 8,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  uint16: 17,
  half: 19,
  uint32: 22,
  uint64: 23,
  float8e5m2: 24,
  float8e4m3fn: 25,
  float8e4m3fnuz: 26,
  float8e4m3b11fnuz: 27,
  float8e5m2fnuz: 28,
} as const;

export interface TensorFields {
  readonly dtype: number;
  /** Left out: no shape at all. */
  readonly shape?: readonly number[];
  /** Little-endian numbers. */
  readonly content?: Uint8Array;
  /** Writes the typed list, packed or not. */
  readonly list?: (writer: Writer) => unknown;
}

export function tensor(fields: TensorFields): Uint8Array {
  return message((writer) => {
    writer.uint32(0x08).int32(fields.dtype);
    if (fields.shape) {
      writer.uint32(0x12).fork();
      for (const size of fields.shape) writer.uint32(0x12).fork().uint32(0x08).int64(size).ldelim();
      writer.ldelim();
    }
    if (fields.content) writer.uint32(0x22).bytes(fields.content);
    fields.list?.(writer);
  });
}

export function tensorValue(
  tag: string,
  fields: TensorFields,
  metadataFields?: MetadataFields,
): Uint8Array {
  return value(tag, (writer) => writer.uint32(0x42).bytes(tensor(fields)), metadataFields);
}

/** The first record of every file of a well-behaved writer. */
export function fileVersionRecord(wallTime = 1_700_000_000): Uint8Array {
  return record(event({ wallTime, fileVersion: 'brain.Event:2' }));
}

/** A record with one scalar, byte for byte as PyTorch writes it. */
export function scalarRecord(
  tag: string | Uint8Array,
  step: number | bigint,
  number: number,
  wallTime = 1_700_000_000 + Number(step),
): Uint8Array {
  const fields = { wallTime, values: [simpleValue(tag, number)] };
  return record(event(step === 0 ? fields : { ...fields, step }));
}

export function sessionRecord(
  status: 'start' | 'stop',
  step: number,
  wallTime: number,
): Uint8Array {
  return record(event({ wallTime, step, sessionStatus: status === 'start' ? 1 : 2 }));
}
