// A TensorProto as far as scalars need it: its one number, if it has exactly one; never its bulk.
// Source: tensorboard/compat/proto/tensor.proto; the rules of tensorboard/util/tensor_util.py make_ndarray.
import type { Reader } from 'protobufjs/minimal';
import { floatLayouts, smallFloat, type FloatLayout } from './smallFloat';
import { readInt64, readNested, readUint64 } from './wire';

/** What has been read of a tensor. Reading a second message into it merges the two, as protobuf prescribes. */
export interface TensorDraft {
  dtype: number;
  /** Product of the dimensions; 1 without a shape (rank 0), NaN where a dimension is unknown. */
  elements: number;
  /** Size of the raw little-endian numbers that are used in place of the lists if there are any. */
  contentBytes: number;
  /** The first four and the next four bytes of those, where they are no more than eight. */
  contentLow: number;
  contentHigh: number;
  /** Numbers in the typed lists, counted up to 2, and the first of them. */
  listed: number;
  first: number;
}

export function emptyTensor(): TensorDraft {
  return {
    dtype: 0,
    elements: 1,
    contentBytes: 0,
    contentLow: 0,
    contentHigh: 0,
    listed: 0,
    first: NaN,
  };
}

export const stringDtype = 7;

/** Field keys of TensorProto. */
export const tensorKeys = { dtype: 0x08, shape: 0x12, content: 0x22, string: 0x42, float8: 0x92 };
/** Field keys of TensorShapeProto and its Dim. */
export const shapeKeys = { dimension: 0x12, unknownRank: 0x18 };
export const dimensionSizeKey = 0x08;

/** Reads one number of a typed list, by field number. The numbers of `half_val` are raw bits. */
export const listReaders: ReadonlyMap<number, (reader: Reader) => number> = new Map([
  [5, (reader: Reader) => reader.float()],
  [6, (reader: Reader) => reader.double()],
  [7, (reader: Reader) => reader.int32()],
  [9, (reader: Reader) => reader.float()], // a complex number is two of them
  [10, readInt64],
  [11, (reader: Reader) => (reader.bool() ? 1 : 0)],
  [12, (reader: Reader) => reader.double()], // likewise
  [13, (reader: Reader) => reader.uint32()],
  [16, (reader: Reader) => reader.uint32()],
  [17, readUint64],
]);

/** Wire type of each list's numbers when they are not packed. */
export function unpackedWireType(field: number): number {
  return field === 5 || field === 9 ? 5 : field === 6 || field === 12 ? 1 : 0;
}

/** Reads the tensor that is preceded by its length into `tensor`. */
export function readTensor(reader: Reader, tensor: TensorDraft): void {
  readNested(reader, (key) => {
    if (key === tensorKeys.dtype) tensor.dtype = reader.int32();
    else if (key === tensorKeys.shape) readShape(reader, tensor);
    else if (key === tensorKeys.content) readContent(reader, tensor);
    else if (key === tensorKeys.float8) readFloat8List(reader, tensor);
    else return readList(reader, key, tensor);
    return true;
  });
}

function readContent(reader: Reader, tensor: TensorDraft): void {
  const size = reader.size();
  const { buf: bytes, pos } = reader;
  reader.skip(size);
  tensor.contentBytes = size;
  tensor.contentLow = tensor.contentHigh = 0;
  if (size > 8) return;
  for (let at = 0; at < size && at < 4; at++) tensor.contentLow |= bytes[pos + at]! << (8 * at);
  for (let at = 4; at < size; at++) tensor.contentHigh |= bytes[pos + at]! << (8 * (at - 4));
}

function readShape(reader: Reader, tensor: TensorDraft): void {
  readNested(reader, (key) => {
    if (key !== shapeKeys.dimension) return false;
    let size = 0;
    readNested(reader, (inner) => {
      if (inner !== dimensionSizeKey) return false;
      size = readInt64(reader);
      return true;
    });
    tensor.elements *= size < 0 ? NaN : size;
    return true;
  });
}

