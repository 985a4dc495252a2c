// Reads decimal numbers from bytes without making strings, rounded as `Number` rounds them.

/** Where the number that was read last ends. Kept here because a pair per number would be an object per number. */
export const lastDecimal = { end: 0 };

/** Digits that a double holds exactly, whatever they are. */
const sureDigits = 15;
/** With up to so many digits behind them the product below stays exact. */
const mostDigits = 22;
/** 5^45 has 105 bits: the last power of ten that two doubles hold exactly. */
const highestPower = 45;
/** Splits a double into halves whose products are exact (Veltkamp). */
const splitter = 2 ** 27 + 1;

const powers = Array.from({ length: highestPower + 1 }, (_, at) => 10n ** BigInt(at));
const powerHigh = Float64Array.from(powers, Number);
const powerLow = Float64Array.from(powers, (power, at) => Number(power - BigInt(powerHigh[at]!)));

const zero = 0x30;
const nine = 0x39;

/**
 * The number that begins at `start`: digits with an optional sign, point and exponent. NaN where none begins there, and
 * for `nan`; `inf` and `infinity` in any case are read as Python writes them. `lastDecimal.end` is the place behind it,
 * `start` where there is no number.
 *
 * Up to 15 digits Clinger's fast path is exact. Up to 22 the quotient (product) is computed to twice a double's
 * precision (Dekker 1971), which decides all but about one in 2^40 roundings; those, and all else, are left to `Number`.
 */
export function readDecimal(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let byte = at < end ? bytes[at]! : 0;
  const isNegative = byte === 0x2d;
  if (isNegative || byte === 0x2b) byte = ++at < end ? bytes[at]! : 0;
  const digitsStart = at;
  let high = 0;
  let low = 0;
  let digits = 0;
  let exponent = 0;
  let isFraction = false;
  let seen = 0;
  for (;;) {
    if (byte >= zero && byte <= nine) {
      seen++;
      if (digits > 0 || byte !== zero) {
        if (digits < sureDigits) high = high * 10 + (byte - zero);
        else low = low * 10 + (byte - zero);
        digits++;
      }
      if (isFraction) exponent--;
    } else if (byte === 0x2e && !isFraction) isFraction = true;
    else break;
    byte = ++at < end ? bytes[at]! : 0;
  }
  if (seen === 0) return readWord(bytes, start, digitsStart, end, isNegative);
  if ((byte | 0x20) === 0x65) {
    const power = readExponent(bytes, at + 1, end);
    if (power === power) {
      exponent += power;
      at = lastDecimal.end;
    }
  }
  lastDecimal.end = at;
  const value = scale(high, low, digits, exponent);
  if (value === value) return isNegative ? -value : value;
  return Number(textOf(bytes, start, at));
}

/** The whole number behind an `e`; NaN where there is none. */
function readExponent(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const sign = at < end ? bytes[at]! : 0;
  if (sign === 0x2d || sign === 0x2b) at++;
  const first = at;
  let power = 0;
  for (; at < end && bytes[at]! >= zero && bytes[at]! <= nine; at++) {
    power = Math.min(power * 10 + bytes[at]! - zero, 1e6);
  }
  if (at === first) return NaN;
  lastDecimal.end = at;
  return sign === 0x2d ? -power : power;
}

/** The number that these digits and this exponent mean; NaN where that takes more than two doubles to say. */
function scale(high: number, low: number, digits: number, exponent: number): number {
  if (high === 0) return 0;
  if (digits <= sureDigits && exponent >= -22 && exponent <= 22) {
    return exponent < 0 ? high / powerHigh[-exponent]! : high * powerHigh[exponent]!;
  }
  if (digits > mostDigits || exponent > 22 || exponent < -highestPower) return NaN;
  const behind = digits > sureDigits ? powerHigh[digits - sureDigits]! : 1;
  return scaleParts(high, behind, low, exponent);
}

/**
 * The double next to `(high * behind + low) * 10^exponent`; NaN where that takes more than two doubles to say.
 * @param high an exact integer, as `low` is
 * @param behind an exact power of ten
 * @param exponent -45 to 22
 */
export function scaleParts(high: number, behind: number, low: number, exponent: number): number {
  const product = high * behind;
  const rest = productError(high, behind, product) + low;
  const mantissa = product + rest;
  const mantissaLow = rest - (mantissa - product);
  return exponent < 0
    ? divide(mantissa, mantissaLow, -exponent)
    : multiply(mantissa, mantissaLow, exponent);
}

function divide(high: number, low: number, power: number): number {
  const by = powerHigh[power]!;
  const quotient = high / by;
  const product = quotient * by;
  const rest = high - product - productError(quotient, by, product);
  return settle(quotient, (rest - quotient * powerLow[power]! + low) / by);
}

function multiply(high: number, low: number, power: number): number {
  const by = powerHigh[power]!;
  const product = high * by;
  return settle(product, productError(high, by, product) + low * by);
}

/** The double next to `value + rest`; NaN where the error of `rest` might decide which that is. */
function settle(value: number, rest: number): number {
  const doubt = Math.abs(value) * 2 ** -96;
  const below = value + (rest - doubt);
  return below === value + (rest + doubt) ? below : NaN;
}

/** `a * b - product` without error, where `product` is the rounded `a * b`. */
function productError(a: number, b: number, product: number): number {
  const aScaled = a * splitter;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = b * splitter;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

const words: readonly (readonly [string, number])[] = [
  ['infinity', Infinity],
  ['inf', Infinity],
  ['nan', NaN],
];

function readWord(
  bytes: Uint8Array,
  start: number,
  at: number,
  end: number,
  isNegative: boolean,
): number {
  for (const [word, value] of words) {
    if (at + word.length > end || !isWord(bytes, at, word)) continue;
    lastDecimal.end = at + word.length;
    return isNegative ? -value : value;
  }
  lastDecimal.end = start;
  return NaN;
}

function isWord(bytes: Uint8Array, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    if ((bytes[at + i]! | 0x20) !== word.charCodeAt(i)) return false;
  }
  return true;
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}
