// Counts what is not finite among the elements of a tensor, on their bits and at the speed of memory.

export interface NonFinite {
  nan: number;
  infinite: number;
}

type Scan = (bytes: Uint8Array, counts: NonFinite) => void;

const scans: Readonly<Record<string, Scan>> = {
  float64: (bytes, counts) => scanDoubles(words(bytes), counts),
  float32: (bytes, counts) => scanSingles(words(bytes), counts),
  float16: (bytes, counts) => scanHalves(bytes, 0x7c00, counts),
  bfloat16: (bytes, counts) => scanHalves(bytes, 0x7f80, counts),
  complex64: (bytes, counts) => scanSingles(words(bytes), counts),
  complex128: (bytes, counts) => scanDoubles(words(bytes), counts),
  float8_e5m2: (bytes, counts) => scanBytes(bytes, 0x7c, 0x7c, counts),
  // Has no infinities: all bits set is its only NaN.
  float8_e4m3fn: (bytes, counts) => scanBytes(bytes, 0x7f, null, counts),
};

/** Whether elements of this type can be other than finite. */
export function canBeNonFinite(dtype: string): boolean {
  return Object.hasOwn(scans, dtype);
}

/** Adds to the counts. The bytes hold whole elements. */
export function countNonFinite(dtype: string, bytes: Uint8Array, counts: NonFinite): void {
  scans[dtype]?.(bytes, counts);
}

/** The bytes as words; copied where they do not lie on a word's boundary. */
function words(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
}

function scanSingles(values: Uint32Array, counts: NonFinite): void {
  for (const bits of values) {
    if ((bits & 0x7f800000) !== 0x7f800000) continue;
    if ((bits & 0x007fffff) === 0) counts.infinite++;
    else counts.nan++;
  }
}

/** The upper word comes second. */
function scanDoubles(values: Uint32Array, counts: NonFinite): void {
  for (let at = 1; at < values.length; at += 2) {
    const bits = values[at]!;
    if ((bits & 0x7ff00000) !== 0x7ff00000) continue;
    if ((bits & 0x000fffff) === 0 && values[at - 1] === 0) counts.infinite++;
    else counts.nan++;
  }
}

/** Two at a time; a pair is looked at closer where one of it has all bits of the exponent set. */
function scanHalves(bytes: Uint8Array, exponent: number, counts: NonFinite): void {
  const low = exponent;
  const high = exponent * 65_536;
  const pairs = words(bytes);
  for (const pair of pairs) {
    if ((pair & low) === low) countHalf(pair & 0xffff, exponent, counts);
    if ((pair & high) === high) countHalf(pair >>> 16, exponent, counts);
  }
  const done = pairs.length * 4;
  if (bytes.length >= done + 2) {
    const last = bytes[done]! | (bytes[done + 1]! << 8);
    if ((last & exponent) === exponent) countHalf(last, exponent, counts);
  }
}

function countHalf(bits: number, exponent: number, counts: NonFinite): void {
  if ((bits & 0x7fff) === exponent) counts.infinite++;
  else counts.nan++;
}

/** @param infinity without the sign; null where the type has none */
function scanBytes(
  bytes: Uint8Array,
  exponent: number,
  infinity: number | null,
  counts: NonFinite,
): void {
  for (const bits of bytes) {
    if ((bits & exponent) !== exponent) continue;
    if ((bits & 0x7f) === infinity) counts.infinite++;
    else counts.nan++;
  }
}
