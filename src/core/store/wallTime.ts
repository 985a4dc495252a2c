// What a wall time in a file means: seconds since the Unix epoch, whatever unit the writer took.
import type { Problem } from '../../shared/vocabulary';

/** What was made of wall times that are not seconds since the Unix epoch. */
export type OddWallTime = 'missing' | 'milliseconds' | 'microseconds' | 'nanoseconds';

/** From here on (the year 5138) a number of seconds is none; as milliseconds it is a moment of 1973 or later. */
const firstMilliseconds = 1e11;

/** Whether a finite wall time can be taken as it is. One that is not finite is simply missing. */
export function isOddWallTime(wallTime: number): boolean {
  return wallTime <= 0 || (wallTime >= firstMilliseconds && wallTime < Infinity);
}

/** Whether the first `count` wall times are what nearly all are: usable as they are, and none lower than the one before. */
export function arePlainWallTimes(wallTimes: Float64Array, count: number): boolean {
  let before = Number.MIN_VALUE;
  for (let i = 0; i < count; i++) {
    const time = wallTimes[i]!;
    if (!(time >= before && time < firstMilliseconds)) return false;
    before = time;
  }
  return true;
}

/** Zero is what a record says that has no time; nothing was logged before 1970. */
export function oddityOf(wallTime: number): OddWallTime {
  if (!(wallTime > 0) || wallTime >= firstMilliseconds * 1e9) return 'missing';
  if (wallTime < firstMilliseconds * 1e3) return 'milliseconds';
  return wallTime < firstMilliseconds * 1e6 ? 'microseconds' : 'nanoseconds';
}

const unitsPerSecond: Readonly<Record<OddWallTime, number>> = {
  missing: NaN,
  milliseconds: 1e3,
  microseconds: 1e6,
  nanoseconds: 1e9,
};

/** Seconds since the Unix epoch; NaN where there is no usable time. */
export function secondsOf(wallTime: number): number {
  if (!isOddWallTime(wallTime)) return wallTime;
  return wallTime / unitsPerSecond[oddityOf(wallTime)];
}

/** What is to be said of a file with such wall times. */
export function wallTimeProblems(file: string, oddities: Iterable<OddWallTime>): Problem[] {
  return Array.from(oddities, (detail) => ({
    kind: 'badWallTime',
    file,
    offset: null,
    bytes: 0,
    count: 1,
    detail,
  }));
}
