// What is known of the values in a stretch of points: extremes of the finite ones, and which others there are.
import { ceilToFloat32, floorPositiveToFloat32, floorToFloat32 } from './float32';

/** Bits of `RangeSummary.flags`: which non-finite values occur. */
export const nanFlag = 1;
export const plusInfinityFlag = 2;
export const minusInfinityFlag = 4;

/** The flag of one value; 0 where it is finite. */
export function flagOf(value: number): number {
  if (value - value === 0) return 0;
  return value !== value ? nanFlag : value > 0 ? plusInfinityFlag : minusInfinityFlag;
}

/** Collects over any number of stretches. Start with `clear()`. */
export class RangeSummary {
  /** Infinity where no finite value was seen. */
  min = Infinity;
  /** −Infinity where no finite value was seen. */
  max = -Infinity;
  /** Smallest value above 0; Infinity where there is none. */
  minPositive = Infinity;
  flags = 0;

  get isEmpty(): boolean {
    return this.min > this.max;
  }

  clear(): void {
    this.min = Infinity;
    this.max = -Infinity;
    this.minPositive = Infinity;
    this.flags = 0;
  }

  addNode(min: number, max: number, minPositive: number, flags: number): void {
    if (min < this.min) this.min = min;
    if (max > this.max) this.max = max;
    if (minPositive < this.minPositive) this.minPositive = minPositive;
    this.flags |= flags;
  }

  /** Adds `values[from … to)`. */
  addValues(values: Float32Array | Float64Array, from: number, to: number): void {
    let { min, max } = this;
    let rest = 0;
    for (let i = from; i < to; i++) {
      const value = values[i]!;
      // Not as branches: on noise they would be mispredicted every few points.
      min = Math.min(min, value);
      max = Math.max(max, value);
      rest += value - value;
    }
    // Most stretches hold positive finite values alone; the others are gone through again, with care.
    if (rest !== 0 || min <= 0) {
      this.#addCarefully(values, from, to);
      return;
    }
    this.min = min;
    this.max = max;
    if (min < this.minPositive) this.minPositive = min;
  }

  /** Rounds outward to float32, which is what the pyramid holds; a second time changes nothing. */
  roundOutward(): void {
    if (this.isEmpty) return;
    this.min = floorToFloat32(this.min);
    this.max = ceilToFloat32(this.max);
    if (this.minPositive !== Infinity) this.minPositive = floorPositiveToFloat32(this.minPositive);
  }

  #addCarefully(values: Float32Array | Float64Array, from: number, to: number): void {
    let { min, max, minPositive, flags } = this;
    for (let i = from; i < to; i++) {
      const value = values[i]!;
      if (value - value !== 0) {
        flags |= flagOf(value);
        continue;
      }
      if (value < min) min = value;
      if (value > max) max = value;
      if (value > 0 && value < minPositive) minPositive = value;
    }
    this.min = min;
    this.max = max;
    this.minPositive = minPositive;
    this.flags = flags;
  }
}
