// The stretch of x that all charts show together, and whether it is being moved right now.
import type { Clock } from '../../src/base/clock';
import { Emitter } from '../../src/base/event';
import { Disposable, type Owned } from '../../src/base/lifecycle';
import type { Range } from './range';

/** How long after the last movement the charts are drawn exactly again. */
const settleMs = 110;

export class LinkedZoom extends Disposable {
  readonly #clock: Clock;
  readonly #changed: Emitter<null>;
  readonly onDidChange;
  #range: Range | null;
  #settling: Owned | undefined;

  constructor(clock: Clock, initial: Range | null, onError: (error: unknown) => void) {
    super();
    this.#clock = clock;
    this.#range = initial;
    this.#changed = this.own(new Emitter<null>(onError));
    this.onDidChange = this.#changed.event;
  }

  /** Null: every chart shows the whole of its own data. */
  get range(): Range | null {
    return this.#range;
  }

  /** True from a movement until shortly after the last one; charts then draw cheaply. */
  get moving(): boolean {
    return this.#settling !== undefined;
  }

  /** Goes there at once, as after a box was drawn or a reset. */
  jump(range: Range | null): void {
    this.#settling?.dispose();
    this.#settling = undefined;
    this.#range = range;
    this.#changed.fire(null);
  }

  /** One of many small movements of a gesture. */
  move(range: Range): void {
    this.#settling?.dispose();
    this.#settling = this.#clock.after(settleMs, () => {
      this.#settling = undefined;
      this.#changed.fire(null);
    });
    this.#range = range;
    this.#changed.fire(null);
  }

  override dispose(): void {
    this.#settling?.dispose();
    super.dispose();
  }
}
