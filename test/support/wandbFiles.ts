// Writes W&B run files for tests: any record, cut into chunks as LevelDB's log writer does it.
// It shares no code with the product's reader, so that the two can find each other's mistakes.
import { crc32 } from 'node:zlib';
import { joinBytes, message } from './eventFiles';

const blockBytes = 32_768;
const chunkHeaderBytes = 7;

/** The header of a file; a record's chunks come next. */
export function wandbHeader(version = 0): Uint8Array {
  return Uint8Array.of(0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, version);
}

/** A file of these records. */
export function wandbFile(...records: readonly Uint8Array[]): Uint8Array {
  const parts = [wandbHeader()];
  let size = chunkHeaderBytes;
  for (const record of records) {
    const chunks = chunksOf(record, size);
    parts.push(chunks);
    size += chunks.length;
  }
  return joinBytes(...parts);
}

/** The chunks of a record that is written at `offset` of a file, with the padding before them. */
export function chunksOf(record: Uint8Array, offset: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  let place = offset;
  do {
    let left = blockBytes - (place % blockBytes);
    if (left < chunkHeaderBytes) {
      parts.push(new Uint8Array(left));
      place += left;
      left = blockBytes;
    }
    const payload = record.subarray(at, at + left - chunkHeaderBytes);
    const isFirst = at === 0 && !parts.some(({ length }) => length >= chunkHeaderBytes);
    at += payload.length;
    const isLast = at === record.length;
    parts.push(chunk(isFirst ? (isLast ? 1 : 2) : isLast ? 4 : 3, payload));
    place += chunkHeaderBytes + payload.length;
  } while (at < record.length);
  return joinBytes(...parts);
}

export function chunk(type: number, payload: Uint8Array): Uint8Array {
  const framed = joinBytes(new Uint8Array(6), Uint8Array.of(type), payload);
  const view = new DataView(framed.buffer);
  view.setUint32(0, crc32(framed.subarray(6)), true);
  view.setUint16(4, payload.length, true);
  return framed;
}

/** A key as it was before wandb 0.18, or the names that lead to the value; the value is JSON. */
export type Item = readonly [key: string | readonly string[], json: string];

/** A history record, with the counters among its items. */
export function historyRecord(step: number, timestamp: number, items: readonly Item[]): Uint8Array {
  return plainHistoryRecord([
    ...items,
    [['_step'], String(step)],
    [['_timestamp'], String(timestamp)],
    [['_runtime'], '0.5'],
  ]);
}

/** A history record of these items alone; `step` goes into a field of its own. */
export function plainHistoryRecord(items: readonly Item[], step?: number): Uint8Array {
  const history = message((writer) => {
    for (const item of items) writer.uint32(0x0a).bytes(itemBytes(item));
    if (step !== undefined) writer.uint32(0x12).fork().uint32(0x08).int64(step).ldelim();
  });
  return recordOf(2, history);
}

export function statsRecord(seconds: number, nanos: number, items: readonly Item[]): Uint8Array {
  const stats = message((writer) => {
    writer.uint32(0x12).fork().uint32(0x08).int64(seconds).uint32(0x10).int32(nanos).ldelim();
    for (const item of items) writer.uint32(0x1a).bytes(itemBytes(item));
  });
  return recordOf(7, stats);
}

export interface Metric {
  readonly name?: string;
  readonly pattern?: string;
  readonly stepMetric?: string;
  readonly overwrites?: boolean;
}

/** What `define_metric` writes. */
export function metricRecord({ name, pattern, stepMetric, overwrites }: Metric): Uint8Array {
  const metric = message((writer) => {
    if (name !== undefined) writer.uint32(0x0a).string(name);
    if (pattern !== undefined) writer.uint32(0x12).string(pattern);
    if (stepMetric !== undefined) writer.uint32(0x22).string(stepMetric);
    if (overwrites) writer.uint32(0x4a).fork().uint32(0x08).bool(true).ldelim();
  });
  return recordOf(12, metric);
}

/** When the run began, and for how many seconds it had been running before. */
export function runRecord(startSeconds: number, earlierRuntime = 0): Uint8Array {
  const run = message((writer) => {
    writer.uint32(0x0a).string('id');
    writer.uint32(0x8a).fork().uint32(0x08).int64(startSeconds).ldelim();
    if (earlierRuntime > 0) writer.uint32(0xa0).int32(earlierRuntime);
  });
  return recordOf(17, run);
}

export function exitRecord(code: number, runtime: number): Uint8Array {
  const exit = message((writer) => writer.uint32(0x08).int32(code).uint32(0x10).int32(runtime));
  return recordOf(18, exit);
}

/** A record whose field of this number is the message, between the fields that real ones have as well. */
export function recordOf(field: number, content: Uint8Array): Uint8Array {
  return message((writer) => {
    writer.uint32(0x08).int64(7);
    writer.uint32((field << 3) | 2).bytes(content);
    writer
      .uint32((200 << 3) | 2)
      .fork()
      .uint32(0x0a)
      .string('stream')
      .ldelim();
  });
}

function itemBytes([key, json]: Item): Uint8Array {
  return message((writer) => {
    if (typeof key === 'string') writer.uint32(0x0a).string(key);
    else for (const name of key) writer.uint32(0x12).string(name);
    writer.uint32(0x82).string(json);
  });
}