/** Reads a typed list, packed or one number at a time, possibly continued from before. */
function readList(reader: Reader, key: number, tensor: TensorDraft): boolean {
  const readNumber = listReaders.get(key >>> 3);
  if (!readNumber) return false;
  if ((key & 7) === unpackedWireType(key >>> 3)) {
    list(tensor, readNumber(reader));
    return true;
  }
  if ((key & 7) !== 2) return false;
  const size = reader.size();
  const end = reader.pos + size;
  // Two numbers are enough to know that this is no scalar; the rest of a long list is not decoded.
  while (reader.pos < end && tensor.listed < 2) list(tensor, readNumber(reader));
  if (reader.pos > end) throw new RangeError('a packed number reaches beyond its list');
  reader.skip(end - reader.pos);
  return true;
}

function readFloat8List(reader: Reader, tensor: TensorDraft): void {
  for (const bits of reader.bytes().subarray(0, 2)) list(tensor, bits);
}

function list(tensor: TensorDraft, value: number): void {
  if (tensor.listed === 0) tensor.first = value;
  if (tensor.listed < 2) tensor.listed++;
}

const scratch = new DataView(new ArrayBuffer(8));

type ContentReader = readonly [sizeBytes: number, read: (view: DataView, at: number) => number];

/** Bytes of one number in `tensor_content`, and how it is read, by dtype; those of small floats are bits. */
export const contentReaders: ReadonlyMap<number, ContentReader> = new Map<number, ContentReader>([
  [1, [4, (view, at) => view.getFloat32(at, true)]],
  [2, [8, (view, at) => view.getFloat64(at, true)]],
  [3, [4, (view, at) => view.getInt32(at, true)]],
  [4, [1, (view, at) => view.getUint8(at)]],
  [5, [2, (view, at) => view.getInt16(at, true)]],
  [6, [1, (view, at) => view.getInt8(at)]],
  [9, [8, (view, at) => Number(view.getBigInt64(at, true))]],
  [10, [1, (view, at) => (view.getUint8(at) === 0 ? 0 : 1)]],
  [14, [2, (view, at) => view.getUint16(at, true)]],
  [17, [2, (view, at) => view.getUint16(at, true)]],
  [19, [2, (view, at) => view.getUint16(at, true)]],
  [22, [4, (view, at) => view.getUint32(at, true)]],
  [23, [8, (view, at) => Number(view.getBigUint64(at, true))]],
  [24, [1, (view, at) => view.getUint8(at)]],
  [25, [1, (view, at) => view.getUint8(at)]],
  [26, [1, (view, at) => view.getUint8(at)]],
  [27, [1, (view, at) => view.getUint8(at)]],
  [28, [1, (view, at) => view.getUint8(at)]],
]);

/**
 * The number that a tensor of one real number holds; null if it is anything else (several numbers, text, complex);
 * undefined if it should hold one and none was written.
 */
export function scalarOf(tensor: TensorDraft): number | null | undefined {
  const dtype = plainDtype(tensor.dtype);
  const inContent = contentReaders.get(dtype);
  if (!inContent || tensor.elements !== 1) return null;
  const layout = floatLayouts.get(dtype);
  if (tensor.contentBytes > 0) {
    const [sizeBytes, read] = inContent;
    if (tensor.contentBytes !== sizeBytes) return null;
    scratch.setInt32(0, tensor.contentLow, true);
    scratch.setInt32(4, tensor.contentHigh, true);
    const number = read(scratch, 0);
    return layout ? smallFloat(number, layout) : number;
  }
  if (tensor.listed !== 1) return tensor.listed === 0 ? undefined : null;
  return layout ? fromListedBits(tensor.first, layout) : tensor.first;
}

/** The dtype that a `*_REF` dtype refers to; any other as it is. */
export function plainDtype(dtype: number): number {
  return dtype > 100 ? dtype - 100 : dtype;
}

/** `half_val` holds the bits of a half or bfloat16, but PyTorch's add_tensor puts those of a float32 there. */
export function fromListedBits(bits: number, layout: FloatLayout): number {
  if (bits <= 0xffff) return smallFloat(bits, layout);
  scratch.setUint32(0, bits);
  return scratch.getFloat32(0);
}
