// The index of a TensorFlow checkpoint: a sorted table of names with type, shape, shard and place of each tensor.
// Source: tensorflow/core/util/tensor_bundle, tensorflow/core/protobuf/tensor_bundle.proto and LevelDB's table_format.md.
import type { CheckpointProblem, TensorInfo } from '../../shared/checkpoints';
import { ByteCursor } from './byteCursor';
import { readExactly, type ByteSource } from './byteSource';
import { Damage } from './damage';
import { fileContent, mostTensors, type FileContent } from './fileContent';

const footerBytes = 48;
const magic = Uint8Array.of(0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb);
const mostIndexBytes = 64 * 1024 * 1024;
/** The kind of compression and a checksum follow each block. */
const trailerBytes = 5;

/** Source: tensorflow/core/framework/types.proto. */
const types: readonly string[] = [
  ...['invalid', 'float32', 'float64', 'int32', 'uint8', 'int16', 'int8', 'string', 'complex64'],
  ...['int64', 'bool', 'qint8', 'quint8', 'qint32', 'bfloat16', 'qint16', 'quint16', 'uint16'],
  ...['complex128', 'float16', 'resource', 'variant', 'uint32', 'uint64', 'float8_e5m2'],
  ...['float8_e4m3fn'],
];

export interface TensorflowIndex {
  readonly shardCount: number;
  readonly tensors: readonly (TensorInfo & {
    readonly shardNumber: number;
    readonly offset: number;
  })[];
}

export async function isTensorflowIndex(source: ByteSource): Promise<boolean> {
  if (source.sizeBytes < footerBytes) return false;
  const end = await readExactly(source, source.sizeBytes - magic.length, magic.length);
  return magic.every((byte, at) => byte === end[at]);
}

/** The index as a file of its own: shards are named, their sizes not checked. */
export async function readTensorflowFile(source: ByteSource): Promise<FileContent> {
  const { tensors } = await readTensorflowIndex(source);
  const has = (pattern: RegExp): boolean => tensors.some(({ name }) => pattern.test(name));
  return fileContent({
    format: 'tensorflow',
    framework: 'tensorflow',
    tensors,
    parts: {
      weights: tensors.length > 0,
      optimizer: has(/optimizer|\.OPTIMIZER_SLOT|\/Adam|\/Momentum/i),
      scheduler: false,
      rng: false,
    },
  });
}

export async function readTensorflowIndex(source: ByteSource): Promise<TensorflowIndex> {
  if (source.sizeBytes > mostIndexBytes) throw new Damage('over-limit', 'index');
  if (!(await isTensorflowIndex(source))) throw new Damage('truncated', 'index');
  const bytes = await readExactly(source, 0, source.sizeBytes);
  const footer = new ByteCursor(bytes, bytes.length - footerBytes);
  footer.varint();
  footer.varint();
  const index = readBlock(bytes, footer.varint(), footer.varint());
  const tensors: TensorflowIndex['tensors'][number][] = [];
  let shardCount = 1;
  for (const { value } of index) {
    const handle = new ByteCursor(value);
    for (const entry of readBlock(bytes, handle.varint(), handle.varint())) {
      // The first entry, without a name, is about the whole.
      if (entry.key === '') shardCount = readShardCount(entry.value);
      else if (tensors.length < mostTensors) tensors.push(readEntry(entry.key, entry.value));
    }
  }
  const named = tensors.map((each) => ({
    ...each,
    shard: shardName(each.shardNumber, shardCount),
  }));
  return { shardCount, tensors: named };
}

/** The ending that follows the checkpoint's name. */
export function shardName(shard: number, count: number): string {
  const digits = (value: number): string => String(value).padStart(5, '0');
  return `data-${digits(shard)}-of-${digits(count)}`;
}

