// The fast path: records that hold nothing but scalars of known tags, in the byte layout that real writers produce.
// Whatever looks the least bit different is left to the general walk in event.ts, which decides.
// Checking every data checksum costs about 23 of 58 ns a record here, measured; a damaged value is worth knowing.
import type { PointBlock } from '../../model/decoded';
import { dataChecks, footerBytes, headerBytes, shortChecksum, shortRecordBytes } from './framing';
import type { Source } from './source';
import type { TagTable } from './tagTable';

/** Keys of protobuf fields (`number << 3 | wire type`) in the order in which writers put them. */
const eventWallTime = 0x09;
const eventStep = 0x10;
const eventSummary = 0x2a;
const summaryValue = 0x0a;
const valueTag = 0x0a;
const valueSimple = 0x15;

/** What TensorFlow 2 writes between the tag and the four bytes of a float32 of rank 0, as two words. */
const tensorHeadLow = 0x01080a42; // tensor of 10 bytes, dtype 1
const tensorHeadHigh = 0x04220012; // shape of 0 bytes, content of 4 bytes

/** Wall time, summary, value, an empty tag and a float: no shorter event holds a scalar. */
const shortestEvent = 9 + 2 + 2 + 2 + 5;
/** Steps from 2^49 on (and negative ones) need more varint bytes than this scale allows; they are not plain. */
const largestStepScale = 2 ** 42;

/** What the fast path knows of tags, by tag number: the column that takes the value, -1 where it must not decide. */
export interface PlainTags {
  readonly table: TagTable;
  readonly simpleColumns: readonly number[];
  readonly tensorColumns: readonly number[];
}

/**
 * Reads plain records from `start` and appends their points to `block`; stops in front of the first record that is
 * not plain, incomplete, damaged or more than the block holds. Returns the offset of the first record not read.
 */
export function readPlainRecords(
  source: Source,
  start: number,
  end: number,
  tags: PlainTags,
  block: PointBlock,
): number {
  const { view } = source;
  let at = start;
  while (at + headerBytes + shortestEvent + footerBytes <= end) {
    const length = view.getInt32(at, true);
    if (length < shortestEvent || length > shortRecordBytes) break;
    if (view.getInt32(at + 4, true) !== 0) break;
    if (view.getInt32(at + 8, true) !== shortChecksum(length)) break;
    const data = at + headerBytes;
    const next = data + length + footerBytes;
    if (next > end) break;
    const before = block.count;
    if (!readPlainEvent(source, data, data + length, tags, block)) break;
    if (!dataChecks(source, data, length)) {
      block.count = before;
      break;
    }
    at = next;
  }
  return at;
}

/** Appends the points of one event if it is plain; otherwise leaves `block.count` as it was. */
function readPlainEvent(
  source: Source,
  start: number,
  end: number,
  tags: PlainTags,
  block: PointBlock,
): boolean {
  const { bytes, view } = source;
  if (bytes[start] !== eventWallTime) return false;
  const wallTime = view.getFloat64(start + 1, true);
  if (wallTime - wallTime !== 0) return false; // NaN and ±Inf
  let at = start + 9;
  let step = 0;
  if (bytes[at] === eventStep) {
    let byte = bytes[++at]!;
    step = byte & 0x7f;
    for (let scale = 128; byte > 0x7f; scale *= 128) {
      if (scale > largestStepScale) return false;
      byte = bytes[++at]!;
      step += (byte & 0x7f) * scale;
    }
    at++;
  }
  if (bytes[at] !== eventSummary) return false;
  const low = bytes[at + 1]!;
  const first = low < 0x80 ? at + 2 : at + 3;
  const summaryLength = low < 0x80 ? low : (low & 0x7f) | (bytes[at + 2]! << 7);
  if (first + summaryLength !== end) return false;
  return readPlainValues(source, first, end, step, wallTime, tags, block);
}

function readPlainValues(
  { bytes, view }: Source,
  start: number,
  end: number,
  step: number,
  wallTime: number,
  { table, simpleColumns, tensorColumns }: PlainTags,
  block: PointBlock,
): boolean {
  const { tags, steps, wallTimes, values } = block;
  let count = block.count;
  for (let at = start; at < end; count++) {
    // The lengths of the value and of its tag take one byte each.
    const valueEnd = at + 2 + bytes[at + 1]!;
    if (bytes[at] !== summaryValue || bytes[at + 1]! > 0x7f || valueEnd > end) return false;
    const tagLength = bytes[at + 3]!;
    const tagEnd = at + 4 + tagLength;
    if (bytes[at + 2] !== valueTag || count === tags.length) return false;
    const isSimple = tagEnd + 5 === valueEnd && bytes[tagEnd] === valueSimple;
    if (!isSimple && !(tagEnd + 12 === valueEnd && hasTensorHead(view, tagEnd))) return false;
    const tag = table.find(bytes, at + 4, tagLength);
    if (tag < 0) return false;
    const column = (isSimple ? simpleColumns : tensorColumns)[tag]!;
    if (column < 0) return false;
    tags[count] = column;
    steps[count] = step;
    wallTimes[count] = wallTime;
    values[count] = view.getFloat32(valueEnd - 4, true);
    at = valueEnd;
  }
  block.count = count;
  return true;
}

function hasTensorHead(view: DataView, at: number): boolean {
  return (
    view.getInt32(at, true) === tensorHeadLow && view.getInt32(at + 4, true) === tensorHeadHigh
  );
}
