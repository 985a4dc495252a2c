// Reads JSON as Python writes it: with NaN, Infinity and -Infinity where a number may stand.
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

/** The same; undefined where the text is no JSON. */
export function tryParseJson(text: string): FactValue | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** The object that a value is; undefined for arrays, null and all else. */
export function objectOf(
  value: FactValue | undefined,
): Readonly<Record<string, FactValue>> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, FactValue>>) : undefined;
}

/** The list that a value is; undefined for all else. */
export function listOf(value: FactValue | undefined): readonly FactValue[] | undefined {
  return Array.isArray(value) ? (value as readonly FactValue[]) : undefined;
}

/** The number that a value is; undefined for all else. */
export function numberOf(value: FactValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
