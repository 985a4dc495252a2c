// Floating point numbers of 16 and 8 bits, as TensorFlow's dtypes define them.

/** How the bits of a small float are to be read. */
export interface FloatLayout {
  readonly exponentBits: number;
  readonly mantissaBits: number;
  readonly bias: number;
  /**
   * `ieee`: the highest exponent means infinity or NaN. `finite`: only all ones is NaN, nothing is infinite.
   * `unsignedZero`: only the pattern of negative zero is NaN, nothing is infinite.
   */
  readonly special: 'ieee' | 'finite' | 'unsignedZero';
}

/** Layouts by dtype number of tensorflow/core/framework/types.proto. */
export const floatLayouts: ReadonlyMap<number, FloatLayout> = new Map([
  [14, { exponentBits: 8, mantissaBits: 7, bias: 127, special: 'ieee' }], // BFLOAT16
  [19, { exponentBits: 5, mantissaBits: 10, bias: 15, special: 'ieee' }], // HALF
  [24, { exponentBits: 5, mantissaBits: 2, bias: 15, special: 'ieee' }], // FLOAT8_E5M2
  [25, { exponentBits: 4, mantissaBits: 3, bias: 7, special: 'finite' }], // FLOAT8_E4M3FN
  [26, { exponentBits: 4, mantissaBits: 3, bias: 8, special: 'unsignedZero' }], // FLOAT8_E4M3FNUZ
  [27, { exponentBits: 4, mantissaBits: 3, bias: 11, special: 'unsignedZero' }], // FLOAT8_E4M3B11FNUZ
  [28, { exponentBits: 5, mantissaBits: 2, bias: 16, special: 'unsignedZero' }], // FLOAT8_E5M2FNUZ
]);

/** The number that `bits` stand for in this layout. */
export function smallFloat(bits: number, layout: FloatLayout): number {
  const { exponentBits, mantissaBits, bias, special } = layout;
  const signBit = 1 << (exponentBits + mantissaBits);
  const highestExponent = (1 << exponentBits) - 1;
  const fullMantissa = (1 << mantissaBits) - 1;
  const sign = bits & signBit ? -1 : 1;
  const exponent = (bits >> mantissaBits) & highestExponent;
  const mantissa = bits & fullMantissa;
  if (special === 'unsignedZero' && bits === signBit) return NaN;
  if (exponent === highestExponent) {
    if (special === 'ieee') return mantissa === 0 ? sign * Infinity : NaN;
    if (special === 'finite' && mantissa === fullMantissa) return NaN;
  }
  const fraction = mantissa / (1 << mantissaBits);
  return exponent === 0
    ? sign * fraction * 2 ** (1 - bias)
    : sign * (1 + fraction) * 2 ** (exponent - bias);
}
