// The keys of a file's history or system records, found by the bytes that spell them: a name is put together once.
import type { DecodedTag } from '../../model/decoded';
import { TagTable } from '../tagTable';
import { FieldWalk } from './fields';
import { itemKeys } from './item';
import { textOf } from '../text';

/** Told apart from metrics: they give steps and times to the others. */
const counterNames: ReadonlySet<string> = new Set(['_step', '_timestamp', '_runtime']);

/** The name under which an object says what it is. */
const typeName = '_type';

/** Keys remembered; more are not the work of a training. */
const mostKeys = 200_000;

/** What the keys inside one object have in common. */
export interface KeyGroup {
  readonly name: string;
  readonly parent: KeyGroup | null;
  /** Number of the row in which it said last what it is: then it is no group of metrics but a picture, a table … */
  typedRow: number;
}

/** A key, and what the row read last with it in it says. */
export interface Key {
  readonly name: string;
  /** The names that lead to it, which `name` joins. */
  readonly path: readonly string[];
  readonly role: 'metric' | 'counter' | 'type';
  readonly group: KeyGroup | null;
  /** A number that tells it from others in sums over the keys of a row. */
  readonly mark: number;
  /** Undefined before the first point; null where there is no room for it. */
  series: DecodedTag | null | undefined;
  /** Number of the row; 0 before the first. */
  row: number;
  /** Its place among the values of that row. */
  place: number;
  /** NaN before the first. */
  value: number;
  /** The key whose values are the steps of this one; null where the log's own counter is. */
  stepKey: Key | null;
  /** The revision of the rules that `stepKey` follows. */
  rulesRevision: number;
}

export class KeyTable {
  readonly #prefix: string;
  readonly #table = new TagTable();
  /** By number in the table. */
  readonly #keys: (Key | null)[] = [];
  readonly #byName = new Map<string, Key>();
  readonly #groups = new Map<string, KeyGroup>();
  readonly #walk = new FieldWalk();

  /** @param prefix goes before all names */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** All keys that have a value. */
  *valued(): Iterable<Key> {
    for (const key of this.#byName.values()) if (!Number.isNaN(key.value)) yield key;
  }

  /** The key that these fields of an item spell, if it was looked for before. */
  known(bytes: Uint8Array, start: number, end: number): Key | null {
    const known = this.#table.find(bytes, start, end - start);
    return known < 0 ? null : this.#keys[known]!;
  }

  /** The key that these fields of an item spell, old style or new; null where there is no room for it. */
  find(bytes: Uint8Array, start: number, end: number): Key | null {
    const known = this.#table.find(bytes, start, end - start);
    if (known >= 0) return this.#keys[known]!;
    if (this.#keys.length >= mostKeys) return null;
    this.#table.add(bytes, start, end - start);
    const key = this.named(this.#namesIn(bytes, start, end));
    this.#keys.push(key);
    return key;
  }

  /** The key that these names lead to; null where there is no room for it. */
  named(names: readonly string[]): Key | null {
    const name = this.#prefix + names.join('.');
    const known = this.#byName.get(name);
    if (known) return known;
    if (this.#byName.size >= mostKeys) return null;
    const isType = names.length > 1 && names.at(-1) === typeName;
    const key: Key = {
      name,
      path: names,
      mark: markOf(this.#byName.size),
      role: isType ? 'type' : counterNames.has(name) ? 'counter' : 'metric',
      group: this.#groupOf(names.slice(0, -1)),
      series: undefined,
      row: 0,
      place: 0,
      value: NaN,
      stepKey: null,
      rulesRevision: -1,
    };
    this.#byName.set(name, key);
    return key;
  }

  #groupOf(names: readonly string[]): KeyGroup | null {
    if (names.length === 0) return null;
    const name = names.join('.');
    const known = this.#groups.get(name);
    if (known) return known;
    const made = { name, parent: this.#groupOf(names.slice(0, -1)), typedRow: 0 };
    this.#groups.set(name, made);
    return made;
  }

  #namesIn(bytes: Uint8Array, start: number, end: number): string[] {
    const walk = this.#walk;
    const nested: string[] = [];
    let plain = '';
    walk.begin(bytes, start, end);
    for (let field = walk.next(); field >= 0; field = walk.next()) {
      const to = walk.bytesEnd();
      const name = textOf(bytes.subarray(walk.at, to));
      if (field === itemKeys.nestedName) nested.push(name);
      else plain = name;
      walk.at = to;
    }
    return nested.length > 0 ? nested : [plain];
  }
}

/** Scatters numbers over 32 bits, so that sums of some are hardly ever those of others (murmur3's last step). */
function markOf(number: number): number {
  const first = Math.imul(number ^ 0x5bd1e995, 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return second ^ (second >>> 16);
}
