// The middle of the values that a frame shows, for "ignore outliers": TensorBoard's 5th and 95th percentile.
import type { Bounds } from '../../shared/frame';
import type { Line } from './line';
import type { LineWindow } from './window';

/** Values looked at: enough for percentiles, whatever the number of points. */
const sampledPerSeries = 2048;
const sampledTogether = 16_384;
const sampledAtLeast = 64;
const lowShare = 0.05;
const highShare = 0.95;

/** Pools finite values of many lines. The sample takes every n-th point, so the same points give the same answer. */
export class ValuePool {
  readonly #perSeries: number;
  readonly #values: Float64Array;
  #count = 0;

  /** @param series how many lines will be sampled */
  constructor(series: number) {
    const share = Math.floor(sampledTogether / series);
    this.#perSeries = Math.min(sampledPerSeries, Math.max(sampledAtLeast, share));
    this.#values = new Float64Array(series * this.#perSeries);
  }

  addSample(line: Line, { start, end }: LineWindow): void {
    const count = Math.min(end - start, this.#perSeries);
    const stride = (end - start) / count;
    for (let i = 0; i < count; i++) {
      const value = line.valueAt(start + Math.floor(i * stride));
      if (value - value === 0) this.#values[this.#count++] = value;
    }
  }

  addValues(values: Float64Array): void {
    const count = Math.min(values.length, this.#perSeries, this.#values.length - this.#count);
    const stride = values.length / count;
    for (let i = 0; i < count; i++) {
      const value = values[Math.floor(i * stride)]!;
      if (value - value === 0) this.#values[this.#count++] = value;
    }
  }

  /**
   * `sorted[⌈(N−1)·0.05⌉]` and `sorted[⌊(N−1)·0.95⌋]`, or the extremes where there are at most two values (as
   * TensorBoard's `line_chart_internal_utils.ts`); null where there is none.
   */
  inner(): Bounds | null {
    const values = this.#values.subarray(0, this.#count);
    const last = values.length - 1;
    if (last < 0) return null;
    const isFew = values.length <= 2;
    const min = select(values, isFew ? 0 : Math.ceil(last * lowShare));
    const max = select(values, isFew ? last : Math.floor(last * highShare));
    return { min, max };
  }
}

/** The value that would be at `rank` if `values` were sorted; reorders `values`. */
function select(values: Float64Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = medianOfThree(values[low]!, values[(low + high) >>> 1]!, values[high]!);
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return values[rank]!;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
