// A full chunk of points in one buffer, in memory or put away in the page file.
import type { ChunkPager, Page } from './chunkPager';
import { AxisPacker, axisBytes, PackedAxis, type AxisForm } from './packedAxis';

/** Points of a full chunk, a power of two and whole leaves of the pyramid. */
export const chunkBits = 13;
export const chunkPoints = 1 << chunkBits;
export const chunkMask = chunkPoints - 1;

/** The axes that points may be in the order of. */
export type OrderKey = 'step' | 'wallTime';

export type ValueColumn = Float32Array | Float64Array;

/** Columns of points that are not packed. */
export interface PlainPoints {
  readonly steps: Float64Array;
  /** Seconds since the Unix epoch; NaN where the file had none. */
  readonly wallTimes: Float64Array;
  readonly values: ValueColumn;
}

/** How the buffer is laid out: wall times, then steps, then values. */
interface Layout {
  readonly wallTimes: AxisForm;
  readonly steps: AxisForm;
  readonly stepsAt: number;
  readonly valuesAt: number;
  /** Whether float32 would change a value. */
  readonly wide: boolean;
}

/** What is there while the chunk is in memory. */
interface Held {
  readonly buffer: ArrayBuffer;
  readonly steps: PackedAxis;
  readonly wallTimes: PackedAxis;
  readonly values: ValueColumn;
}

const stepPacker = new AxisPacker(chunkPoints);
const wallTimePacker = new AxisPacker(chunkPoints);

/** What was unpacked last. */
const working = new Float64Array(chunkPoints);

/** `chunkPoints` points that never change. Every access counts as a use, which keeps the chunk in memory. */
export class PackedChunk {
  /** Where it is in the page file, once it was written. */
  page: Page | undefined;
  /** The pager's count of events at the last access. */
  lastUsed = 0;
  readonly #pager: ChunkPager;
  readonly #layout: Layout;
  #held: Held | undefined;

  constructor(points: PlainPoints, pager: ChunkPager) {
    const { layout, buffer } = pack(points);
    this.#pager = pager;
    this.#layout = layout;
    this.#held = hold(layout, buffer);
    this.lastUsed = pager.now;
  }

  /** The packed bytes; undefined while the chunk is put away. */
  get buffer(): ArrayBuffer | undefined {
    return this.#held?.buffer;
  }

  stepAt(index: number): number {
    return this.#use().steps.at(index);
  }

  wallTimeAt(index: number): number {
    return this.#use().wallTimes.at(index);
  }

  get values(): ValueColumn {
    return this.#use().values;
  }

  /**
   * Steps or wall times of points `[from, to)` at their places of an array. Nothing else in it counts, and the next
   * call on any chunk uses it again.
   */
  unpack(key: OrderKey, from = 0, to = chunkPoints): Float64Array {
    const { steps, wallTimes } = this.#use();
    (key === 'step' ? steps : wallTimes).unpack(working, from, to);
    return working;
  }

  /** Lets go of the buffer, which must be in the page file. */
  putAway(): void {
    this.#held = undefined;
  }

  #use(): Held {
    this.lastUsed = this.#pager.now;
    return this.#held ?? this.#load();
  }

  #load(): Held {
    const buffer = this.#pager.read(this.page!);
    const held = hold(this.#layout, buffer);
    this.#held = held;
    this.#pager.noteGrowth(buffer.byteLength);
    return held;
  }
}

function pack({ steps, wallTimes, values }: PlainPoints): { layout: Layout; buffer: ArrayBuffer } {
  const wide = values instanceof Float64Array && !fitsFloat32(values);
  const wallTimeForm = wallTimePacker.plan(wallTimes, chunkPoints);
  const stepForm = stepPacker.plan(steps, chunkPoints);
  const stepsAt = axisBytes(wallTimeForm, chunkPoints);
  const valuesAt = stepsAt + axisBytes(stepForm, chunkPoints);
  const layout = { wallTimes: wallTimeForm, steps: stepForm, stepsAt, valuesAt, wide };
  const buffer = new ArrayBuffer(valuesAt + chunkPoints * (wide ? 8 : 4));
  wallTimePacker.write(wallTimeForm, wallTimes, chunkPoints, buffer, 0);
  stepPacker.write(stepForm, steps, chunkPoints, buffer, stepsAt);
  valuesIn(layout, buffer).set(values);
  return { layout, buffer };
}

function hold(layout: Layout, buffer: ArrayBuffer): Held {
  return {
    buffer,
    steps: new PackedAxis(layout.steps, chunkPoints, buffer, layout.stepsAt),
    wallTimes: new PackedAxis(layout.wallTimes, chunkPoints, buffer, 0),
    values: valuesIn(layout, buffer),
  };
}

function valuesIn({ wide, valuesAt }: Layout, buffer: ArrayBuffer): ValueColumn {
  return wide
    ? new Float64Array(buffer, valuesAt, chunkPoints)
    : new Float32Array(buffer, valuesAt, chunkPoints);
}

function fitsFloat32(values: Float64Array): boolean {
  for (const value of values) if (Math.fround(value) !== value && value === value) return false;
  return true;
}
