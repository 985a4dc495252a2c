// What a frame says of the values it shows: their bounds, the smallest above zero, and the middle of them.
import type { Bounds } from '../../shared/frame';
import { RangeSummary } from '../store/rangeSummary';
import type { Line } from './line';
import { ValuePool } from './percentile';
import type { LineWindow } from './window';

export class SeenValues {
  readonly #summary = new RangeSummary();
  readonly #pool: ValuePool;

  /** @param series how many lines will be sampled */
  constructor(series: number) {
    this.#pool = new ValuePool(series);
  }

  get bounds(): Bounds | null {
    const { isEmpty, min, max } = this.#summary;
    return isEmpty ? null : { min, max };
  }

  get minPositive(): number | null {
    const { minPositive } = this.#summary;
    return minPositive === Infinity ? null : minPositive;
  }

  get inner(): Bounds | null {
    return this.#pool.inner();
  }

  addRange(line: Line, from: number, to: number): void {
    line.addRange(this.#summary, from, to);
  }

  addSample(line: Line, window: LineWindow): void {
    this.#pool.addSample(line, window);
  }

  /** Values that are in no line: those of groups and differences. */
  addValues(values: Float64Array): void {
    this.#summary.addValues(values, 0, values.length);
    this.#summary.roundOutward();
    this.#pool.addValues(values);
  }
}
