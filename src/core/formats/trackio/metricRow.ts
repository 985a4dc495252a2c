// The JSON of one row of metrics, as `serialize_values` in `trackio/utils.py` writes it.
import type { FactValue } from '../../../shared/facts';
import { objectOf, tryParseJson } from '../pythonJson';

export type JsonObject = Readonly<Record<string, FactValue>>;

/** What JSON has no numbers for is text. */
const words: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity };

/** Deeper objects are passed over. */
const mostLevels = 8;

/** The object in a text; an empty one where it is none. */
export function jsonObject(text: string | null): JsonObject {
  return objectOf(tryParseJson(text ?? '')) ?? {};
}

/** All numbers, by their keys joined with `/`. Media and tables, which say their `_type`, are none. */
export function numbersOf(
  object: JsonObject,
  take: (name: string, value: number) => void,
  prefix = '',
  levels = mostLevels,
): void {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix + key;
    if (typeof value === 'number') take(name, value);
    else if (typeof value === 'boolean') take(name, Number(value));
    else if (typeof value === 'string' && Object.hasOwn(words, value)) take(name, words[value]!);
    else {
      const below = objectOf(value);
      if (below && !('_type' in below) && levels > 0) {
        numbersOf(below, take, `${name}/`, levels - 1);
      }
    }
  }
}
