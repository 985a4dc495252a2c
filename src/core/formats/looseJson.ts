// JSON as Python writes it: with NaN, Infinity and -Infinity as bare words.
import type { FactValue } from '../../shared/facts';

/** Throws an error that says what is wrong with the text. `NaN`, `Infinity` and `-Infinity` are numbers. */
export function parseJson(text: string): FactValue {
  try {
    return JSON.parse(text) as FactValue;
  } catch (error) {
    // What JSON has no words for stands bare in what Python writes. A string may contain the same words.
    const words = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;
    const marked = text.replace(words, (word) =>
      word.startsWith('"') ? word : `{"${numberMark}":"${word}"}`,
    );
    if (marked === text) throw error;
    return JSON.parse(marked, unmarkNumber) as FactValue;
  }
}

const numberMark = 'number that JSON has no word for';

function unmarkNumber(_key: string, value: unknown): unknown {
  const isMarked = typeof value === 'object' && value !== null && numberMark in value;
  return isMarked ? Number((value as Record<string, string>)[numberMark]) : value;
}
