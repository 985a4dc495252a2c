// Whether the page is being scrolled: charts that come into sight meanwhile are drawn of few columns, and well when it rests.
import type { Clock } from '../../src/base/clock';
import { Emitter } from '../../src/base/event';
import { Disposable, type Owned } from '../../src/base/lifecycle';

/** How long after the last scrolling the charts in sight are drawn well. */
const settleMs = 110;

export class ScrollHaste extends Disposable {
  readonly #clock: Clock;
  readonly #ended: Emitter<null>;
  readonly onDidEnd;
  #settling: Owned | undefined;

  constructor(clock: Clock, onError: (error: unknown) => void) {
    super();
    this.#clock = clock;
    this.#ended = this.own(new Emitter<null>(onError));
    this.onDidEnd = this.#ended.event;
  }

  get isOn(): boolean {
    return this.#settling !== undefined;
  }

  /** Scrolling goes on. */
  note(): void {
    this.#settling?.dispose();
    this.#settling = this.#clock.after(settleMs, () => {
      this.#settling = undefined;
      this.#ended.fire(null);
    });
  }

  override dispose(): void {
    this.#settling?.dispose();
    super.dispose();
  }
}
