// A stand-in for a decoder: says points and marks to a file writer, for tests of store and query.
import type {
  DecodedMark,
  DecodedTag,
  ItemBlock,
  PointBlock,
} from '../../../../src/core/model/decoded';
import type { RunId, SeriesKind } from '../../../../src/shared/vocabulary';
import type { FileWriter } from '../../../../src/core/store/fileWriter';
import { noItems } from '../../../support/noItems';

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
  readonly #startTime: number;
  #items = 0;

  /** @param startTime the wall time of step 0 where points are said without one; a file that resumes begins later */
  constructor(writer: FileWriter, startTime = 1000) {
    this.#writer = writer;
    this.#startTime = startTime;
  }

  /** Everything in one append. Wall times that are not given are the start time and a second per step. */
  say(...said: readonly Said[]): void {
    const points: { tag: number; step: number; wallTime: number; value: number }[] = [];
    const marks: DecodedMark[] = [];
    for (const one of said) {
      const at = points.length;
      if ('start' in one) marks.push({ kind: 'start', at, step: one.start, wallTime: 0 });
      else if ('end' in one) marks.push({ kind: 'end', at, wallTime: one.end, exitCode: null });
      else {
        const [tag, step, value, wallTime = this.#startTime + step] = one;
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
    this.#writer.append(this.tags, { points: block, items: noItems, marks });
  }

  /** One item at each step; item `n` of the file lies at byte 1000·n and has 100 bytes. */
  sayItems(kind: SeriesKind, tag: string, steps: readonly number[], isBare = false): void {
    const first = this.#items;
    const numbers = steps.map((_, i) => first + i);
    this.#items += steps.length;
    const points: PointBlock = {
      count: steps.length,
      tags: Uint32Array.from(steps, () => this.#indexOf(tag, kind, isBare)),
      steps: Float64Array.from(steps),
      wallTimes: Float64Array.from(steps, (step) => this.#startTime + step),
      values: Float64Array.from(numbers),
    };
    const items: ItemBlock = {
      first,
      count: steps.length,
      offsets: Float64Array.from(numbers, (number) => 1000 * number),
      lengths: Float64Array.from(numbers, () => 100),
      forms: new Uint8Array(steps.length),
    };
    this.#writer.append(this.tags, { points, items, marks: [] });
  }

  #indexOf(tag: string, kind: SeriesKind = 'scalar', isBare = false): number {
    const known = this.tags.findIndex((each) => each.kind === kind && each.tag === tag);
    if (known >= 0) return known;
    const index = this.tags.length;
    this.tags.push({
      index,
      tag,
      kind,
      isBare,
      metadata: null,
      displayName: null,
      description: null,
    });
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
