// Numbers that come one by one, in the array they end up in.
import { Unreadable } from './unreadable';

/** More than any view can use, and as much memory as one look may cost (512 MiB). */
export const mostNumbers = 1 << 26;

export class NumberList {
  #values = new Float64Array(16);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  push(value: number): void {
    if (this.#count === this.#values.length) this.#grow();
    this.#values[this.#count++] = value;
  }

  /** What came so far; the list is not to be used any more. */
  take(): Float64Array {
    const { length } = this.#values;
    return this.#count === length ? this.#values : this.#values.slice(0, this.#count);
  }

  #grow(): void {
    const { length } = this.#values;
    if (length >= mostNumbers) throw new Unreadable(`It holds more than ${mostNumbers} numbers.`);
    const longer = new Float64Array(length * 2);
    longer.set(this.#values);
    this.#values = longer;
  }
}
