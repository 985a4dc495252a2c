// Keeps book of lifetimes that began and have not ended, with the place where each was created.
import type { LifetimeTracker } from '../../src/base/lifecycle';

export class LeakLedger implements LifetimeTracker {
  readonly #living = new Map<object, Error>();

  began(thing: object): void {
    // The stack is captured now and written out only if the thing turns out to have leaked.
    this.#living.set(thing, new Error());
  }

  ended(thing: object): void {
    this.#living.delete(thing);
  }

  /** Names and creation stacks of what still lives, oldest first; forgets them. */
  takeLeaks(): string[] {
    const leaks = [...this.#living].map(
      ([thing, created]) => `${nameOf(thing)} created\n${stackOf(created)}`,
    );
    this.#living.clear();
    return leaks;
  }
}

/** What `toDisposable` makes has no class of its own. */
function nameOf(thing: object): string {
  return thing.constructor === Object ? 'toDisposable' : thing.constructor.name;
}

/** The stack without the message and without the frames of the book-keeping itself. */
function stackOf(created: Error): string {
  const frames = (created.stack ?? '').split('\n').slice(2);
  return frames.slice(0, 8).join('\n');
}
