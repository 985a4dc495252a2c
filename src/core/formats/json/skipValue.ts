// Finds where JSON strings and values end without reading them.

const [quote, backslash, openBrace, closeBrace] = [0x22, 0x5c, 0x7b, 0x7d];
const [openBracket, closeBracket, space] = [0x5b, 0x5d, 0x20];

/** The first place from `at` on that is no white space, or `end`. */
export function skipSpace(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(bytes[at]!)) at++;
  return at;
}

function isSpace(byte: number): boolean {
  return byte === space || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** The place behind the string that begins at `start`; −1 where its end is not there. */
export function endOfString(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    const byte = bytes[at];
    if (byte === quote) return at + 1;
    if (byte === backslash) at++;
  }
  return -1;
}

/** The place behind the string, object, array or word that begins at `start`; −1 where its end is not there. */
export function endOfValue(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start];
  if (first === quote) return endOfString(bytes, start, end);
  if (first === openBrace || first === openBracket) return endOfNested(bytes, start, end);
  return endOfWord(bytes, start, end);
}

function endOfNested(bytes: Uint8Array, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === quote) {
      at = endOfString(bytes, at, end) - 1;
      if (at < 0) return -1;
    } else if (byte === openBrace || byte === openBracket) depth++;
    else if ((byte === closeBrace || byte === closeBracket) && --depth === 0) return at + 1;
  }
  return -1;
}

const words: readonly string[] = ['true', 'false', 'null'];

function endOfWord(bytes: Uint8Array, start: number, end: number): number {
  for (const word of words) {
    let length = 0;
    while (start + length < end && bytes[start + length] === word.charCodeAt(length)) length++;
    if (length === word.length) return start + length;
  }
  return -1;
}
