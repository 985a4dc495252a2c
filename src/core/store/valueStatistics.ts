// Exact extremes and the number of non-finite values of growing columns, counted when asked for.
import type { Columns } from './columns';
import { chunkMask, chunkPoints } from './packedChunk';

/** Keeps its place, so that asking again costs only the points that came since. */
export class ValueStatistics {
  min = Infinity;
  max = -Infinity;
  nonFinite = 0;
  #counted = 0;

  update(columns: Columns): void {
    const { count } = columns;
    if (columns.areFew) {
      while (this.#counted < count) this.#add(columns.valueAt(this.#counted++));
      return;
    }
    while (this.#counted < count) {
      const from = this.#counted & chunkMask;
      const to = Math.min(chunkPoints, from + count - this.#counted);
      const values = columns.valuesFrom(this.#counted, to - from);
      for (let i = from; i < to; i++) this.#add(values[i]!);
      this.#counted += to - from;
    }
  }

  #add(value: number): void {
    if (value - value !== 0) {
      this.nonFinite++;
      return;
    }
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }
}
