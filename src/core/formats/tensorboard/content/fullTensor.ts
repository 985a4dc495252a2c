// A whole TensorProto: its type, its shape and every element, whichever way the writer encoded them.
// Source: tensorboard/compat/proto/tensor.proto; the rules of tensorboard/util/tensor_util.py make_ndarray.
import type { Reader } from 'protobufjs/minimal';
import { floatLayouts, smallFloat } from '../smallFloat';
import {
  contentReaders,
  fromListedBits,
  listReaders,
  plainDtype,
  stringDtype,
  tensorKeys,
  unpackedWireType,
} from '../tensor';
import { readRange, type ByteRange } from '../wire';
import { bytesOf, walkMessages } from './message';
import { mostNumbers, NumberList } from './numberList';
import { readTensorShape, type ShapeDraft } from './tensorShape';
import { Unreadable } from './unreadable';

/** TensorFlow's names in lower case, by dtype number of tensorflow/core/framework/types.proto. */
const dtypeNames: ReadonlyMap<number, string> = new Map(
  [
    ...['float32', 'float64', 'int32', 'uint8', 'int16', 'int8', 'string', 'complex64', 'int64'],
    ...['bool', 'qint8', 'quint8', 'qint32', 'bfloat16', 'qint16', 'quint16', 'uint16'],
    ...['complex128', 'float16', 'resource', 'variant', 'uint32', 'uint64', 'float8_e5m2'],
    ...[
      'float8_e4m3fn',
      'float8_e4m3fnuz',
      'float8_e4m3b11fnuz',
      'float8_e5m2fnuz',
      'int4',
      'uint4',
    ],
  ].map((name, at) => [at + 1, name]),
);

/** The dtype of the two parts of a complex number. */
const complexParts: ReadonlyMap<number, number> = new Map([
  [8, 1],
  [18, 2],
]);
/** Types whose numbers lie in memory as those of another one: quantised integers and the smallest ones. */
const storedAs: ReadonlyMap<number, number> = new Map([
  [11, 6],
  [12, 4],
  [13, 3],
  [15, 5],
  [16, 17],
  [29, 6],
  [30, 4],
]);

/** So many elements may stand for one written element: a few bytes must not cost all memory. */
const mostRepeated = 1 << 22;
const mostStrings = 1 << 20;

export interface Tensor {
  /** TensorFlow's name in lower case. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Row-major; numbers of complex tensors come in pairs. */
  readonly elements: Float64Array | readonly Uint8Array[];
}

interface Draft {
  dtype: number;
  readonly shape: ShapeDraft;
  content: Uint8Array | null;
  readonly numbers: NumberList;
  readonly strings: Uint8Array[];
}

/** @param ranges the messages that together are the tensor. Throws where it is none that can be read. */
export function readFullTensor(ranges: readonly ByteRange[]): Tensor {
  const draft: Draft = {
    dtype: 0,
    shape: { sizes: [], unknownRank: false },
    content: null,
    numbers: new NumberList(),
    strings: [],
  };
  walkMessages(ranges, (reader, key) => readTensorField(reader, key, draft));
  const dtype = plainDtype(draft.dtype);
  const name = dtypeNames.get(dtype);
  if (name === undefined) throw new Unreadable(`It is a tensor of an unknown type (${dtype}).`);
  const isComplex = complexParts.has(dtype);
  const elements = dtype === stringDtype ? draft.strings : numbersOf(draft, dtype, name);
  const count = elements.length / (isComplex ? 2 : 1);
  const shape = shapeOf(draft.shape, count);
  return { dtype: name, shape, elements: fill(elements, shape, isComplex ? 2 : 1) };
}

function readTensorField(reader: Reader, key: number, draft: Draft): boolean {
  if (key === tensorKeys.dtype) draft.dtype = reader.int32();
  else if (key === tensorKeys.shape) readTensorShape(reader, draft.shape);
  else if (key === tensorKeys.content) draft.content = bytesOf(readRange(reader));
  else if (key === tensorKeys.string) {
    if (draft.strings.push(bytesOf(readRange(reader))) <= mostStrings) return true;
    throw new Unreadable(`It holds more than ${mostStrings} strings.`);
  } else if (key === tensorKeys.float8) {
    for (const bits of bytesOf(readRange(reader))) draft.numbers.push(bits);
  } else return readList(reader, key, draft.numbers);
  return true;
}

/** Reads a typed list, packed or one number at a time, possibly continued from before. */
function readList(reader: Reader, key: number, numbers: NumberList): boolean {
  const readNumber = listReaders.get(key >>> 3);
  if (!readNumber) return false;
  if ((key & 7) === unpackedWireType(key >>> 3)) numbers.push(readNumber(reader));
  else if ((key & 7) !== 2) return false;
  else {
    const size = reader.size();
    const end = reader.pos + size;
    while (reader.pos < end) numbers.push(readNumber(reader));
    if (reader.pos > end) throw new RangeError('a packed number reaches beyond its list');
  }
  return true;
}

/** All that is written of the tensor, before it is fitted into its shape. */
function numbersOf(draft: Draft, dtype: number, name: string): Float64Array {
  const stored = complexParts.get(dtype) ?? storedAs.get(dtype) ?? dtype;
  const layout = floatLayouts.get(dtype);
  if (draft.content && draft.content.length > 0) {
    const numbers = fromContent(draft.content, stored, name);
    return layout ? numbers.map((bits) => smallFloat(bits, layout)) : numbers;
  }
  const numbers = draft.numbers.take();
  return layout ? numbers.map((bits) => fromListedBits(bits, layout)) : numbers;
}

function fromContent(content: Uint8Array, dtype: number, name: string): Float64Array {
  const known = contentReaders.get(dtype);
  if (!known) throw new Unreadable(`It is a tensor of type ${name}, which has no values to show.`);
  const [sizeBytes, read] = known;
  const count = content.length / sizeBytes;
  if (!Number.isInteger(count)) {
    throw new Unreadable(`Its ${content.length} bytes are no whole number of ${name} values.`);
  }
  if (count > mostNumbers) throw new Unreadable(`It holds more than ${mostNumbers} numbers.`);
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const numbers = new Float64Array(count);
  for (let at = 0; at < count; at++) numbers[at] = read(view, at * sizeBytes);
  return numbers;
}

/** A shape that leaves something open is taken from the elements: they are a row then. */
function shapeOf({ sizes, unknownRank }: ShapeDraft, count: number): readonly number[] {
  return unknownRank || sizes.some((size) => size < 0) ? [count] : sizes;
}

/**
 * The elements that the shape asks for. Where fewer are written, the last one repeats (tensorflow/core/framework/tensor.cc).
 * @param width numbers an element
 */
function fill<T extends Float64Array | readonly Uint8Array[]>(
  written: T,
  shape: readonly number[],
  width: number,
): T {
  const wanted = shape.reduce((product, size) => product * size, 1) * width;
  if (written.length === wanted) return written;
  const says = `It says that its shape is [${shape.join(', ')}]`;
  if (written.length > wanted || written.length === 0 || written.length % width !== 0) {
    throw new Unreadable(`${says}, but it holds ${written.length / width} values.`);
  }
  if (wanted > mostRepeated) throw new Unreadable(`${says}, which is more than can be shown.`);
  const last = written.slice(-width);
  if (written instanceof Float64Array) {
    const all = new Float64Array(wanted);
    for (let at = 0; at < wanted; at++) all[at] = written[at] ?? (last[at % width] as number);
    return all as T;
  }
  return Array.from({ length: wanted }, (_, at) => written[at] ?? last[0]) as unknown as T;
}
