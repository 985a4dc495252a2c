// JSON as Python writes it: with NaN, Infinity and -Infinity as bare words.
import type { FactValue } from '../../shared/facts';

const bareWords = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;
/** Stands for a word while others parse; no writer begins a text with this. */
const mark = '\u0000';
const wholeNumber = /^-?\d{16,}$/;

/** Throws a SyntaxError where it is no JSON. A whole number that a double does not hold comes as text. */
export function parseLooseJson(text: string): FactValue {
  if (wholeNumber.test(text) && !Number.isSafeInteger(Number(text))) return text;
  try {
    return JSON.parse(text) as FactValue;
  } catch {
    const marked = text.replace(bareWords, (word) =>
      word.startsWith('"') ? word : `"\\u0000${word}"`,
    );
    return JSON.parse(marked, unmarked) as FactValue;
  }
}

function unmarked(_name: string, value: unknown): unknown {
  return typeof value === 'string' && value.startsWith(mark) ? Number(value.slice(1)) : value;
}
