// What an unpickler that runs nothing builds: plain containers, and inert records where Python would import or call.

/** A name that Python would import. */
export class PickleGlobal {
  readonly module: string;
  readonly name: string;

  constructor(module: string, name: string) {
    this.module = module;
    this.name = name;
  }

  get path(): string {
    return `${this.module}.${this.name}`;
  }
}

/** An object that Python would make by a call; here only what was to be called, with what, and what was put into it. */
export class PickleObject {
  readonly maker: PickleValue;
  readonly args: PickleValue;
  state: PickleValue = null;
  readonly items: PickleValue[] = [];
  readonly entries = new Map<PickleValue, PickleValue>();

  constructor(maker: PickleValue, args: PickleValue) {
    this.maker = maker;
    this.args = args;
  }

  /** `module.name` of what would be called; null where that is no name. */
  get path(): string | null {
    return this.maker instanceof PickleGlobal ? this.maker.path : null;
  }
}

/** What stands for something outside the pickle, such as the bytes of a tensor. */
export class PickleReference {
  readonly id: PickleValue;

  constructor(id: PickleValue) {
    this.id = id;
  }
}

/** A tuple is a list that does not grow; the difference matters to nobody here. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | Set<PickleValue>
  | PickleGlobal
  | PickleObject
  | PickleReference;

/** The entry of a dictionary, or of an object that is used like one. */
export function entryOf(value: PickleValue | undefined, key: string): PickleValue | undefined {
  return entriesOf(value)?.get(key);
}

/** What a value holds by key: its own entries, or the attributes that were set; null for what is no container of names. */
export function entriesOf(
  value: PickleValue | undefined,
): ReadonlyMap<PickleValue, PickleValue> | null {
  if (value instanceof Map) return value;
  if (!(value instanceof PickleObject)) return null;
  if (value.entries.size > 0) return value.entries;
  if (value.state instanceof Map) return value.state;
  // Of a pair, the second holds the slots; the first the attributes.
  const [attributes] = Array.isArray(value.state) ? value.state : [];
  return attributes instanceof Map ? attributes : value.entries;
}
