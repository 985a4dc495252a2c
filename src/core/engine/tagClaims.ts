// Sees to it that a tag which several formats of a run tell is taken from one of them: the same curve is drawn once.
import type { DecodedTag } from '../model/decoded';
import type { DecodedParts } from '../store/fileWriter';

/** Takes back what was read of a scalar tag from a file. */
type Forget = (file: string, tag: string) => void;

/** The scalar tags of a run, with the rank of the best format that has each. Files of one rank share a tag. */
export class TagClaims {
  readonly #best = new Map<string, number>();
  readonly #files = new Map<string, FileClaims>();
  readonly #forget: Forget;

  constructor(forget: Forget) {
    this.#forget = forget;
  }

  /** What a file claims, from its start on. */
  open(file: string, rank: number): FileClaims {
    const claims = new FileClaims(this, rank);
    this.#files.set(file, claims);
    return claims;
  }

  /** Whether a file of this rank may have the tag. Files of lower formats lose it. */
  claim(tag: string, rank: number): boolean {
    const best = this.#best.get(tag) ?? Infinity;
    if (rank < best) {
      this.#best.set(tag, rank);
      if (best < Infinity) this.#takeFromOthers(tag, rank);
    }
    return rank <= best;
  }

  #takeFromOthers(tag: string, rank: number): void {
    for (const [file, claims] of this.#files) {
      if (claims.rank > rank && claims.refuse(tag)) this.#forget(file, tag);
    }
  }
}

export class FileClaims {
  readonly rank: number;
  readonly #run: TagClaims;
  readonly #indices = new Map<string, number>();
  readonly #refused = new Set<number>();
  #seen = 0;

  constructor(run: TagClaims, rank: number) {
    this.#run = run;
    this.rank = rank;
  }

  /** Without the points of tags that a better format has; they leave the block as well. Only unmarked blocks lose any. */
  admit(tags: readonly DecodedTag[], decoded: DecodedParts): DecodedParts {
    for (; this.#seen < tags.length; this.#seen++) {
      const { kind, tag } = tags[this.#seen]!;
      if (kind !== 'scalar') continue;
      if (this.#run.claim(tag, this.rank)) this.#indices.set(tag, this.#seen);
      else this.#refused.add(this.#seen);
    }
    if (this.#refused.size === 0 || decoded.marks.length > 0) return decoded;
    const { points } = decoded;
    let kept = 0;
    for (let at = 0; at < points.count; at++) {
      if (this.#refused.has(points.tags[at]!)) continue;
      points.tags[kept] = points.tags[at]!;
      points.steps[kept] = points.steps[at]!;
      points.wallTimes[kept] = points.wallTimes[at]!;
      points.values[kept++] = points.values[at]!;
    }
    points.count = kept;
    return decoded;
  }

  /** Gives a tag up; true if points of it may have been taken. */
  refuse(tag: string): boolean {
    const index = this.#indices.get(tag);
    if (index === undefined) return false;
    this.#indices.delete(tag);
    this.#refused.add(index);
    return true;
  }
}
