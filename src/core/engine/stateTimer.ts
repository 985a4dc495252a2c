// Rings when time alone changes what is said of a run: it becomes stalled or forgotten, or its files have been gone for long.
import type { Clock } from '../../base/clock';
import { Disposable, type Owned } from '../../base/lifecycle';

/** Moments that are this near to each other are one. */
const shortestWaitMs = 1_000;
/** Timers cannot wait for longer than 2^31 ms and ring at once instead. Ringing too early does no harm here. */
const longestWaitMs = 86_400_000;

/** One timer for the nearest of many moments. */
export class StateTimer extends Disposable {
  readonly #clock: Clock;
  readonly #ring: (sinceMs: number) => void;
  #timer: Owned | undefined;
  #dueMs = Infinity;

  /** @param ring told when the timer was set; sets the next moments itself */
  constructor(clock: Clock, ring: (sinceMs: number) => void) {
    super();
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Makes sure that the timer rings no later than at the nearest of these moments (null: none). */
  require(moments: Iterable<number | null>): void {
    let next = this.#dueMs;
    for (const moment of moments) next = Math.min(next, moment ?? Infinity);
    if (next === this.#dueMs || this.isDisposed) return;
    const setMs = this.#clock.now();
    this.#timer?.dispose();
    this.#dueMs = next;
    const waitMs = Math.min(longestWaitMs, Math.max(shortestWaitMs, next - setMs));
    this.#timer = this.#clock.after(waitMs, () => {
      this.#timer = undefined;
      this.#dueMs = Infinity;
      this.#ring(setMs);
    });
  }

  override dispose(): void {
    this.#timer?.dispose();
    super.dispose();
  }
}
