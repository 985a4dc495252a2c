// A place in the file where a record should begin and does not, and how far the search for the next one has come.
import { findRecord, findWholeRecord, zeroRunEnd } from './resync';
import { headerBytes } from './framing';
import type { Window } from './window';

/** So much of a stretch that was searched in vain before is searched again when its beginning has been written over. */
const searchedAgainBytes = 1024 * 1024;

export class DamageSearch {
  /** Place of the damage in the file. */
  readonly start: number;
  /** Place of the long record before it, which may have swallowed good ones; `start` where there is none. */
  readonly #suspect: number;
  /** Whether it begins with zeros, as pages that were never written do. */
  readonly isHole: boolean;
  /** No record begins between `start` and here. */
  #searchedTo: number;
  /** From here on the search before this one has looked already, up to `#knownTo`. */
  #knownFrom = Infinity;
  #knownTo = Infinity;

  /**
   * @param before the last search that did not find anything, to not read a large hole again and again
   * @param suspect the place of the long record that ends here. It was passed over unread: if bytes are missing from it,
   *   it reached into what follows. So the search begins inside it.
   */
  constructor(window: Window, before: DamageSearch | undefined, suspect: number | undefined) {
    this.start = window.offset;
    this.#suspect = suspect ?? this.start;
    this.isHole =
      zeroRunEnd(window.bytes, window.at, window.at + headerBytes) === window.at + headerBytes;
    this.#searchedTo = suspect === undefined ? this.start : suspect + headerBytes;
    if (!before || before.start > this.start) return;
    this.#knownFrom = this.start + (before.start === this.start ? 0 : searchedAgainBytes);
    this.#knownTo = before.#searchedTo;
    if (this.#knownTo < this.#knownFrom) this.#knownFrom = Infinity;
  }

  /**
   * Searches what the window holds. 'found': the window stands at a good record. 'givenUp': none begins before the
   * place `limit` in the file. 'waiting': the window says for how many bytes. At the end of the file, where nothing may
   * come any more, a good record is not missed for an incomplete one before it.
   */
  advance(window: Window, limit: number, atEnd: boolean): 'found' | 'givenUp' | 'waiting' {
    for (;;) {
      if (window.indexOf(this.#searchedTo) < window.start) {
        this.#moveTo(window, this.#searchedTo);
        return 'waiting';
      }
      const stop = window.indexOf(Math.min(limit, this.#knownFrom));
      const finding = findRecord(window, window.indexOf(this.#searchedTo), stop, window.end);
      this.#moveTo(window, window.offsetOf(finding.at));
      if (finding.needs === 0) return 'found';
      if (this.#searchedTo >= limit) return 'givenUp';
      if (this.#searchedTo < this.#knownFrom) {
        if (atEnd && finding.needs > headerBytes && this.#findBehind(window)) return 'found';
        window.wait(finding.needs);
        return 'waiting';
      }
      this.#moveTo(window, Math.max(this.#searchedTo, this.#knownTo));
      this.#knownFrom = Infinity;
    }
  }

  /** Where the damage begins that ends at `offset`. */
  beginOf(offset: number): number {
    return offset < this.start ? this.#suspect : this.start;
  }

  /** Looks behind the incomplete record that the window stands at. */
  #findBehind(window: Window): boolean {
    const { at, needs } = findWholeRecord(window, window.at + 1, window.end, true);
    if (needs === 0) this.#moveTo(window, window.offsetOf(at));
    return needs === 0;
  }

  #moveTo(window: Window, offset: number): void {
    this.#searchedTo = offset;
    window.at = window.indexOf(offset);
  }
}
