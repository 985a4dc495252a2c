// The points of one segment as columns: full chunks packed, the growing rest plain, with a min/max pyramid over the values.
import type { TagColumns } from '../model/decoded';
import { ChunkPager } from './chunkPager';
import {
  chunkBits,
  chunkMask,
  chunkPoints,
  PackedChunk,
  type OrderKey,
  type PlainPoints,
  type ValueColumn,
} from './packedChunk';
import { Pyramid, leafPoints } from './pyramid';
import { RangeSummary } from './rangeSummary';

/** The plain columns start with so many points, double up to so many, and then grow fourfold: growing costs most. */
const firstCapacity = 16;
const doublingCapacity = 64;
/** Bytes of a plain point: step, wall time, and a value as float32. */
const plainBytes = 8 + 8 + 4;
/** Most series of most runs are tiny. Up to so many points are kept in one plain array: typed arrays cost 250 bytes each. */
const fewPoints = 8;

const leaf = new RangeSummary();

/** Append-only columns. `push` is the hot path of loading: it allocates nothing but packed chunks. */
export class Columns {
  readonly pager: ChunkPager;
  /** The first points, `step, wallTime, value` in turn, until they are too many or their columns are asked for. */
  #few: number[] | undefined = [];
  readonly #packed: PackedChunk[] = [];
  /** The points behind the packed ones: up to a chunk of them. The arrays are used again for the next chunk. */
  #steps: Float64Array = emptySteps;
  #wallTimes: Float64Array = emptySteps;
  /** float32 as long as that loses nothing, else float64; a packed chunk goes by its own values. */
  #values: ValueColumn = emptyValues;
  /** Plain points, and how many there is room for. */
  #fill = 0;
  #capacity = 0;
  /** Packed points. */
  #base = 0;
  #lastWallTime = -Infinity;
  #wallTimesAscend = true;
  #epoch = 0;
  #pyramid: Pyramid | undefined;

  /** @param pager what the columns are held to; by default they stay in memory */
  constructor(pager = new ChunkPager()) {
    this.pager = pager;
  }

  get count(): number {
    return this.#few ? this.#few.length / 3 : this.#base + this.#fill;
  }

  /** Whether the points are so few that they have no columns yet, and should stay so. */
  get areFew(): boolean {
    return this.#few !== undefined;
  }

  /** The first chunks; what is behind them is plain. */
  get packed(): readonly PackedChunk[] {
    return this.#packed;
  }

  /** True when no wall time is missing or lower than the one before. */
  get wallTimesAscend(): boolean {
    return this.#wallTimesAscend;
  }

