// The step or the stretch of x that is chosen on all charts together, with its figures in a table under each.
import { Emitter } from '../../src/base/event';
import { Disposable } from '../../src/base/lifecycle';
import type { Range } from './range';

export class LinkedSelection extends Disposable {
  readonly #changed: Emitter<null>;
  readonly onDidChange;
  #range: Range | null = null;

  constructor(onError: (error: unknown) => void) {
    super();
    this.#changed = this.own(new Emitter<null>(onError));
    this.onDidChange = this.#changed.event;
  }

  /** Both ends are the same place where a step is chosen; null where nothing is. */
  get range(): Range | null {
    return this.#range;
  }

  get isStep(): boolean {
    return this.#range !== null && this.#range.from === this.#range.to;
  }

  set(range: Range | null): void {
    const [a, b] = [this.#range, range];
    if (a === b || (a?.from === b?.from && a?.to === b?.to)) return;
    this.#range = range && {
      from: Math.min(range.from, range.to),
      to: Math.max(range.from, range.to),
    };
    this.#changed.fire(null);
  }

  /** One end goes there; the other stays, or is the same place where nothing was chosen. */
  moveEnd(end: 'from' | 'to', x: number): void {
    const other = end === 'from' ? this.#range?.to : this.#range?.from;
    this.set(end === 'from' ? { from: x, to: other ?? x } : { from: other ?? x, to: x });
  }
}
