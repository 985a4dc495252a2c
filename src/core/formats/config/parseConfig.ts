// Reads a configuration as people and libraries write it: YAML with whatever tags.
import {
  CORE_SCHEMA,
  defineMappingTag,
  defineScalarTag,
  defineSequenceTag,
  load,
  mergeTag,
  realMapTag,
} from 'js-yaml';
import type { FactValue } from '../../../shared/facts';

/** YAML's aliases make a small text as large as one likes. */
const mostNodes = 50_000;
const deepest = 64;

/**
 * Tags name the classes that a library would make of the values (`!!python/tuple`): the values are kept as they stand,
 * and nothing is made of them.
 */
const foreign = { matchByTagPrefix: true, identify: () => false } as const;
const prefixes = ['!', 'tag:'];
const tolerant = CORE_SCHEMA.withTags(
  mergeTag,
  realMapTag,
  ...prefixes.flatMap((prefix) => [
    defineScalarTag<string>(prefix, {
      ...foreign,
      resolve: (source, _isExplicit, tag) => source || tag.slice(tag.lastIndexOf(':') + 1),
    }),
    defineSequenceTag<unknown[]>(prefix, {
      ...foreign,
      create: () => [],
      addItem: (list, item) => {
        list.push(item);
      },
    }),
    defineMappingTag<Map<unknown, unknown>>(prefix, {
      ...foreign,
      create: () => new Map<unknown, unknown>(),
      addPair: (map, key, value) => {
        map.set(key, value);
        return '';
      },
      has: (map, key) => map.has(key),
      keys: (map) => map.keys(),
      get: (map, key) => map.get(key),
    }),
  ]),
);

/** Throws an error that says what is wrong with the text. Empty text is null. */
export function parseYaml(text: string): FactValue {
  if (text.split('\n').every((line) => /^\s*(?:#|$)/.test(line))) return null;
  return new Plain().of(load(text, { schema: tolerant, json: true, maxDepth: deepest }), 0);
}

/** Makes plain values of what the reader gives: maps become objects, anything else that is no JSON becomes text. */
class Plain {
  #nodes = 0;

  of(value: unknown, depth: number): FactValue {
    if (++this.#nodes > mostNodes || depth > deepest) throw new Error('it is too large');
    if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') {
      return value;
    }
    if (typeof value === 'bigint') return String(value);
    if (Array.isArray(value)) return value.map((entry) => this.of(entry, depth + 1));
    if (!(value instanceof Map)) return null;
    return Object.fromEntries(
      Array.from(value, ([key, below]) => [this.#keyOf(key), this.of(below, depth + 1)]),
    );
  }

  #keyOf(key: unknown): string {
    return typeof key === 'string' ? key : JSON.stringify(this.of(key, 0));
  }
}