  /** Moves on when points that were there have changed; stays the same while points are only added. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Bytes of all arrays that are in memory. */
  get bytes(): number {
    const packed = this.#packed.reduce((sum, { buffer }) => sum + (buffer?.byteLength ?? 0), 0);
    const plain = 2 * this.#steps.byteLength + this.#values.byteLength;
    return packed + plain + (this.#pyramid?.bytes ?? 0) + 8 * (this.#few?.length ?? 0);
  }

  stepAt(index: number): number {
    if (this.#few) return this.#few[index * 3]!;
    if (index >= this.#base) return this.#steps[index - this.#base]!;
    return this.#packed[index >>> chunkBits]!.stepAt(index & chunkMask);
  }

  wallTimeAt(index: number): number {
    if (this.#few) return this.#few[index * 3 + 1]!;
    if (index >= this.#base) return this.#wallTimes[index - this.#base]!;
    return this.#packed[index >>> chunkBits]!.wallTimeAt(index & chunkMask);
  }

  valueAt(index: number): number {
    if (this.#few) return this.#few[index * 3 + 2]!;
    if (index >= this.#base) return this.#values[index - this.#base]!;
    return this.#packed[index >>> chunkBits]!.valueAt(index & chunkMask);
  }

  /**
   * An array with the values of `count` points of one chunk from point `index` on, which is number `index & chunkMask`
   * of it. Nothing else in it counts, and the next read of any columns may use it again. Up to a chunk of points may be
   * pushed meanwhile.
   */
  valuesFrom(index: number, count: number): ValueColumn {
    this.#spread();
    if (index >= this.#base) return this.#values;
    const at = index & chunkMask;
    return this.#packed[index >>> chunkBits]!.valuesBetween(at, at + count);
  }

  /** The same for steps or wall times. */
  keysFrom(index: number, count: number, key: OrderKey): Float64Array {
    this.#spread();
    if (index >= this.#base) return key === 'step' ? this.#steps : this.#wallTimes;
    const at = index & chunkMask;
    return this.#packed[index >>> chunkBits]!.keysBetween(at, at + count, key);
  }

  /** Steps must not decrease where the columns are to be searched by step; the caller sees to that. */
  push(step: number, wallTime: number, value: number): void {
    if (!(wallTime >= this.#lastWallTime)) this.#wallTimesAscend = false;
    this.#lastWallTime = wallTime;
    if (this.#fill === this.#capacity && this.#makeRoom(step, wallTime, value)) return;
    const at = this.#fill;
    this.#steps[at] = step;
    this.#wallTimes[at] = wallTime;
    this.#values[at] = value;
    if (this.#values[at] !== value && value === value) this.#widen(value);
    this.#fill = at + 1;
  }

  /** Takes the first points as they are, arrays and all: up to a chunk of them, with wall times that ascend. */
  take({ count, steps, wallTimes, values }: Omit<TagColumns, 'tag'>): void {
    if (count <= fewPoints) {
      for (let i = 0; i < count; i++) this.push(steps[i]!, wallTimes[i]!, values[i]!);
      return;
    }
    this.#few = undefined;
    this.#steps = steps;
    this.#wallTimes = wallTimes;
    this.#values = values;
    this.#fill = count;
    this.#capacity = steps.length;
    this.#lastWallTime = wallTimes[count - 1]!;
    this.pager.adopt(this);
    this.pager.noteGrowth(plainBytes * steps.length);
  }

  /** So many points will be pushed next: room is made for them at once, since growing costs most. */
  expect(points: number): void {
    const few = this.#few ? this.count : 0;
    if (this.#few && few + points <= fewPoints) return;
    const needed = this.#fill + few + points;
    if (needed > this.#capacity && this.#capacity < chunkPoints) this.#grow(needed);
    this.#spread();
  }

  /**
   * Adds the extremes of points `[from, to)` to `summary`, exact within float32 (outward, once the caller
   * calls `roundOutward`); reads at most 128 points.
   */
  addRange(summary: RangeSummary, from: number, to: number): void {
    const firstLeaf = Math.ceil(from / leafPoints);
    const lastLeaf = Math.floor(to / leafPoints);
    // A few points, as in most pixel columns, are quicker read than looked up.
    if (firstLeaf >= lastLeaf || to - from <= leafPoints) {
      this.#addPoints(summary, from, to);
      return;
    }
    this.#addPoints(summary, from, firstLeaf * leafPoints);
    this.#closeLeaves().addRange(summary, firstLeaf, lastLeaf);
    this.#addPoints(summary, lastLeaf * leafPoints, to);
  }

  /** Index of the first of the leading `count` points whose step is not below `step`. Steps must not decrease. */
  lowerBoundStep(step: number, count: number): number {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.stepAt(middle) < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Forgets all but the first `count` points. For copies that are kept in order; logged points never go. */
  truncate(count: number): void {
    if (count >= this.count) return;
    this.#spread();
    if (count < this.#base) this.#reopen(Math.max(0, Math.ceil(count / chunkPoints) - 1));
    this.#fill = count - this.#base;
    this.#lastWallTime = count > 0 ? this.wallTimeAt(count - 1) : -Infinity;
    this.#pyramid?.truncate(Math.floor(count / leafPoints));
    this.#epoch++;
  }

  #addPoints(summary: RangeSummary, from: number, to: number): void {
    for (let start = from; start < to;) {
      const offset = start & chunkMask;
      const end = Math.min(to, start - offset + chunkPoints);
      const values = this.valuesFrom(start, end - start);
      summary.addValues(values, offset, offset + end - start);
      start = end;
    }
  }

  /** The leaves of plain points are made when somebody asks for them, or at last when the points are packed. */
  #closeLeaves(): Pyramid {
    const pyramid = (this.#pyramid ??= new Pyramid());
    let from = pyramid.leaves * leafPoints - this.#base;
    for (; from + leafPoints <= this.#fill; from += leafPoints) {
      leaf.clear();
      leaf.addValues(this.#values, from, from + leafPoints);
      leaf.roundOutward();
      pyramid.addLeaf(leaf);
    }
    return pyramid;
  }

  /** Moves the first points to a chunk. */
  #spread(): void {
    const few = this.#few;
    if (!few) return;
    this.#few = undefined;
    // Pushing them again must not count their wall times a second time.
    const ascend = this.#wallTimesAscend;
    const lastWallTime = this.#lastWallTime;
    for (let i = 0; i < few.length; i += 3) this.push(few[i]!, few[i + 1]!, few[i + 2]!);
    this.#wallTimesAscend = ascend;
    this.#lastWallTime = lastWallTime;
  }

  /** Makes room for another point, or keeps it with the first few and returns true. */
  #makeRoom(step: number, wallTime: number, value: number): boolean {
    if (this.#few && this.#few.length < fewPoints * 3) {
      this.#few.push(step, wallTime, value);
      return true;
    }
    this.#spread();
    if (this.#fill === chunkPoints) this.#pack();
    else if (this.#fill === this.#capacity) this.#grow(this.#fill + 1);
    return false;
  }

  /** Packs the plain points, a full chunk, and begins the next one. */
  #pack(): void {
    this.#closeLeaves();
    const chunk = new PackedChunk(this.#plain, this.pager);
    this.#packed.push(chunk);
    this.#base += chunkPoints;
    this.#fill = 0;
    this.pager.noteGrowth(chunk.buffer!.byteLength);
  }

  #grow(needed: number): void {
    const before = this.#capacity;
    let capacity = Math.max(firstCapacity, before);
    while (capacity === before || (capacity < needed && capacity < chunkPoints))
      capacity = Math.min(chunkPoints, capacity * (capacity < doublingCapacity ? 2 : 4));
    if (before === 0) this.pager.adopt(this);
    // One buffer for all three: a buffer costs more than the bytes in it.
    const buffer = new ArrayBuffer(capacity * plainBytes);
    this.#steps = resized(this.#steps, new Float64Array(buffer, 0, capacity));
    this.#wallTimes = resized(this.#wallTimes, new Float64Array(buffer, capacity * 8, capacity));
    this.#values =
      this.#values instanceof Float32Array
        ? resized(this.#values, new Float32Array(buffer, capacity * 16, capacity))
        : resized(this.#values, new Float64Array(capacity));
    this.#capacity = capacity;
    this.pager.noteGrowth(plainBytes * (capacity - before));
  }

  /** A value came that float32 would change: the plain columns hold doubles from now on. */
  #widen(value: number): void {
    this.#values = resized(this.#values, new Float64Array(this.#capacity));
    this.#values[this.#fill] = value;
  }

  /** Makes the packed chunk at `index` the plain one and forgets all behind it. */
  #reopen(index: number): void {
    const chunk = this.#packed[index]!;
    this.#steps.set(chunk.keysBetween(0, chunkPoints, 'step'));
    this.#wallTimes.set(chunk.keysBetween(0, chunkPoints, 'wallTime'));
    // Where a packed chunk holds doubles the plain columns do too: they never go back to float32.
    this.#values.set(chunk.valuesBetween(0, chunkPoints));
    this.#packed.length = index;
    this.#base = index * chunkPoints;
  }

  get #plain(): PlainPoints {
    return { steps: this.#steps, wallTimes: this.#wallTimes, values: this.#values };
  }
}

const emptySteps = new Float64Array(0);
const emptyValues = new Float32Array(0);

function resized<T extends ValueColumn>(from: ValueColumn, to: T): T {
  to.set(from);
  return to;
}
