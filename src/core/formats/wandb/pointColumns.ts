// The point and item blocks that all decoders of a thread share.
import type { DecodedTag, ItemBlock, PointBlock } from '../../model/decoded';

/** An answer ends after this many points. The columns of this many stay in a processor's second-level cache. */
const usualPoints = 16_384;

/** No value takes fewer: a name and a number in an object of a writer before 0.18, `"a":1,`. */
const shortestValueBytes = 6;

/** What the bytes of an item are: all chunks of the history record that holds it, or the first of a stretch of console. */
const recordForm = 0;
export const printedForm = 1;

type Growing<T> = { -readonly [Key in keyof T]: T[Key] };

export class PointColumns {
  readonly points: Growing<PointBlock> = {
    count: 0,
    tags: new Uint32Array(usualPoints),
    steps: new Float64Array(usualPoints),
    wallTimes: new Float64Array(usualPoints),
    values: new Float64Array(usualPoints),
  };
  readonly items: Growing<ItemBlock> = {
    first: 0,
    count: 0,
    offsets: new Float64Array(64),
    lengths: new Float64Array(64),
    forms: new Uint8Array(64),
  };

  /** Whether the points of a record of so many bytes surely find room. A longer one finds it where it comes first. */
  hasRoomFor(bytes: number): boolean {
    const { count } = this.points;
    return count === 0 || count + bytes / shortestValueBytes <= usualPoints;
  }

  /** @param firstItem number of the next item of the file */
  clear(firstItem: number): void {
    this.points.count = this.items.count = 0;
    this.items.first = firstItem;
  }

  add(series: DecodedTag, step: number, wallTime: number, value: number): void {
    const { points } = this;
    const at = points.count++;
    if (at === points.tags.length) this.#growPoints();
    points.tags[at] = series.index;
    points.steps[at] = step;
    points.wallTimes[at] = wallTime;
    points.values[at] = value;
  }

  /** Adds an item whose record is the `length` bytes at `offset` of the file. */
  addItem(
    series: DecodedTag,
    step: number,
    wallTime: number,
    offset: number,
    length: number,
    form = recordForm,
  ): void {
    const { items } = this;
    this.add(series, step, wallTime, items.first + items.count);
    const at = items.count++;
    if (at === items.offsets.length) this.#growItems();
    items.offsets[at] = offset;
    items.lengths[at] = length;
    items.forms[at] = form;
  }

  /** One row may have more points than a block has as a rule. */
  #growPoints(): void {
    const { points } = this;
    points.tags = grown(points.tags, new Uint32Array(points.tags.length * 2));
    points.steps = grown(points.steps, new Float64Array(points.steps.length * 2));
    points.wallTimes = grown(points.wallTimes, new Float64Array(points.wallTimes.length * 2));
    points.values = grown(points.values, new Float64Array(points.values.length * 2));
  }

  #growItems(): void {
    const { items } = this;
    items.offsets = grown(items.offsets, new Float64Array(items.offsets.length * 2));
    items.lengths = grown(items.lengths, new Float64Array(items.lengths.length * 2));
    items.forms = grown(items.forms, new Uint8Array(items.forms.length * 2));
  }
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(column: T, larger: T): T {
  larger.set(column);
  return larger;
}

/** Shared by all decoders: it would otherwise be paid for every open file. */
export const columns = new PointColumns();
