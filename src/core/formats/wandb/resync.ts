// Finds the place behind damage where records can be read again.
import {
  blockBytes,
  chunkChecks,
  chunkHeaderBytes,
  chunkTypes,
  leftInBlock,
  payloadLength,
} from './chunk';
import type { Stretch } from '../stretch';

/** Bytes whose checksums are computed while one block is searched: garbage may look like many headers. */
const mostCheckedBytes = 1 << 20;

/**
 * The first index in [from, limit) where a chunk stands that begins a record and checks, or -1. LevelDB's own readers
 * go to the next block; most damage is a few bytes, and what follows it in the block is good.
 */
export function findRecord(stretch: Stretch, from: number, limit: number): number {
  let at = from;
  while (at < limit) {
    const blockEnd = at + leftInBlock(stretch.offsetOf(at));
    const found = findInBlock(stretch, at, Math.min(limit, blockEnd), blockEnd);
    if (found >= 0) return found;
    at = blockEnd;
  }
  return -1;
}

function findInBlock(stretch: Stretch, from: number, limit: number, blockEnd: number): number {
  const { bytes } = stretch;
  let checked = 0;
  for (let at = from; at + chunkHeaderBytes < limit; at++) {
    const type = bytes[at + 6]!;
    if (type !== chunkTypes.full && type !== chunkTypes.first) continue;
    const length = payloadLength(stretch, at, blockEnd - at);
    if (length <= 0 || at + chunkHeaderBytes + length > limit) continue;
    if (chunkChecks(stretch, at, length)) return at;
    checked += length;
    if (checked > mostCheckedBytes) return -1;
  }
  return -1;
}

/** The index of the last block boundary at or before `index`; it may lie before the stretch. */
export function boundaryBefore(stretch: Stretch, index: number): number {
  return index - (stretch.offsetOf(index) % blockBytes);
}
