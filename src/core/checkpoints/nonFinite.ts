// Counts what is not finite among the elements of a tensor, on their bits and at the speed of memory.

export interface NonFinite {
  nan: number;
  infinite: number;
}

/**
 * How a word of 32 bits shows that one of its elements is not finite: with the bits of the exponents alone (`mask`), adding
 * the lowest of them (`one`) carries into the sign bits (`signs`) where all are set.
 */
interface Pattern {
  readonly mask: number;
  readonly one: number;
  readonly signs: number;
  /** Of eight bytes only the upper word has the exponent. */
  readonly step: 1 | 2;
  readonly count: (bytes: Uint8Array, counts: NonFinite) => void;
}

const single: Pattern = {
  ...{ mask: 0x7f80_0000, one: 0x0080_0000, signs: 0x8000_0000 | 0, step: 1 },
  count: countSingles,
};
const double: Pattern = {
  ...{ mask: 0x7ff0_0000, one: 0x0010_0000, signs: 0x8000_0000 | 0, step: 2 },
  count: countDoubles,
};

const patterns: Readonly<Record<string, Pattern>> = {
  float64: double,
  complex128: double,
  float32: single,
  complex64: single,
  float16: {
    ...{ mask: 0x7c00_7c00, one: 0x0400_0400, signs: 0x8000_8000 | 0, step: 1 },
    count: (bytes, counts) => countHalves(bytes, 0x7c00, counts),
  },
  bfloat16: {
    ...{ mask: 0x7f80_7f80, one: 0x0080_0080, signs: 0x8000_8000 | 0, step: 1 },
    count: (bytes, counts) => countHalves(bytes, 0x7f80, counts),
  },
  float8_e5m2: {
    ...{ mask: 0x7c7c_7c7c, one: 0x0404_0404, signs: 0x8080_8080 | 0, step: 1 },
    count: (bytes, counts) => countBytes(bytes, 0x7c, 0x7c, counts),
  },
  // Has no infinities: all bits set is its only NaN.
  float8_e4m3fn: {
    ...{ mask: 0x7f7f_7f7f, one: 0x0101_0101, signs: 0x8080_8080 | 0, step: 1 },
    count: (bytes, counts) => countBytes(bytes, 0x7f, null, counts),
  },
};

/** Looked at together; where one element is not finite, so many words are counted one by one. */
const blockWords = 1_024;

/** Whether elements of this type can be other than finite. */
export function canBeNonFinite(dtype: string): boolean {
  return Object.hasOwn(patterns, dtype);
}

/** Adds to the counts. The bytes hold whole elements. */
export function countNonFinite(dtype: string, bytes: Uint8Array, counts: NonFinite): void {
  const pattern = patterns[dtype];
  if (!pattern) return;
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
  let at = 0;
  for (; at + blockWords <= words.length; at += blockWords) {
    if (hasNonFinite(words, at, pattern)) {
      pattern.count(aligned.subarray(4 * at, 4 * (at + blockWords)), counts);
    }
  }
  pattern.count(aligned.subarray(4 * at), counts);
}

/** Without a branch in the loop, which is what makes it fast. */
function hasNonFinite(
  words: Int32Array,
  from: number,
  { mask, one, signs, step }: Pattern,
): boolean {
  let carried = 0;
  const to = from + blockWords;
  for (let at = from + step - 1; at < to; at += step) carried |= (words[at]! & mask) + one;
  return (carried & signs) !== 0;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function countSingles(bytes: Uint8Array, counts: NonFinite): void {
  const view = viewOf(bytes);
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const bits = view.getInt32(at, true);
    if ((bits & 0x7f80_0000) !== 0x7f80_0000) continue;
    if ((bits & 0x007f_ffff) === 0) counts.infinite++;
    else counts.nan++;
  }
}

function countDoubles(bytes: Uint8Array, counts: NonFinite): void {
  const view = viewOf(bytes);
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    const upper = view.getInt32(at + 4, true);
    if ((upper & 0x7ff0_0000) !== 0x7ff0_0000) continue;
    if ((upper & 0x000f_ffff) === 0 && view.getInt32(at, true) === 0) counts.infinite++;
    else counts.nan++;
  }
}

function countHalves(bytes: Uint8Array, exponent: number, counts: NonFinite): void {
  const view = viewOf(bytes);
  for (let at = 0; at + 2 <= bytes.length; at += 2) {
    const bits = view.getUint16(at, true);
    if ((bits & exponent) !== exponent) continue;
    if ((bits & 0x7fff) === exponent) counts.infinite++;
    else counts.nan++;
  }
}

/** @param infinity without the sign; null where the type has none */
function countBytes(
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
