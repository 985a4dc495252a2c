// What a decoder's answer is put in: one block of points and one of items, for all decoders of a thread.
import type { ItemBlock, PointBlock } from '../model/decoded';

/** Points that one answer can hold. The columns of this many stay in a processor's second-level cache. */
export const blockCapacity = 16_384;
/** Shared by all decoders: its 450 KB would otherwise be paid for every open file. */
export const block: PointBlock = {
  count: 0,
  tags: new Uint32Array(blockCapacity),
  steps: new Float64Array(blockCapacity),
  wallTimes: new Float64Array(blockCapacity),
  values: new Float64Array(blockCapacity),
};

export const items: ItemBlock = {
  first: 0,
  count: 0,
  offsets: new Float64Array(blockCapacity),
  lengths: new Float64Array(blockCapacity),
  forms: new Uint8Array(blockCapacity),
};
