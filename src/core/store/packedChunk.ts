// A full chunk of points in one buffer, in memory or put away in the page file.
import type { ChunkPager } from './chunkPager';
import { axisAt, AxisPacker, axisBytes, PackedAxis, type AxisForm } from './packedAxis';
import type { Page } from './pages';

/** Points of a full chunk, a power of two and whole leaves of the pyramid. */
export const chunkBits = 12;
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

/** Where numbers are put that do not lie in memory as they are asked for. */
const workingKeys = new Float64Array(chunkPoints);
const workingValues = new Float64Array(chunkPoints);

/** A chunk that was put away is read where it lies until so many blocks were fetched for it: it is in use again. */
const toleratedFetches = 32;

/** `chunkPoints` points that never change. Numbers come from memory or from the page file, which may throw. */
export class PackedChunk {
  /** Where it is in the page file, once it was written. */
  page: Page | undefined;
  /** The pager's `now` at the last access. */
  lastUsed: number;
  readonly #pager: ChunkPager;
  readonly #layout: Layout;
  #held: Held | undefined;
  /** Blocks fetched since it was put away. */
  #fetched = 0;

  constructor(points: PlainPoints, pager: ChunkPager) {
    const { layout, buffer } = pack(points, pager);
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
    const held = this.#use();
    return held ? held.steps.at(index) : this.#peek('step', index);
  }

  wallTimeAt(index: number): number {
    const held = this.#use();
    return held ? held.wallTimes.at(index) : this.#peek('wallTime', index);
  }

  valueAt(index: number): number {
    const held = this.#use();
    return held ? held.values[index]! : this.#peek('value', index);
  }

  /**
   * The values of points `[from, to)` at their places of an array. Nothing else in it counts, and the next call on
   * any chunk may use it again.
   */
  valuesBetween(from: number, to: number): ValueColumn {
    const held = this.#use();
    if (held) return held.values;
    for (let i = from; i < to; i++) workingValues[i] = this.#peek('value', i);
    return workingValues;
  }

  /** The same for steps or wall times. */
  keysBetween(from: number, to: number, key: OrderKey): Float64Array {
    const held = this.#use();
    if (held) (key === 'step' ? held.steps : held.wallTimes).unpack(workingKeys, from, to);
    else for (let i = from; i < to; i++) workingKeys[i] = this.#peek(key, i);
    return workingKeys;
  }

  /** Gives away the buffer, which must be in the page file. */
  putAway(): ArrayBuffer {
    const { buffer } = this.#held!;
    this.#held = undefined;
    this.#fetched = 0;
    return buffer;
  }

  /** What is in memory, now or again. */
  #use(): Held | undefined {
    this.lastUsed = this.#pager.now;
    return this.#held ?? (this.#fetched < toleratedFetches ? undefined : this.#fetchAll());
  }

  #fetchAll(): Held {
    const buffer = this.#pager.takeBuffer(this.page!.bytes);
    this.#pager.pages.read(this.page!, buffer);
    const held = hold(this.#layout, buffer);
    this.#held = held;
    this.#pager.noteGrowth(buffer.byteLength);
    return held;
  }

  /** A number where it lies in the page file. */
  #peek(column: OrderKey | 'value', index: number): number {
    const { pages } = this.#pager;
    const { at } = this.page!;
    const { wide, valuesAt, steps, stepsAt, wallTimes } = this.#layout;
    const before = pages.fetched;
    let number: number;
    if (column === 'step') number = axisAt(steps, chunkPoints, pages, at + stepsAt, index);
    else if (column === 'wallTime') number = axisAt(wallTimes, chunkPoints, pages, at, index);
    else if (wide) number = pages.float64(at + valuesAt + index * 8);
    else number = pages.float32(at + valuesAt + index * 4);
    this.#fetched += pages.fetched - before;
    return number;
  }
}

function pack(
  { steps, wallTimes, values }: PlainPoints,
  pager: ChunkPager,
): { layout: Layout; buffer: ArrayBuffer } {
  const wide = values instanceof Float64Array && !fitsFloat32(values);
  const wallTimeForm = wallTimePacker.plan(wallTimes, chunkPoints);
  const stepForm = stepPacker.plan(steps, chunkPoints);
  const stepsAt = axisBytes(wallTimeForm, chunkPoints);
  const valuesAt = stepsAt + axisBytes(stepForm, chunkPoints);
  const layout = { wallTimes: wallTimeForm, steps: stepForm, stepsAt, valuesAt, wide };
  const buffer = pager.takeBuffer(valuesAt + chunkPoints * (wide ? 8 : 4));
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
