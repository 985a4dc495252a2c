// The points of one segment as columns of typed arrays in chunks, with a min/max pyramid over the values.
import { Pyramid, leafPoints } from './pyramid';
import { RangeSummary } from './rangeSummary';

/** Points of a full chunk, a power of two and a whole node of the pyramid's third level. */
export const chunkBits = 14;
export const chunkPoints = 1 << chunkBits;
export const chunkMask = chunkPoints - 1;

/** The first chunk starts with so many points and doubles. */
const firstCapacity = 16;
/** Most series of most runs are tiny. Up to so many points are kept in one plain array: typed arrays cost 250 bytes each. */
const fewPoints = 8;

export type ValueColumn = Float32Array | Float64Array;

/** Up to `chunkPoints` points. A chunk that is full never changes again, so it may be packed or put away. */
export interface Chunk {
  steps: Float64Array;
  /** Seconds since the Unix epoch; NaN where the file had none. */
  wallTimes: Float64Array;
  /** float32 as long as that loses nothing, else float64. */
  values: ValueColumn;
}

const leaf = new RangeSummary();

/** Append-only columns. `push` is the hot path of loading: it allocates nothing but chunks and pyramid nodes. */
export class Columns {
  /** The first points, `step, wallTime, value` in turn, until they are too many or their columns are asked for. */
  #few: number[] | undefined = [];
  readonly #chunks: Chunk[] = [];
  #steps: Float64Array = emptySteps;
  #wallTimes: Float64Array = emptySteps;
  #values: ValueColumn = emptyValues;
  /** Points in the last chunk, and how many it has room for. */
  #fill = 0;
  #capacity = 0;
  /** Points in the chunks before the last. */
  #base = 0;
  #lastWallTime = -Infinity;
  #wallTimesAscend = true;
  #epoch = 0;
  #pyramid: Pyramid | undefined;

  get count(): number {
    return this.#few ? this.#few.length / 3 : this.#base + this.#fill;
  }

  /** Whether the points are so few that they are in no chunk yet, and should stay so unless they are drawn. */
  get areFew(): boolean {
    return this.#few !== undefined;
  }

  get chunks(): readonly Readonly<Chunk>[] {
    this.#spread();
    return this.#chunks;
  }

  /** True when no wall time is missing or lower than the one before. */
  get wallTimesAscend(): boolean {
    return this.#wallTimesAscend;
  }

  /** Moves on when points that were there have changed; stays the same while points are only added. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Bytes of all arrays. */
  get bytes(): number {
    const arrays = this.#chunks.reduce(
      (sum, chunk) => sum + 2 * chunk.steps.byteLength + chunk.values.byteLength,
      0,
    );
    return arrays + (this.#pyramid?.bytes ?? 0) + 8 * (this.#few?.length ?? 0);
  }

  stepAt(index: number): number {
    if (this.#few) return this.#few[index * 3]!;
    return this.#chunks[index >>> chunkBits]!.steps[index & chunkMask]!;
  }

  wallTimeAt(index: number): number {
    if (this.#few) return this.#few[index * 3 + 1]!;
    return this.#chunks[index >>> chunkBits]!.wallTimes[index & chunkMask]!;
  }

  valueAt(index: number): number {
    if (this.#few) return this.#few[index * 3 + 2]!;
    return this.#chunks[index >>> chunkBits]!.values[index & chunkMask]!;
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
    if ((this.#fill & (leafPoints - 1)) === 0) this.#closeLeaf();
  }

  /**
   * Adds the extremes of points `[from, to)` to `summary`, exact within float32 (outward, once the caller
   * calls `roundOutward`); reads at most 128 points.
   */
  addRange(summary: RangeSummary, from: number, to: number): void {
    const firstLeaf = Math.ceil(from / leafPoints);
    const lastLeaf = Math.floor(to / leafPoints);
    if (firstLeaf >= lastLeaf) {
      this.#addPoints(summary, from, to);
      return;
    }
    this.#addPoints(summary, from, firstLeaf * leafPoints);
    this.#pyramid!.addRange(summary, firstLeaf, lastLeaf);
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
    this.#chunks.length = Math.ceil(count / chunkPoints);
    const last = this.#chunks.at(-1);
    this.#base = Math.max(0, this.#chunks.length - 1) * chunkPoints;
    this.#fill = count - this.#base;
    this.#use(last ?? { steps: emptySteps, wallTimes: emptySteps, values: emptyValues });
    this.#lastWallTime = count > 0 ? this.wallTimeAt(count - 1) : -Infinity;
    this.#pyramid?.truncate(Math.floor(count / leafPoints));
    this.#epoch++;
  }

  #addPoints(summary: RangeSummary, from: number, to: number): void {
    for (let start = from; start < to;) {
      const offset = start & chunkMask;
      const end = Math.min(to, start - offset + chunkPoints);
      summary.addValues(this.chunks[start >>> chunkBits]!.values, offset, offset + end - start);
      start = end;
    }
  }

  #closeLeaf(): void {
    leaf.clear();
    leaf.addValues(this.#values, this.#fill - leafPoints, this.#fill);
    leaf.roundOutward();
    this.#pyramid ??= new Pyramid();
    this.#pyramid.addLeaf(leaf);
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
    if (this.#fill === this.#capacity) this.#grow();
    return false;
  }

  #grow(): void {
    if (this.#capacity === chunkPoints || this.#chunks.length === 0) {
      this.#base += this.#fill;
      this.#fill = 0;
      this.#capacity = this.#chunks.length === 0 ? firstCapacity : chunkPoints;
      this.#chunks.push({
        steps: new Float64Array(this.#capacity),
        wallTimes: new Float64Array(this.#capacity),
        values: new Float32Array(this.#capacity),
      });
    } else {
      const chunk = this.#chunks.at(-1)!;
      const capacity = this.#capacity * 2;
      chunk.steps = resized(chunk.steps, new Float64Array(capacity));
      chunk.wallTimes = resized(chunk.wallTimes, new Float64Array(capacity));
      chunk.values =
        chunk.values instanceof Float32Array
          ? resized(chunk.values, new Float32Array(capacity))
          : resized(chunk.values, new Float64Array(capacity));
    }
    this.#use(this.#chunks.at(-1)!);
  }

  /** A value came that float32 would change: this chunk holds doubles from now on. */
  #widen(value: number): void {
    const chunk = this.#chunks.at(-1)!;
    chunk.values = resized(chunk.values, new Float64Array(this.#capacity));
    chunk.values[this.#fill] = value;
    this.#values = chunk.values;
  }

  #use(chunk: Chunk): void {
    this.#steps = chunk.steps;
    this.#wallTimes = chunk.wallTimes;
    this.#values = chunk.values;
    this.#capacity = chunk.steps.length;
  }
}

const emptySteps = new Float64Array(0);
const emptyValues = new Float32Array(0);

function resized<T extends ValueColumn>(from: ValueColumn, to: T): T {
  to.set(from);
  return to;
}
