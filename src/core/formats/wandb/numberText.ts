// Numbers as the log writes them: JSON's, and the bare words NaN, Infinity and -Infinity.
import { lastDecimal, readDecimal } from '../decimal';
import { textOf } from '../text';

const minus = 0x2d;
const point = 0x2e;

const words: ReadonlyMap<string, number> = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** The nearest double to the number in bytes[start, end); undefined if that is none. NaN is a number here. */
export function readNumber(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (start >= end) return undefined;
  if (!isDigit(bytes[end - 1]!)) return words.get(textOf(bytes.subarray(start, end)));
  const first = bytes[start] === minus ? start + 1 : start;
  // Between digits: the decimals that others write may begin or end with a point, JSON's may not.
  if (!isDigit(bytes[first]!)) return undefined;
  for (let at = first + 1; at < end; at++) {
    if (bytes[at] === point && !isDigit(bytes[at + 1]!)) return undefined;
  }
  const value = readDecimal(bytes, start, end);
  return lastDecimal.end === end ? value : undefined;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
