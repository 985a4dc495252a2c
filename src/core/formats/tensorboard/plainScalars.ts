// The fast path: records that hold nothing but scalars of known tags, in the byte layout that real writers produce.
// Whatever looks the least bit different is left to the general walk in event.ts, which decides.
import type { PointBlock } from '../../model/decoded';
import {
  dataChecks,
  footerBytes,
  headerBytes,
  recordLength,
  shortChecksum,
  shortRecordBytes,
} from './framing';
import type { Source } from '../source';
import type { TagTable } from '../tagTable';
import { fits, type Template, type Templates } from './templates';

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

/** Longer steps are not plain: they do not fit 2^49. */
const mostStepBytes = 7;

/** What the fast path knows of tags, by tag number: the column that takes the value, -1 where it must not decide. */
export interface PlainTags {
  readonly templates: Templates;
  readonly table: TagTable;
  readonly simpleColumns: readonly number[];
  readonly tensorColumns: readonly number[];
}

/**
 * Reads plain records from `start` and appends their points to `block`; stops in front of the first record that is
 * not plain, incomplete, damaged or more than the block holds. Returns the offset of the first record not read.
 *
 * A record that a good header follows is where it should be. Whether its data is checked as well is up to `verify`:
 * that takes 23 ns a record, half as much as all the rest. The last record before `end` is always left.
 */
export function readPlainRecords(
  source: Source,
  start: number,
  end: number,
  tags: PlainTags,
  block: PointBlock,
  verify: boolean,
): number {
  const { templates } = tags;
  let at = start;
  let length = plainLength(source, at, end);
  while (length > 0) {
    const data = at + headerBytes;
    const next = data + length + footerBytes;
    const following = plainLength(source, next, end);
    if (following < 0 || (verify && !dataChecks(source, data, length))) break;
    const template = templates.expected;
    if (template && readTemplated(source, data, length, template, block)) templates.last = template;
    else if (!readPlainEvent(source, data, data + length, tags, block)) break;
    at = next;
    length = following;
  }
  return at;
}

/** The length of the record at `at` if it may be plain, 0 if it is something else, -1 if no good header is there. */
function plainLength(source: Source, at: number, end: number): number {
  if (at + headerBytes > end) return -1;
  const { view } = source;
  const length = view.getInt32(at, true);
  if (length < 0 || length > shortRecordBytes) return recordLength(source, at) < 0 ? -1 : 0;
  if (view.getInt32(at + 4, true) !== 0) return -1;
  if (view.getInt32(at + 8, true) !== shortChecksum(length)) return -1;
  return length < shortestEvent ? 0 : length;
}

/** Appends the point of an event that fits the template; otherwise changes nothing. */
function readTemplated(
  { bytes, view }: Source,
  data: number,
  length: number,
  template: Template,
  block: PointBlock,
): boolean {
  const stepBytes = length - template.otherBytes;
  if (stepBytes < 1 || stepBytes > mostStepBytes) return false;
  if (bytes[data] !== eventWallTime || bytes[data + 9] !== eventStep) return false;
  const stepEnd = data + 10 + stepBytes;
  const wallTime = view.getFloat64(data + 1, true);
  const { count } = block;
  if (!fits(view, stepEnd, template) || wallTime - wallTime !== 0) return false;
  if (count === block.tags.length) return false;
  let step = bytes[stepEnd - 1]!;
  if (step > 0x7f) return false;
  for (let at = stepEnd - 2; at >= data + 10; at--) {
    const byte = bytes[at]!;
    if (byte < 0x80) return false;
    step = step * 128 + (byte & 0x7f);
  }
  block.tags[count] = template.column;
  block.steps[count] = step;
  block.wallTimes[count] = wallTime;
  block.values[count] = view.getFloat32(data + length - 4, true);
  block.count = count + 1;
  return true;
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
  const before = block.count;
  if (!readPlainValues(source, first, end, step, wallTime, tags, block)) return false;
  const stepBytes = at - (start + 10);
  if (stepBytes > 0 && block.count === before + 1) {
    tags.templates.learn(source, start, end, stepBytes, block.tags[before]!);
  }
  return true;
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