/** What is wrong with the shards, given their sizes by the ending of their names. */
export function shardProblems(
  { shardCount, tensors }: TensorflowIndex,
  sizes: ReadonlyMap<string, number>,
): CheckpointProblem[] {
  const problems: CheckpointProblem[] = [];
  for (let shard = 0; shard < shardCount; shard++) {
    const file = shardName(shard, shardCount);
    const size = sizes.get(file);
    const ends = tensors
      .filter(({ shardNumber }) => shardNumber === shard)
      .map(({ offset, sizeBytes }) => offset + sizeBytes);
    const end = ends.reduce((most, each) => Math.max(most, each), 0);
    if (size === undefined) problems.push({ kind: 'missing-file', file, detail: '' });
    else if (size < end) problems.push({ kind: 'truncated', file, detail: `${end}` });
  }
  return problems;
}

/** Keys share their beginning with the key before. */
function readBlock(
  bytes: Uint8Array,
  offset: number,
  length: number,
): { readonly key: string; readonly value: Uint8Array }[] {
  const end = offset + length;
  if (end + trailerBytes > bytes.length || length < 4) throw new Damage('damaged', 'index');
  if (bytes[end] !== 0) throw new Damage('unknown-format', 'compressed index');
  const block = bytes.subarray(offset, end);
  const restarts = new ByteCursor(block, block.length - 4).u32();
  const entriesEnd = block.length - 4 - 4 * restarts;
  if (entriesEnd < 0) throw new Damage('damaged', 'index');
  const cursor = new ByteCursor(block.subarray(0, entriesEnd));
  const entries: { key: string; value: Uint8Array }[] = [];
  let before: Uint8Array = new Uint8Array(0);
  while (cursor.left > 0) {
    const shared = cursor.varint();
    const own = cursor.varint();
    const valueLength = cursor.varint();
    if (shared > before.length) throw new Damage('damaged', 'index');
    const key = new Uint8Array(shared + own);
    key.set(before.subarray(0, shared));
    key.set(cursor.take(own), shared);
    entries.push({ key: utf8.decode(key), value: cursor.take(valueLength) });
    before = key;
  }
  return entries;
}

const utf8 = new TextDecoder();

/** Fields of a message of Protocol Buffers: numbers, and bytes for what is nested. */
function* fieldsOf(bytes: Uint8Array): Generator<[field: number, value: number | Uint8Array]> {
  const cursor = new ByteCursor(bytes);
  while (cursor.left > 0) {
    const tag = cursor.varint();
    const field = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        yield [field, cursor.varint()];
        break;
      case 1:
        cursor.skip(8);
        break;
      case 2:
        yield [field, cursor.take(cursor.varint())];
        break;
      case 5:
        yield [field, cursor.u32()];
        break;
      default:
        throw new Damage('damaged', 'index');
    }
  }
}

/** `BundleHeaderProto`: field 1 is the number of shards. */
function readShardCount(bytes: Uint8Array): number {
  for (const [field, value] of fieldsOf(bytes)) {
    if (field !== 1 || typeof value !== 'number') continue;
    if (value > 99_999) throw new Damage('damaged', 'index');
    return value;
  }
  return 1;
}

/** `BundleEntryProto`: type, shape, shard, offset, size. */
function readEntry(name: string, bytes: Uint8Array): TensorflowIndex['tensors'][number] {
  const numbers = [0, 0, 0, 0, 0, 0];
  let shape: number[] = [];
  for (const [field, value] of fieldsOf(bytes)) {
    if (typeof value === 'number' && field < numbers.length) numbers[field] = value;
    else if (field === 2 && typeof value !== 'number') shape = readShape(value);
  }
  const [, type = 0, , shardNumber = 0, offset = 0, sizeBytes = 0] = numbers;
  const dtype = types[type] ?? `type ${type}`;
  return { name, dtype, shape, sizeBytes, shard: '', shardNumber, offset };
}

/** `TensorShapeProto`: field 2 is a dimension, whose field 1 is its size. */
function readShape(bytes: Uint8Array): number[] {
  const shape: number[] = [];
  for (const [field, value] of fieldsOf(bytes)) {
    if (field !== 2 || typeof value === 'number') continue;
    const size = [...fieldsOf(value)].find(([inner]) => inner === 1)?.[1];
    shape.push(typeof size === 'number' ? size : 0);
  }
  return shape;
}
