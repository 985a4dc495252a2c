// The search for good records inside of a long record whose end is not there: it is being written, or it was cut off.
import { headerBytes } from './framing';
import { findWholeRecord } from './resync';
import type { Window } from './window';

/** So much of an unfinished record is searched; to read more of it for nothing would be worse than to wait for its end. */
const mostBytes = 64 * 1024 * 1024;

export class CutSearch {
  readonly #start: number;
  /** Where the record goes on when nothing was found. */
  #resumeAt = 0;
  /** End of the file when it was searched last. */
  #searchedEnd = 0;
  /** No good record begins between the long one and here. */
  searchedTo: number;
  isOn = false;

  /** @param start place of the long record */
  constructor(start: number) {
    this.#start = start;
    this.searchedTo = start + headerBytes;
  }

  /** Lets the search go on where it ended, if the file has grown since; the record waits at the window's place. */
  begin(window: Window): boolean {
    const end = window.endOffset;
    if (end <= this.#searchedEnd || end - this.#start > mostBytes) return false;
    this.#resumeAt = window.offset;
    return (this.isOn = true);
  }

  /** True: the window stands at a good record. False: it waits, for more bytes or, the search over, for the record's end. */
  advance(window: Window, atEnd: boolean): boolean {
    const from = window.indexOf(this.searchedTo);
    window.at = from;
    window.wait(headerBytes);
    if (from < window.start) return false;
    const { at, needs } = findWholeRecord(window, from, window.end, atEnd);
    window.at = at;
    if (needs === 0) return true;
    this.searchedTo = window.offset;
    window.wait(needs);
    if (atEnd) this.#rest(window);
    return false;
  }

  #rest(window: Window): void {
    this.#searchedEnd = window.endOffset;
    this.isOn = false;
    window.at = window.indexOf(this.#resumeAt);
  }
}
