// Points in the order of one of their columns, for the rare series that do not come in that order.
import type { ChunkPager } from './chunkPager';
import { Columns } from './columns';
import type { OrderKey } from './packedChunk';

/** Points `[from, to)` of some columns. */
export interface PointSpan {
  readonly columns: Columns;
  readonly from: number;
  readonly to: number;
}

interface LoosePoint {
  readonly key: number;
  readonly step: number;
  readonly wallTime: number;
  readonly value: number;
}

/**
 * A copy of points sorted by step or wall time; equal keys stay in the order in which they came. Points without
 * a finite key are left out. New points cost as many moves as they are late, so a clock that stepped back once
 * costs nothing afterwards.
 */
export class OrderedCopy {
  readonly columns: Columns;
  readonly #key: OrderKey;

  constructor(key: OrderKey, pager: ChunkPager) {
    this.#key = key;
    this.columns = new Columns(pager);
  }

  /** Sorts new points in. Returns how many leading points of the copy stayed where they were. */
  add(spans: readonly PointSpan[]): number {
    const incoming = spans
      .flatMap((span) => this.#collect(span))
      .filter((point) => Number.isFinite(point.key))
      .sort((a, b) => a.key - b.key);
    const first = incoming[0];
    if (!first) return this.columns.count;
    const kept = this.#upperBound(first.key);
    const tail = this.#collect({ columns: this.columns, from: kept, to: this.columns.count });
    this.columns.truncate(kept);
    let next = 0;
    for (const point of incoming) {
      while (next < tail.length && tail[next]!.key <= point.key) this.#push(tail[next++]!);
      this.#push(point);
    }
    while (next < tail.length) this.#push(tail[next++]!);
    return kept;
  }

  clear(): void {
    this.columns.truncate(0);
  }

  #push(point: LoosePoint): void {
    this.columns.push(point.step, point.wallTime, point.value);
  }

  #collect({ columns, from, to }: PointSpan): LoosePoint[] {
    const points: LoosePoint[] = [];
    for (let i = from; i < to; i++) {
      const step = columns.stepAt(i);
      const wallTime = columns.wallTimeAt(i);
      const key = this.#key === 'step' ? step : wallTime;
      points.push({ key, step, wallTime, value: columns.valueAt(i) });
    }
    return points;
  }

  #upperBound(key: number): number {
    let low = 0;
    let high = this.columns.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at =
        this.#key === 'step' ? this.columns.stepAt(middle) : this.columns.wallTimeAt(middle);
      if (at <= key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
