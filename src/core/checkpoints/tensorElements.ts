// Elements of tensors as numbers, type by type. All formats here are little-endian.

type Reader = (view: DataView, at: number) => number;

const readers: Readonly<Record<string, readonly [bytes: number, read: Reader]>> = {
  float64: [8, (view, at) => view.getFloat64(at, true)],
  float32: [4, (view, at) => view.getFloat32(at, true)],
  float16: [2, (view, at) => halfTable()[view.getUint16(at, true)]!],
  bfloat16: [2, (view, at) => fromBits(view.getUint16(at, true) * 65_536)],
  float8_e4m3fn: [1, (view, at) => e4m3Table()[view.getUint8(at)]!],
  float8_e5m2: [1, (view, at) => halfTable()[view.getUint8(at) * 256]!],
  bool: [1, (view, at) => view.getUint8(at)],
  uint8: [1, (view, at) => view.getUint8(at)],
  int8: [1, (view, at) => view.getInt8(at)],
  uint16: [2, (view, at) => view.getUint16(at, true)],
  int16: [2, (view, at) => view.getInt16(at, true)],
  uint32: [4, (view, at) => view.getUint32(at, true)],
  int32: [4, (view, at) => view.getInt32(at, true)],
  uint64: [8, (view, at) => Number(view.getBigUint64(at, true))],
  int64: [8, (view, at) => Number(view.getBigInt64(at, true))],
};

/** Whether values of this type can be read one by one. */
export function isReadable(dtype: string): boolean {
  return Object.hasOwn(readers, dtype);
}

/** The first element; null where the type cannot be read or nothing is there. */
export function firstValue(dtype: string, bytes: Uint8Array): number | null {
  const [size = Infinity, read] = Object.hasOwn(readers, dtype) ? readers[dtype]! : [];
  if (!read || bytes.length < size) return null;
  return read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0);
}

/** All whole elements of the bytes. The type must be readable. */
export function decodeElements(dtype: string, bytes: Uint8Array): Float64Array {
  const [size, read] = readers[dtype]!;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(Math.floor(bytes.length / size));
  for (let i = 0; i < values.length; i++) values[i] = read(view, i * size);
  return values;
}

const scratch = new DataView(new ArrayBuffer(4));

function fromBits(bits: number): number {
  scratch.setUint32(0, bits);
  return scratch.getFloat32(0);
}

let half: Float32Array | null = null;

/** IEEE 754 binary16 by its bits; E5M2 is its upper byte. */
function halfTable(): Float32Array {
  half ??= Float32Array.from({ length: 65_536 }, (_, bits) => {
    const fraction = bits & 1023;
    const exponent = (bits >> 10) & 31;
    const sign = bits & 32_768 ? -1 : 1;
    if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
    return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
  });
  return half;
}

let e4m3: Float32Array | null = null;

/** Four bits of exponent, no infinities. Source: "FP8 Formats for Deep Learning", table 1. */
function e4m3Table(): Float32Array {
  e4m3 ??= Float32Array.from({ length: 256 }, (_, bits) => {
    const fraction = bits & 7;
    const exponent = (bits >> 3) & 15;
    const sign = bits & 128 ? -1 : 1;
    if ((bits & 127) === 127) return NaN;
    return sign * (exponent === 0 ? fraction * 2 ** -9 : (8 + fraction) * 2 ** (exponent - 10));
  });
  return e4m3;
}
