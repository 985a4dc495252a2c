// The series of one file, by kind and name.
import type { DecodedTag } from '../../model/decoded';
import type { SeriesKind } from '../../../shared/vocabulary';

/** More tags than anybody can look at; each costs about 2 KB once it is stored. Others are left out. */
const mostTags = 100_000;

export class FileSeries {
  readonly list: DecodedTag[] = [];
  /** Values of new names that were left out since it was last set to 0. */
  refused = 0;
  readonly #byName = new Map<string, DecodedTag>();

  /** Goes on with the series that another one found in the same file. */
  restore(series: readonly DecodedTag[]): void {
    for (const one of series) {
      this.list.push(one);
      this.#byName.set(`${one.kind} ${one.tag}`, one);
    }
  }

  /** The series of this name, made if it is new; null where there is no room for it. */
  find(kind: SeriesKind, tag: string): DecodedTag | null {
    const key = `${kind} ${tag}`;
    const known = this.#byName.get(key);
    if (known) return known;
    if (this.list.length >= mostTags) {
      this.refused++;
      return null;
    }
    const made: DecodedTag = {
      index: this.list.length,
      tag,
      kind,
      isBare: false,
      metadata: null,
      displayName: null,
      description: null,
    };
    this.list.push(made);
    this.#byName.set(key, made);
    return made;
  }
}
