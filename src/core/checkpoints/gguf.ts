// The header of GGUF: keys with values, then a table of tensors. Source: docs/gguf.md of the ggml project.
import type { ScalarValue, TensorInfo } from '../../shared/checkpoints';
import { ByteCursor } from './byteCursor';
import type { ByteSource } from './byteSource';
import { Damage } from './damage';
import { elementCount } from './elementTypes';
import { fileContent, mostScalars, mostTensors, type FileContent } from './fileContent';

/** Vocabularies stand in the header. */
const mostHeaderBytes = 64 * 1024 * 1024;
const deepestArray = 4;

/** Names of the element types by number, with elements and bytes of a block. Source: ggml.h and ggml-common.h. */
const types: readonly (readonly [name: string, block: number, bytes: number] | null)[] = [
  ['float32', 1, 4],
  ['float16', 1, 2],
  ['Q4_0', 32, 18],
  ['Q4_1', 32, 20],
  null,
  null,
  ['Q5_0', 32, 22],
  ['Q5_1', 32, 24],
  ['Q8_0', 32, 34],
  ['Q8_1', 32, 36],
  ['Q2_K', 256, 84],
  ['Q3_K', 256, 110],
  ['Q4_K', 256, 144],
  ['Q5_K', 256, 176],
  ['Q6_K', 256, 210],
  ['Q8_K', 256, 292],
  ['IQ2_XXS', 256, 66],
  ['IQ2_XS', 256, 74],
  ['IQ3_XXS', 256, 98],
  ['IQ1_S', 256, 50],
  ['IQ4_NL', 32, 18],
  ['IQ3_S', 256, 110],
  ['IQ2_S', 256, 82],
  ['IQ4_XS', 256, 136],
  ['int8', 1, 1],
  ['int16', 1, 2],
  ['int32', 1, 4],
  ['int64', 1, 8],
  ['float64', 1, 8],
  ['IQ1_M', 256, 56],
  ['bfloat16', 1, 2],
];

export async function readGguf(source: ByteSource): Promise<FileContent> {
  const length = Math.min(source.sizeBytes, mostHeaderBytes);
  const cursor = new ByteCursor(await source.read(0, length));
  cursor.skip(4);
  const version = cursor.u32();
  if (version < 2 || version > 3) throw new Damage('unknown-format', `GGUF ${version}`);
  const tensorCount = cursor.u64();
  const keyCount = cursor.u64();
  const scalars = readKeys(cursor, keyCount);
  const alignment = scalars.find(({ name }) => name === 'general.alignment')?.value;
  const described: Described[] = [];
  for (let i = 0; i < tensorCount; i++) {
    if (i >= mostTensors) throw new Damage('over-limit', 'header');
    described.push(readTensor(cursor));
  }
  const step = typeof alignment === 'number' && alignment > 0 ? alignment : 32;
  const start = Math.ceil(cursor.at / step) * step;
  const tensors = described.map((each) => ({ ...each, offset: start + each.offset }));
  const end = Math.max(0, ...tensors.map((each) => each.offset + each.sizeBytes));
  const isCut = end > source.sizeBytes;
  return fileContent({
    format: 'gguf',
    framework: 'gguf',
    tensors,
    scalars: scalars.slice(0, mostScalars),
    parts: { weights: tensors.length > 0, optimizer: false, scheduler: false, rng: false },
    problems: isCut ? [{ kind: 'truncated', file: '', detail: `${end}` }] : [],
  });
}

type Described = TensorInfo & { readonly offset: number };

function readKeys(cursor: ByteCursor, count: number): { name: string; value: ScalarValue }[] {
  const scalars: { name: string; value: ScalarValue }[] = [];
  for (let i = 0; i < count; i++) {
    const name = cursor.text(cursor.u64());
    scalars.push({ name, value: readValue(cursor, cursor.u32(), 0) });
  }
  return scalars;
}

/** An array is told by its length. */
function readValue(cursor: ByteCursor, type: number, depth: number): ScalarValue {
  switch (type) {
    case 0:
      return cursor.u8();
    case 1:
      return (cursor.u8() << 24) >> 24;
    case 2:
      return cursor.u16();
    case 3:
      return (cursor.u16() << 16) >> 16;
    case 4:
      return cursor.u32();
    case 5:
      return cursor.i32();
    case 6:
      return cursor.f32();
    case 7:
      return cursor.u8() !== 0;
    case 8:
      return cursor.text(cursor.u64());
    case 9: {
      const inner = cursor.u32();
      const length = cursor.u64();
      if (depth > deepestArray) throw new Damage('over-limit', 'header');
      for (let i = 0; i < length; i++) readValue(cursor, inner, depth + 1);
      return `[${length}]`;
    }
    case 10:
      return cursor.u64();
    case 11:
      return cursor.i64();
    case 12:
      return cursor.f64();
    default:
      throw new Damage('damaged', 'header');
  }
}

function readTensor(cursor: ByteCursor): Described {
  const name = cursor.text(cursor.u64());
  const dimensions = cursor.u32();
  if (dimensions > 8) throw new Damage('damaged', 'header');
  // The fastest dimension comes first.
  const shape = Array.from({ length: dimensions }, () => cursor.u64()).reverse();
  const number = cursor.u32();
  const offset = cursor.u64();
  const count = elementCount(shape);
  if (Number.isNaN(count)) throw new Damage('damaged', 'header');
  const [dtype, block, bytes] = types[number] ?? [`type ${number}`, 1, 0];
  return { name, dtype, shape, sizeBytes: Math.ceil(count / block) * bytes, shard: '', offset };
}
