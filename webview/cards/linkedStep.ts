// The step that the cards of the page look at together, where the user linked them.
import { Emitter } from '../../src/base/event';
import { Disposable } from '../../src/base/lifecycle';

export class LinkedStep extends Disposable {
  readonly #changed: Emitter<null>;
  readonly onDidChange;
  #linked = false;
  #step: number | null = null;

  constructor(onError: (error: unknown) => void) {
    super();
    this.#changed = this.own(new Emitter<null>(onError));
    this.onDidChange = this.#changed.event;
  }

  get linked(): boolean {
    return this.#linked;
  }

  /** Null: the newest of each run. */
  get step(): number | null {
    return this.#step;
  }

  /** Links the cards at this step, or lets each go its own way from here. */
  link(linked: boolean, step: number | null): void {
    if (this.#linked === linked && this.#step === step) return;
    this.#linked = linked;
    this.#step = step;
    this.#changed.fire(null);
  }
}
