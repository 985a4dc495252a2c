// The one rule that tells how often the process behind a file was started, and which start a point belongs to.

/** Where one tag of one file stands. */
export interface TagPlace {
  /** Ordinal, within the file, of the start that the tag's newest point belongs to; −1 before the first point. */
  start: number;
  lastStep: number;
  /** How often the tag's step went back without the process saying so. */
  rewinds: number;
}

export function newTagPlace(): TagPlace {
  return { start: -1, lastStep: -Infinity, rewinds: 0 };
}

/**
 * `stay`: the point goes on where the tag was. `open`: it begins a segment. `disorder`: it is out of order in its
 * segment. `drop`: it has no step (NaN), so it has no place on any axis.
 */
export type Turn = 'stay' | 'open' | 'disorder' | 'drop';

/** A tag that rewinds more often is not restarted but logged out of order (several writers, asynchronous evaluation). */
export const maxRewindsPerTag = 64;
/** Bounds what a hostile file can make us keep. */
const maxStartsPerFile = 4096;

/**
 * The starts of one file, in record order. A file begins with a start. A start record after points begins another
 * one for every tag; a step that goes back begins one for that tag, unless another tag has rewound before it: then
 * it joins that start. Equal steps do not rewind. Source: TensorBoard's `SessionLog.START` and its step preemption.
 */
export class FileStarts {
  #current = 0;
  #firstValid = 0;
  #hasPoints = false;
  #currentHasPoints = false;

  /** How many starts have points so far; the highest ordinal is one less. */
  get count(): number {
    return this.#hasPoints ? this.#current + (this.#currentHasPoints ? 1 : 0) : 0;
  }

  /** Ordinal of the newest start, with or without points. */
  get current(): number {
    return this.#current;
  }

  /** A tag whose place is of an earlier start than this must go through `enter` before its next point. */
  get firstValid(): number {
    return this.#firstValid;
  }

  /** A start record. What comes belongs to `current`; what came belongs to lower ordinals (or to earlier files). */
  mark(): void {
    if (!this.#currentHasPoints || this.#current >= maxStartsPerFile - 1) return;
    this.#current++;
    this.#firstValid = this.#current;
    this.#currentHasPoints = false;
  }

  /** Places the next point of a tag; changes `place`, except for `lastStep`, which the caller keeps. */
  enter(place: TagPlace, step: number): Turn {
    if (step !== step) return 'drop';
    this.#hasPoints = true;
    this.#currentHasPoints = true;
    if (place.start >= this.#firstValid) {
      if (step >= place.lastStep) return 'stay';
      const isBehind = place.start < this.#current;
      if (place.rewinds >= maxRewindsPerTag) return 'disorder';
      if (!isBehind && this.#current >= maxStartsPerFile - 1) return 'disorder';
      place.rewinds++;
      if (!isBehind) this.#current++;
    }
    place.start = this.#current;
    return 'open';
  }
}
