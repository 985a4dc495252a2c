// A stand-in for a decoder: says points and marks to a file writer, for tests of store and query.
import type { DecodedMark, DecodedTag, PointBlock } from '../../../../src/core/model/decoded';
import type { RunId, SeriesKind } from '../../../../src/shared/vocabulary';
import type { FileWriter } from '../../../../src/core/store/fileWriter';

export const runId = (name: string): RunId => name as RunId;

/** What a file says next: a point of a tag, a start record or an end record. */
export type Said =
  | readonly [tag: string, step: number, value: number, wallTime?: number]
  | { readonly start: number }
  | { readonly end: number };

/** Writes to a file as a decoder would: tags are numbered in the order in which they appear. */
export class SaidFile {
  readonly tags: DecodedTag[] = [];
  readonly #writer: FileWriter;

  constructor(writer: FileWriter) {
    this.#writer = writer;
  }

  /** Everything in one append. Wall times that are not given are 1000 + step. */
  say(...said: readonly Said[]): void {
    const points: { tag: number; step: number; wallTime: number; value: number }[] = [];
    const marks: DecodedMark[] = [];
    for (const one of said) {
      const at = points.length;
      if ('start' in one) marks.push({ kind: 'start', at, step: one.start, wallTime: 0 });
      else if ('end' in one) marks.push({ kind: 'end', at, wallTime: one.end });
      else {
        const [tag, step, value, wallTime = 1000 + step] = one;
        points.push({ tag: this.#indexOf(tag), step, wallTime, value });
      }
    }
    const block: PointBlock = {
      count: points.length,
      tags: Uint32Array.from(points, ({ tag }) => tag),
      steps: Float64Array.from(points, ({ step }) => step),
      wallTimes: Float64Array.from(points, ({ wallTime }) => wallTime),
      values: Float64Array.from(points, ({ value }) => value),
    };
    this.#writer.append(this.tags, block, marks);
  }

  /** Counts values of a kind without points. */
  count(kind: SeriesKind, tag: string, values: number): void {
    let entry = this.tags.find((each) => each.kind === kind && each.tag === tag);
    if (!entry) {
      const index = this.tags.length;
      entry = { index, tag, kind, values: 0, displayName: null, description: null };
      this.tags.push(entry);
    }
    entry.values += values;
    this.say();
  }

  #indexOf(tag: string): number {
    const known = this.tags.findIndex((each) => each.kind === 'scalar' && each.tag === tag);
    if (known >= 0) return known;
    const index = this.tags.length;
    this.tags.push({ index, tag, kind: 'scalar', values: 0, displayName: null, description: null });
    return index;
  }
}

/** Points of one tag at the given steps; the value is the step plus an offset that tells them apart. */
export function steps(tag: string, from: number, to: number, offset = 0): Said[] {
  return Array.from(
    { length: to - from + 1 },
    (_, i) => [tag, from + i, from + i + offset] as const,
  );
}
