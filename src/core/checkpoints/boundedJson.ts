// JSON of files that may be hostile: text that nests too deeply is refused before it is parsed.
import { Damage } from './damage';

/** JSON.parse recurses; configurations nest less than twenty levels. */
const deepest = 1_000;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Throws damage for anything but JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  if (nesting(bytes) > deepest) throw new Damage('over-limit', 'JSON');
  try {
    return JSON.parse(plainNumbers(strictUtf8.decode(bytes))) as unknown;
  } catch {
    throw new Damage('damaged', 'JSON');
  }
}

/**
 * Python writes numbers that JSON has not. Infinities become numbers that are too large, and NaN the text `NaN`.
 * Only bare words are touched: strings are skipped over.
 */
function plainNumbers(text: string): string {
  if (!/NaN|Infinity/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|\bNaN\b|-?\bInfinity\b/g, (found) => {
    if (found === 'NaN') return '"NaN"';
    return found.endsWith('Infinity') ? found.replace('Infinity', '1e999') : found;
  });
}

/** The most brackets that are open at once outside of strings. */
function nesting(bytes: Uint8Array): number {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inString) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x7b || byte === 0x5b) most = Math.max(most, ++depth);
    else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return most;
}
