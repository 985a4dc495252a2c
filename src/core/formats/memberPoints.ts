// Sorts points and items of many runs, as a table has them one after the other, into blocks of one run each.
import type { CollectionSink } from '../model/collection';
import type { DecodedTag, ItemBlock, PointBlock, StoredItem } from '../model/decoded';
import { blockCapacity, items as noItems } from './blocks';

/** Where an item is: the offset and length that its source can find it by. */
export interface MemberItem {
  readonly offset: number;
  readonly length: number;
}

/** The tags of one run, found by name, and the items that nobody took yet. */
export class MemberTags {
  readonly key: string;
  readonly tags: DecodedTag[] = [];
  readonly #indices = new Map<string, number>();
  #items: MemberItem[] = [];
  #taken = 0;

  constructor(key: string) {
    this.key = key;
  }

  has(tag: string): boolean {
    return this.#indices.has(tag);
  }

  /** The tag's place in the list; it is added where it is new. */
  indexOf(tag: string): number {
    return this.#indices.get(tag) ?? this.add(tag);
  }

  /** Adds a tag that is not there yet. */
  add(tag: string): number {
    const index = this.#push(tag, 'scalar');
    this.#indices.set(tag, index);
    return index;
  }

  /** The place of a tag of items in the list; one tag may have numbers and items. */
  indexOfItems(tag: string, kind: StoredItem['kind']): number {
    const key = `${kind}\0${tag}`;
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    const index = this.#push(tag, kind);
    this.#indices.set(key, index);
    return index;
  }

  /** The number of the item among those of the run. */
  addItem(item: MemberItem): number {
    return this.#taken + this.#items.push(item) - 1;
  }

  /** The items that came since the last call. */
  takeItems(): ItemBlock {
    noItems.count = 0;
    const items = this.#items;
    if (items.length === 0) return noItems;
    const first = this.#taken;
    this.#items = [];
    this.#taken += items.length;
    return {
      first,
      count: items.length,
      offsets: Float64Array.from(items, ({ offset }) => offset),
      lengths: Float64Array.from(items, ({ length }) => length),
      forms: new Uint8Array(items.length),
    };
  }

  #push(tag: string, kind: DecodedTag['kind']): number {
    const index = this.tags.length;
    const rest = { metadata: null, displayName: null, description: null };
    this.tags.push({ index, tag, kind, isBare: false, ...rest });
    return index;
  }
}

/** Lives for one reading: the columns take half a megabyte. */
export class MemberPoints {
  readonly #sink: CollectionSink;
  readonly #all = newBlock();
  readonly #owners: (MemberTags | null)[] = new Array<MemberTags | null>(blockCapacity).fill(null);
  #one: PointBlock | undefined;

  constructor(sink: CollectionSink) {
    this.#sink = sink;
  }

  /**
   * @param wallTime seconds since the Unix epoch, NaN where there is none
   * @param value the number of the item where it is one
   */
  add(owner: MemberTags, tag: number, step: number, wallTime: number, value: number): void {
    const all = this.#all;
    const at = all.count++;
    this.#owners[at] = owner;
    all.tags[at] = tag;
    all.steps[at] = step;
    all.wallTimes[at] = wallTime;
    all.values[at] = value;
    if (all.count === blockCapacity) this.flush();
  }

  /** Hands over what has come, and waits until there is room for more. */
  async drain(): Promise<void> {
    this.flush();
    await this.#sink.drain?.();
  }

  /** Hands over what has come, each run's points in their order. */
  flush(): void {
    const all = this.#all;
    const owners = this.#owners;
    const stretches = new Map<MemberTags, number[]>();
    for (let from = 0, to = 1; from < all.count; from = to++) {
      const owner = owners[from]!;
      while (to < all.count && owners[to] === owner) to++;
      const known = stretches.get(owner);
      if (known) known.push(from, to);
      else stretches.set(owner, [from, to]);
    }
    for (const [owner, own] of stretches) {
      const points = stretches.size === 1 ? all : this.#pick(own);
      this.#sink.append(owner.key, owner.tags, points, owner.takeItems());
    }
    all.count = 0;
  }

  /** @param stretches begin and end of each, one after the other */
  #pick(stretches: readonly number[]): PointBlock {
    const one = (this.#one ??= newBlock());
    const all = this.#all;
    one.count = 0;
    for (let at = 0; at < stretches.length; at += 2) {
      for (let from = stretches[at]!; from < stretches[at + 1]!; from++) {
        const to = one.count++;
        one.tags[to] = all.tags[from]!;
        one.steps[to] = all.steps[from]!;
        one.wallTimes[to] = all.wallTimes[from]!;
        one.values[to] = all.values[from]!;
      }
    }
    return one;
  }
}

function newBlock(): PointBlock {
  return {
    count: 0,
    tags: new Uint32Array(blockCapacity),
    steps: new Float64Array(blockCapacity),
    wallTimes: new Float64Array(blockCapacity),
    values: new Float64Array(blockCapacity),
  };
}
