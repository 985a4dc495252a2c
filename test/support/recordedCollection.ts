// Takes what a source of many runs tells, and keeps all of it as plain values.
import type { CollectionSink, MemberRecord } from '../../src/core/model/collection';
import type { DecodedTag, ItemBlock, PointBlock } from '../../src/core/model/decoded';

/** Tag, step, wall time (null: none), value; numbers that JSON cannot hold are text. */
export type RecordedPoint = readonly [string, number, number | null, number | string];

/** Tag, kind, step, and the offset that its source finds it by. */
export type RecordedItem = readonly [string, string, number, number];

export interface RecordedRun {
  readonly record: MemberRecord;
  readonly points: readonly RecordedPoint[];
  readonly items: readonly RecordedItem[];
}

export class RecordedCollection implements CollectionSink {
  readonly #records = new Map<string, MemberRecord>();
  readonly #points = new Map<string, RecordedPoint[]>();
  readonly #items = new Map<string, RecordedItem[]>();
  restarts = 0;

  tell(record: MemberRecord): void {
    this.#records.set(record.key, record);
    if (this.#points.has(record.key)) return;
    this.#points.set(record.key, []);
    this.#items.set(record.key, []);
  }

  append(key: string, tags: readonly DecodedTag[], points: PointBlock, items: ItemBlock): void {
    const known = this.#points.get(key);
    if (!known) throw new Error(`points of ${key} came before the run`);
    for (let at = 0; at < points.count; at++) {
      const wall = points.wallTimes[at]!;
      const value = points.values[at]!;
      const { tag, kind } = tags[points.tags[at]!]!;
      if (kind !== 'scalar') {
        const offset = items.offsets[value - items.first]!;
        this.#items.get(key)!.push([tag, kind, points.steps[at]!, offset]);
        continue;
      }
      known.push([
        tag,
        points.steps[at]!,
        Number.isNaN(wall) ? null : wall,
        Number.isFinite(value) ? value : String(value),
      ]);
    }
  }

  forget(key: string): void {
    this.#records.delete(key);
    this.#points.delete(key);
    this.#items.delete(key);
  }

  restart(): void {
    this.restarts++;
    this.#records.clear();
    this.#points.clear();
    this.#items.clear();
  }

  /** By their names joined with `/`; points by tag, those of one tag as they came. */
  get runs(): Record<string, RecordedRun> {
    const runs = [...this.#records.values()].map((record): [string, RecordedRun] => {
      const points = this.#points.get(record.key)!;
      const items = this.#items.get(record.key)!;
      return [record.names.join('/'), { record, points: points.toSorted(compareTags), items }];
    });
    return Object.fromEntries(runs);
  }

  get pointCount(): number {
    return [...this.#points.values()].reduce((sum, points) => sum + points.length, 0);
  }
}

export function compareTags([a]: RecordedPoint, [b]: RecordedPoint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
