// Numbers as the log writes them: JSON's, and the bare words NaN, Infinity and -Infinity. Read in place, without a string.

/** Powers of ten that doubles hold exactly. */
const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const largestPower = powers.length - 1;

/** Digits that a double holds exactly, whatever they are; so many more are read into a second one. */
const headDigits = 15;
const mostDigits = 19;

const characters = { zero: 48, nine: 57, minus: 45, plus: 43, point: 46, e: 101, E: 69 } as const;

/** A multiplier that splits a double into two halves whose products are exact (Dekker 1971). */
const splitter = 2 ** 27 + 1;

const latin1 = new TextDecoder('latin1');
const otherNumber = /^-?(?:\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|Infinity)$/;

/** The nearest double to the number in bytes[start, end); undefined if that is none. NaN is a number here. */
export function readNumber(bytes: Uint8Array, start: number, end: number): number | undefined {
  const first = bytes[start]!;
  const isNegative = first === characters.minus;
  let at = isNegative ? start + 1 : start;
  let [head, rest, digits, restDigits, fraction] = [0, 0, 0, 0, 0];
  const begin = at;
  let point = -1;
  for (; at < end; at++) {
    const character = bytes[at]!;
    const digit = character - characters.zero;
    if (digit >= 0 && digit <= 9) {
      if (digits < headDigits) head = head * 10 + digit;
      else {
        rest = rest * 10 + digit;
        restDigits++;
      }
      if (digits > 0 || digit > 0) digits++;
    } else if (character === characters.point && point < 0 && at > begin) point = at;
    else break;
  }
  if (point >= 0) fraction = at - point - 1;
  const isPlain = at > begin && fraction > 0 === point >= 0 && digits <= mostDigits;
  const exponent = at === end ? 0 : exponentOf(bytes, at, end);
  const power = fraction - exponent;
  if (!isPlain || !(power >= 0 && power <= largestPower)) return readOther(bytes, start, end);
  const size =
    restDigits === 0 ? head / powers[power]! : divide(head, rest, restDigits, powers[power]!);
  if (Number.isNaN(size)) return readOther(bytes, start, end);
  return isNegative ? -size : size;
}

/** What follows the digits as an exponent; NaN if it is none, or a long one. */
function exponentOf(bytes: Uint8Array, start: number, end: number): number {
  const character = bytes[start]!;
  if (character !== characters.e && character !== characters.E) return NaN;
  const sign = bytes[start + 1]!;
  const isSigned = sign === characters.minus || sign === characters.plus;
  const begin = isSigned ? start + 2 : start + 1;
  if (begin >= end || end - begin > 3) return NaN;
  let exponent = 0;
  for (let at = begin; at < end; at++) {
    const digit = bytes[at]! - characters.zero;
    if (digit < 0 || digit > 9) return NaN;
    exponent = exponent * 10 + digit;
  }
  return sign === characters.minus ? -exponent : exponent;
}

/**
 * The double nearest to `(head · 10^restDigits + rest) / divisor`, worked out with twice a double's digits; NaN in the
 * rare case that these do not tell to which side to round.
 */
function divide(head: number, rest: number, restDigits: number, divisor: number): number {
  const scale = powers[restDigits]!;
  const product = head * scale;
  const low = productError(head, scale, product) + rest;
  const dividend = product + low;
  const lost = low - (dividend - product);
  const quotient = dividend / divisor;
  const back = quotient * divisor;
  const remainder = dividend - back - productError(quotient, divisor, back) + lost;
  const correction = remainder / divisor;
  const doubt = quotient * 2 ** -90;
  const above = quotient + (correction + doubt);
  return above === quotient + (correction - doubt) ? above : NaN;
}

/** What `product`, which is `a * b` rounded, lacks of the exact product. */
function productError(a: number, b: number, product: number): number {
  const [aWide, bWide] = [splitter * a, splitter * b];
  const [aHigh, bHigh] = [aWide - (aWide - a), bWide - (bWide - b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function readOther(bytes: Uint8Array, start: number, end: number): number | undefined {
  const text = latin1.decode(bytes.subarray(start, end));
  if (text === 'NaN') return NaN;
  return otherNumber.test(text) ? Number(text) : undefined;
}
