// Takes what a source of many runs tells, and keeps all of it as plain values.
import type { CollectionSink, MemberRecord } from '../../src/core/model/collection';
import type { DecodedTag, PointBlock } from '../../src/core/model/decoded';

/** Tag, step, wall time (null: none), value; numbers that JSON cannot hold are text. */
export type RecordedPoint = readonly [string, number, number | null, number | string];

export interface RecordedRun {
  readonly record: MemberRecord;
  readonly points: readonly RecordedPoint[];
}

export class RecordedCollection implements CollectionSink {
  readonly #records = new Map<string, MemberRecord>();
  readonly #points = new Map<string, RecordedPoint[]>();
  restarts = 0;

  tell(record: MemberRecord): void {
    this.#records.set(record.key, record);
    if (!this.#points.has(record.key)) this.#points.set(record.key, []);
  }

  append(key: string, tags: readonly DecodedTag[], points: PointBlock): void {
    const known = this.#points.get(key);
    if (!known) throw new Error(`points of ${key} came before the run`);
    for (let at = 0; at < points.count; at++) {
      const wall = points.wallTimes[at]!;
      const value = points.values[at]!;
      known.push([
        tags[points.tags[at]!]!.tag,
        points.steps[at]!,
        Number.isNaN(wall) ? null : wall,
        Number.isFinite(value) ? value : String(value),
      ]);
    }
  }

  forget(key: string): void {
    this.#records.delete(key);
    this.#points.delete(key);
  }

  restart(): void {
    this.restarts++;
    this.#records.clear();
    this.#points.clear();
  }

  /** By their names joined with `/`; points by tag, those of one tag as they came. */
  get runs(): Record<string, RecordedRun> {
    const runs = [...this.#records.values()].map((record): [string, RecordedRun] => {
      const points = this.#points.get(record.key)!;
      return [record.names.join('/'), { record, points: points.toSorted(compareTags) }];
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
