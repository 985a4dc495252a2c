// Ownership: whoever creates a thing owns it and disposes of it. Tests install a tracker to find leaks.

export interface Owned {
  dispose(): void;
}

/** Told about every owned lifetime as it begins and ends; installed by the leak guard in tests only. */
export interface LifetimeTracker {
  began(thing: object): void;
  ended(thing: object): void;
}

let tracker: LifetimeTracker | undefined;

/** Installs (or with `undefined` removes) the tracker that the leak guard uses. */
export function trackLifetimes(next: LifetimeTracker | undefined): void {
  tracker = next;
}

/** Wraps a function as a disposable that runs it once. */
export function toDisposable(release: () => void): Owned {
  let released = false;
  const thing = {
    dispose(): void {
      if (released) return;
      released = true;
      tracker?.ended(thing);
      release();
    },
  };
  tracker?.began(thing);
  return thing;
}

/**
 * Holds disposables and releases them in reverse order of arrival. What arrives after the store was
 * disposed is disposed at once. Errors do not stop the others; they are thrown together at the end.
 */
export class DisposableStore implements Owned {
  readonly #things: Owned[] = [];
  #disposed = false;

  get isDisposed(): boolean {
    return this.#disposed;
  }

  add<T extends Owned>(thing: T): T {
    if (this.#disposed) thing.dispose();
    else this.#things.push(thing);
    return thing;
  }

  /** Releases one thing early. */
  release(thing: Owned): void {
    const at = this.#things.indexOf(thing);
    if (at >= 0) this.#things.splice(at, 1);
    thing.dispose();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    const errors: unknown[] = [];
    for (let thing = this.#things.pop(); thing; thing = this.#things.pop()) {
      try {
        thing.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, 'several things failed to dispose');
  }
}

/** Base of every class that owns other things: `this.x = this.own(new X())`. */
export abstract class Disposable implements Owned {
  readonly #owned = new DisposableStore();

  constructor() {
    tracker?.began(this);
  }

  get isDisposed(): boolean {
    return this.#owned.isDisposed;
  }

  dispose(): void {
    if (this.#owned.isDisposed) return;
    tracker?.ended(this);
    this.#owned.dispose();
  }

  protected own<T extends Owned>(thing: T): T {
    return this.#owned.add(thing);
  }

  protected disown(thing: Owned): void {
    this.#owned.release(thing);
  }
}
