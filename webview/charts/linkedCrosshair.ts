// The place on x that all charts point at together.
import { Emitter } from '../../src/base/event';
import { Disposable } from '../../src/base/lifecycle';

export interface CrosshairPlace {
  readonly x: number;
  /** The chart the pointer or the keyboard is on. */
  readonly owner: object;
  /** Pixels from the top of the owner's canvas; null when moved by the keyboard. */
  readonly pointerY: number | null;
}

export class LinkedCrosshair extends Disposable {
  readonly #changed: Emitter<null>;
  readonly onDidChange;
  #place: CrosshairPlace | null = null;

  constructor(onError: (error: unknown) => void) {
    super();
    this.#changed = this.own(new Emitter<null>(onError));
    this.onDidChange = this.#changed.event;
  }

  get place(): CrosshairPlace | null {
    return this.#place;
  }

  set(place: CrosshairPlace | null): void {
    if (place === null && this.#place === null) return;
    this.#place = place;
    this.#changed.fire(null);
  }
}
