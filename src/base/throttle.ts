// Runs an action at once on the first request (or a moment later) and then at most once per interval, never losing the last.
import type { Clock } from './clock';
import { Disposable, type Owned } from './lifecycle';

/** An action that takes long is run less often: it gets at most this part of the time. */
const largestShare = 0.1;
/** Longer than any action takes: a wall clock that jumped must not hold the action up for hours. */
const longestMs = 1_000;

export class Throttle extends Disposable {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #leadMs: number;
  readonly #action: () => void;
  #timer: Owned | undefined;
  #lastMs = -Infinity;
  #tookMs = 0;

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
    const intervalMs = Math.max(this.#intervalMs, this.#tookMs / largestShare);
    // A wall clock may be set back; that must not hold the action up for hours.
    const waitMs = Math.max(this.#leadMs, intervalMs - Math.max(0, sinceLastMs));
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
    this.#tookMs = Math.min(longestMs, Math.max(0, this.#clock.now() - this.#lastMs));
  }
}
