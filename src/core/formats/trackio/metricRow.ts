// The JSON of one row of metrics, as `serialize_values` in `trackio/utils.py` writes it: numbers, and objects that say what they are.
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

/** What takes the values of a row. */
export interface RowTaker {
  number(name: string, value: number): void;
  /** An object that says its `_type`: a picture, a table … */
  typed(name: string, object: JsonObject): void;
}

/** All numbers and objects with a type, by their keys joined with `/`. */
export function takeValues(
  object: JsonObject,
  taker: RowTaker,
  prefix = '',
  levels = mostLevels,
): void {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix + key;
    if (typeof value === 'number') taker.number(name, value);
    else if (typeof value === 'boolean') taker.number(name, Number(value));
    else if (typeof value === 'string' && Object.hasOwn(words, value)) {
      taker.number(name, words[value]!);
    } else {
      const below = objectOf(value);
      if (!below) continue;
      if ('_type' in below) taker.typed(name, below);
      else if (levels > 0) takeValues(below, taker, `${name}/`, levels - 1);
    }
  }
}
