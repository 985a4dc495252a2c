// Decimals as nearly all logged values are: digits, a point, digits. Four digits are read at a time.
import { scaleParts } from '../decimal';

/** Up to so many digits all sums below are exact. */
const mostDigits = 18;
/** What stands before the point, and four (where it is short, eight) digits behind it, have at most 15 digits. */
const mostWholeDigits = 11;
const shortWhole = 1e7;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;

const powers = Float64Array.from({ length: 23 }, (_, at) => Number(`1e${at}`));

/**
 * The nearest double to the number in bytes[start, end), whose view this is. NaN where it is no number or is written in
 * another way (with an exponent, with very many digits, as a word).
 */
export function readPlainNumber(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
): number {
  const isNegative = bytes[start] === minus;
  const first = isNegative ? start + 1 : start;
  if (end - first > mostDigits + 1) return NaN;
  let at = first;
  let whole = 0;
  let digit = 0;
  for (; at < end; at++) {
    digit = bytes[at]! - zero;
    if (digit < 0 || digit > 9) break;
    whole = whole * 10 + digit;
  }
  const wholeDigits = at - first;
  if (wholeDigits === 0) return NaN;
  if (at === end) return wholeDigits > 15 ? NaN : isNegative ? -whole : whole;
  if (bytes[at] !== point || ++at === end || wholeDigits > mostWholeDigits) return NaN;
  const value = withFraction(bytes, view, whole, at, end);
  return isNegative ? -value : value;
}

/** The number whose digits behind the point are [start, end). */
function withFraction(
  bytes: Uint8Array,
  view: DataView,
  whole: number,
  start: number,
  end: number,
): number {
  let at = start;
  const left = fourDigits(view, at, end);
  const more = left < 0 || whole >= shortWhole ? -1 : fourDigits(view, at + 4, end);
  let high = 0;
  if (more >= 0) {
    high = left * 10_000 + more;
    at += 8;
  } else if (left >= 0) {
    high = left;
    at += 4;
  }
  const highEnd = at;
  let low = 0;
  const next = more < 0 ? -1 : fourDigits(view, at, end);
  if (next >= 0) {
    low = next;
    at += 4;
  }
  for (; at < end; at++) {
    const digit = bytes[at]! - zero;
    if (digit < 0 || digit > 9) return NaN;
    low = low * 10 + digit;
  }
  const behind = end - start;
  const head = whole * powers[highEnd - start]! + high;
  const tail = powers[end - highEnd]!;
  const mantissa = head * tail + low;
  if (mantissa <= Number.MAX_SAFE_INTEGER) return mantissa / powers[behind]!;
  return scaleParts(head, tail, low, -behind);
}

/** The number that the four digits at `at` are; -1 where they are not four digits or reach beyond `end`. */
function fourDigits(view: DataView, at: number, end: number): number {
  if (at + 4 > end) return -1;
  const word = (view.getInt32(at, true) - 0x30303030) | 0;
  // A byte below "0" borrows and one above "9" carries into its upper half.
  if (((word | (word + 0x06060606)) & 0xf0f0f0f0) !== 0) return -1;
  const pairs = ((word & 0x000f000f) * 10 + ((word >>> 8) & 0x000f000f)) | 0;
  return (pairs & 0xff) * 100 + ((pairs >>> 16) & 0xff);
}
