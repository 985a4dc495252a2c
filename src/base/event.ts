// Typed events: a list of listeners that one owner may fire.
import { toDisposable, type Owned } from './lifecycle';

export type Event<T> = (listener: (value: T) => void) => Owned;

/**
 * Fires values to listeners in order of subscription. A listener that throws does not keep the others from
 * hearing; one disposed of during a firing no longer hears it, one added during a firing hears the next.
 */
export class Emitter<T> implements Owned {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  readonly event: Event<T> = (listener) => {
    const entry = (value: T): void => {
      listener(value);
    };
    this.#listeners.add(entry);
    return toDisposable(() => this.#listeners.delete(entry));
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      if (!this.#listeners.has(listener)) continue;
      try {
        listener(value);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
