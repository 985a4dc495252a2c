// The files that wait for more than a little to be read: what somebody looks at goes first, else in order.
import { unreadBytes, type Entry } from './intakeEntry';

/** Of more files than this, a wanted one may have to wait until they are fewer: looking for it takes time too. */
const mostLookedOver = 2_000;

export class ReadQueue {
  readonly #entries: Entry[] = [];
  #bytes = 0;

  /** About how many bytes wait to be read. */
  get bytes(): number {
    return this.#bytes;
  }

  push(entry: Entry): void {
    this.#entries.push(entry);
    this.#bytes += unreadBytes(entry);
  }

  /** The next one, or undefined. Of those that were asked for at the same time, the one that waits longest. */
  shift(): Entry | undefined {
    let next = 0;
    for (let i = 1; i < Math.min(this.#entries.length, mostLookedOver); i++) {
      if (this.#entries[i]!.tail.interest.atMs > this.#entries[next]!.tail.interest.atMs) next = i;
    }
    const [entry] = this.#entries.splice(next, 1);
    // Files grow while they wait, so the sum is set right when nothing is left of it.
    this.#bytes =
      entry && this.#entries.length > 0 ? Math.max(0, this.#bytes - unreadBytes(entry)) : 0;
    return entry;
  }

  /** Empties the queue. */
  takeAll(): readonly Entry[] {
    this.#bytes = 0;
    return this.#entries.splice(0);
  }
}
