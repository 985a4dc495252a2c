// Runs an action at once on the first request and then at most once per interval, never losing the last.
import type { Clock } from './clock';
import { Disposable, type Owned } from './lifecycle';

export class Throttle extends Disposable {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #action: () => void;
  #timer: Owned | undefined;
  #lastMs = -Infinity;

  constructor(clock: Clock, intervalMs: number, action: () => void) {
    super();
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#action = action;
  }

  request(): void {
    if (this.#timer || this.isDisposed) return;
    const sinceLastMs = this.#clock.now() - this.#lastMs;
    // A wall clock may be set back; that must not hold the action up for hours.
    const waitMs = Math.max(0, this.#intervalMs - Math.max(0, sinceLastMs));
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
