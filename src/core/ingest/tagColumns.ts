// Sorts the points of a block by tag, into columns that the store keeps as they are: a reading thread's share of storing.
import type { PointBlock, TagColumns } from '../model/decoded';
import { columnBytes, columnsIn, type PackedColumns } from './bulkContract';

/** No later than the year 5138; what comes after is in another unit, and the store looks at it point by point. */
const latestSeconds = 1e11;
/** A series has so many plain points at most, then they are packed. */
const mostPoints = 4_096;

/** What is found out of each tag of a block before its points are copied. */
interface Tally {
  readonly tag: number;
  count: number;
  lastStep: number;
  isWide: boolean;
  /** Where its columns are, and how many points are in them. */
  columns: TagColumns | undefined;
  filled: number;
}

/**
 * The block's points as one buffer of columns, tags in the order in which they first come. Null where any point is
 * such that the store has to decide about it: a step that goes back, an odd wall time, more points of a tag than it
 * keeps plain.
 * @param count how many points of the block there are
 */
export function gatherColumns(points: PointBlock, count: number): PackedColumns | null {
  const tallies = tallyPoints(points, count);
  if (!tallies) return null;
  const plans = [...tallies.values()].map(({ tag, count, isWide }) => ({ tag, count, isWide }));
  const buffer = new ArrayBuffer(plans.reduce((sum, plan) => sum + columnBytes(plan), 0));
  const packed = { buffer, plans };
  for (const columns of columnsIn(packed)) tallies.get(columns.tag)!.columns = columns;
  fill(points, count, tallies);
  return packed;
}

function tallyPoints(
  { tags, steps, wallTimes, values }: PointBlock,
  count: number,
): Map<number, Tally> | null {
  const byTag: Tally[] = [];
  const tallies = new Map<number, Tally>();
  let time = Number.MIN_VALUE;
  for (let i = 0; i < count; i++) {
    const tag = tags[i]!;
    let tally = byTag[tag];
    if (!tally) tallies.set(tag, (tally = byTag[tag] = newTally(tag)));
    const step = steps[i]!;
    const wallTime = wallTimes[i]!;
    const goesOn = step >= tally.lastStep && wallTime >= time && wallTime < latestSeconds;
    if (!goesOn || tally.count === mostPoints) return null;
    const value = values[i]!;
    if (Math.fround(value) !== value && value === value) tally.isWide = true;
    tally.lastStep = step;
    tally.count++;
    time = wallTime;
  }
  return tallies;
}

function newTally(tag: number): Tally {
  return { tag, count: 0, lastStep: -Infinity, isWide: false, columns: undefined, filled: 0 };
}

function fill(points: PointBlock, count: number, tallies: ReadonlyMap<number, Tally>): void {
  const byTag: Tally[] = [];
  for (const [tag, tally] of tallies) byTag[tag] = tally;
  for (let i = 0; i < count; i++) {
    const tally = byTag[points.tags[i]!]!;
    const at = tally.filled++;
    const { steps, wallTimes, values } = tally.columns!;
    steps[at] = points.steps[i]!;
    wallTimes[at] = points.wallTimes[i]!;
    values[at] = points.values[i]!;
  }
}
