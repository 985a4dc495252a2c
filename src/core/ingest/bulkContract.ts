// What the engine's thread and the threads that read for it say to each other.
import type {
  DecodedMark,
  DecodedProblem,
  DecodedTag,
  ItemBlock,
  PointBlock,
  TagColumns,
} from '../model/decoded';
import type { DecodedFact } from '../model/facts';
import type { BulkEnd, BulkOrder } from './bulkRead';

/** To the thread: what it shares, once; then one order after the other. */
export type BulkRequest =
  | { readonly kind: 'begin'; readonly memory: SharedArrayBuffer }
  | { readonly kind: 'read'; readonly job: number; readonly order: BulkOrder };

/** From the thread. */
export type BulkAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'part'; readonly job: number; readonly part: BulkPart }
  /** Null when the file must be read by whoever asked. */
  | { readonly kind: 'end'; readonly job: number; readonly end: BulkEnd | null };

/** What was decoded since the last part. Points and items lie in the shared slot of this number. */
export interface BulkPart {
  readonly slot: number;
  readonly points: number;
  readonly firstItem: number;
  readonly items: number;
  readonly marks: readonly DecodedMark[];
  readonly problems: readonly DecodedProblem[];
  readonly facts: readonly DecodedFact[];
  /** Tags that are new, or of which more is known. */
  readonly tags: readonly DecodedTag[];
  /** How far the file has been read. */
  readonly offset: number;
  /** The points once more, sorted by tag and handed over for good; null where they come in record order only. */
  readonly columns: PackedColumns | null;
}

/** Columns of several tags, one behind the other in a buffer that goes from thread to thread. */
export interface PackedColumns {
  readonly buffer: ArrayBuffer;
  readonly plans: readonly ColumnPlan[];
}

/** How the columns of one tag lie: steps, wall times, and values as float32 or, where that loses anything, float64. */
export interface ColumnPlan {
  readonly tag: number;
  readonly count: number;
  readonly isWide: boolean;
}

/** One part that is on its way or being filled. */
export interface Slot {
  readonly points: PointBlock;
  readonly items: ItemBlock;
}

export const slotCount = 8;
export const slotCapacity = 16_384;
const controlBytes = 64;
const wordBytes = 8;
/** Columns have room for a multiple of so many points. */
const columnStride = 16;
/** Tags, steps, times, values; offsets, lengths and forms of items. */
const slotBytes = slotCapacity * (4 + 8 + 8 + 8 + 8 + 8 + 4);

/** Places in the control words. */
export const controls = {
  /** How many parts the engine has taken; the thread waits on it for a free slot. */
  taken: 0,
  /** Jobs up to this number are not wanted any more. */
  cancelled: 1,
  /** Jobs up to this number are to end where they are. */
  enough: 2,
  /** How many parts the thread has told of, all its jobs together: a job begins while parts of the last are not taken. */
  sent: 3,
} as const;

export interface SharedSlots {
  readonly control: Int32Array;
  readonly slots: readonly Slot[];
}

export function makeSharedMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(controlBytes + slotCount * slotBytes);
}

/** Both threads see the same slots in the memory they share. */
export function slotsIn(memory: SharedArrayBuffer): SharedSlots {
  const slots = Array.from({ length: slotCount }, (_, slot) =>
    slotAt(memory, controlBytes + slot * slotBytes),
  );
  return { control: new Int32Array(memory, 0, controlBytes / 4), slots };
}

function slotAt(memory: SharedArrayBuffer, start: number): Slot {
  let at = start;
  const place = (bytes: number): number => {
    at += slotCapacity * bytes;
    return at - slotCapacity * bytes;
  };
  const doubles = (): Float64Array => new Float64Array(memory, place(8), slotCapacity);
  const points = { count: 0, steps: doubles(), wallTimes: doubles(), values: doubles() };
  const items = { first: 0, count: 0, offsets: doubles(), lengths: doubles() };
  return {
    points: { ...points, tags: new Uint32Array(memory, place(4), slotCapacity) },
    items: { ...items, forms: new Uint8Array(memory, place(4), slotCapacity) },
  };
}

/** The columns that lie in a buffer; none where there is none. */
export function columnsIn(packed: PackedColumns | null): TagColumns[] {
  if (!packed) return [];
  const { buffer, plans } = packed;
  let at = 0;
  return plans.map((plan) => {
    const capacity = capacityOf(plan);
    const start = at;
    at += columnBytes(plan);
    const values = start + 2 * wordBytes * capacity;
    return {
      tag: plan.tag,
      count: plan.count,
      steps: new Float64Array(buffer, start, capacity),
      wallTimes: new Float64Array(buffer, start + wordBytes * capacity, capacity),
      values: new (plan.isWide ? Float64Array : Float32Array)(buffer, values, capacity),
    };
  });
}

function capacityOf({ count }: ColumnPlan): number {
  return Math.ceil(count / columnStride) * columnStride;
}

/** How much of the buffer is for one tag. */
export function columnBytes(plan: ColumnPlan): number {
  return capacityOf(plan) * (2 * wordBytes + (plan.isWide ? wordBytes : wordBytes / 2));
}
