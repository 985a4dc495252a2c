// Asks one question at a time and only the newest: what was wanted in between is never asked.
import type { Clock } from '../../src/base/clock';
import { Disposable, type Owned } from '../../src/base/lifecycle';

export interface LatestCallParts<Params, Answer> {
  readonly clock: Clock;
  /** Least time between the starts of two calls, in milliseconds; asked anew each time. */
  gapMs(): number;
  call(params: Params): Promise<Answer>;
  answered(params: Params, answer: Answer): void;
  failed(params: Params, error: unknown): void;
}

export class LatestCall<Params, Answer> extends Disposable {
  readonly #parts: LatestCallParts<Params, Answer>;
  #wanted: { readonly params: Params } | undefined;
  #outstanding = false;
  #round = 0;
  #timer: Owned | undefined;
  #lastStartMs = -Infinity;

  constructor(parts: LatestCallParts<Params, Answer>) {
    super();
    this.#parts = parts;
  }

  /** True while an answer is awaited or a question is about to be asked. */
  get busy(): boolean {
    return this.#outstanding || this.#wanted !== undefined;
  }

  want(params: Params): void {
    if (this.isDisposed) return;
    this.#wanted = { params };
    this.#next();
  }

  /** Forgets what is wanted and drops the answer that is under way. */
  cancel(): void {
    this.#wanted = undefined;
    this.#round++;
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  override dispose(): void {
    this.cancel();
    super.dispose();
  }

  #next(): void {
    if (!this.#wanted || this.#outstanding || this.#timer) return;
    const now = this.#parts.clock.now();
    const waitMs = this.#lastStartMs + this.#parts.gapMs() - now;
    if (waitMs > 0) {
      this.#timer = this.#parts.clock.after(waitMs, () => {
        this.#timer = undefined;
        this.#next();
      });
      return;
    }
    const { params } = this.#wanted;
    this.#wanted = undefined;
    this.#lastStartMs = now;
    this.#outstanding = true;
    void this.#ask(params, this.#round);
  }

  async #ask(params: Params, round: number): Promise<void> {
    try {
      const answer = await this.#parts.call(params);
      if (round === this.#round && !this.isDisposed) this.#parts.answered(params, answer);
    } catch (error) {
      if (round === this.#round && !this.isDisposed) this.#parts.failed(params, error);
    } finally {
      this.#outstanding = false;
      if (!this.isDisposed) this.#next();
    }
  }
}
