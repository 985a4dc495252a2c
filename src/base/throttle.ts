// Runs an action at once on the first request (or a moment later) and then at most once per interval, never losing the last.
import type { Clock } from './clock';
import { Disposable, type Owned } from './lifecycle';

export class Throttle extends Disposable {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #leadMs: number;
  readonly #action: () => void;
  #timer: Owned | undefined;
  #lastMs = -Infinity;

  /** @param leadMs how long the first request waits for others of the same burst */
  constructor(clock: Clock, intervalMs: number, action: () => void, leadMs = 0) {
    super();
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#leadMs = leadMs;
    this.#action = action;
  }

  request(): void {
    if (this.#timer || this.isDisposed) return;
    const sinceLastMs = this.#clock.now() - this.#lastMs;
    // A wall clock may be set back; that must not hold the action up for hours.
    const waitMs = Math.max(this.#leadMs, this.#intervalMs - Math.max(0, sinceLastMs));
    if (waitMs === 0) this.#run();
    else
      this.#timer = this.#clock.after(waitMs, () => {
        this.#run();
      });
  }

  override dispose(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    super.dispose();
  }

  #run(): void {
    this.#timer = undefined;
    this.#lastMs = this.#clock.now();
    this.#action();
  }
}
