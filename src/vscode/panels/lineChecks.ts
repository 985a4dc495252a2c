// Reads how lines are drawn from what a page sent or an older version stored.
import { bandKinds } from '../../shared/frame';
import { rowOrders, smoothingKinds, type LineView } from '../../shared/lineView';
import type { GroupBy } from '../../shared/runGrouping';
import { axes, type Axis } from '../../shared/vocabulary';
import { asRecord, isNumber, isText } from './sentValues';

const mostTags = 100;
const longestPattern = 1000;

type Reader<T> = (sent: unknown) => T | undefined;

const flag: Reader<boolean> = (sent) => (typeof sent === 'boolean' ? sent : undefined);

const between =
  (least: number, most: number): Reader<number> =>
  (sent) =>
    isNumber(sent) ? Math.min(most, Math.max(least, sent)) : undefined;

const oneOf =
  <T>(choices: readonly T[]): Reader<T> =>
  (sent) =>
    choices.find((choice) => choice === sent);

const orNull =
  <T>(read: Reader<T>): Reader<T | null> =>
  (sent) =>
    sent === null ? null : read(sent);

const end = orNull<number>((sent) => (isNumber(sent) ? sent : undefined));

const texts: Reader<readonly string[]> = (sent) =>
  Array.isArray(sent) ? sent.filter(isText).slice(0, mostTags) : undefined;

const readers: { readonly [Key in keyof LineView]: Reader<LineView[Key]> } = {
  axis: oneOf(axes),
  xTags: texts,
  logX: flag,
  logY: flag,
  xFrom: end,
  xTo: end,
  yFrom: end,
  yTo: end,
  ignoreOutliers: flag,
  smoothingKind: oneOf(smoothingKinds),
  smoothingWeight: between(0, 0.999),
  smoothingSigma: between(0, 1000),
  smoothingPoints: (sent) => {
    const points = between(1, 1_000_000)(sent);
    return points === undefined ? undefined : Math.round(points);
  },
  ghosts: flag,
  skipDowntime: flag,
  newestWriter: flag,
  marks: flag,
  rowOrder: oneOf(rowOrders),
  groupBy: orNull(readGroupBy),
  groupCentre: oneOf(['mean', 'median'] as const),
  groupBand: oneOf(bandKinds),
  baseline: orNull((sent) => (isText(sent) ? sent : undefined)),
  difference: flag,
};

/** What of it makes sense; the rest is absent. */
export function readLineChange(sent: unknown): Partial<LineView> {
  const line = asRecord(sent);
  const read = Object.entries(readers).flatMap(([key, reader]) => {
    const value: unknown = key in line ? reader(line[key]) : undefined;
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(read);
}

/** Undefined where it is none. */
export function readGroupBy(sent: unknown): GroupBy | undefined {
  const { kind, path, pattern } = asRecord(sent);
  switch (kind) {
    case 'config':
      return Array.isArray(path) && path.every(isText) && path.length > 0
        ? { kind, path }
        : undefined;
    case 'pattern':
      return isText(pattern) && pattern.length <= longestPattern ? { kind, pattern } : undefined;
    case 'configWithoutSeed':
    case 'tag':
    case 'folder':
      return { kind };
    default:
      return undefined;
  }
}

export function isAxis(value: unknown): value is Axis {
  return axes.some((axis) => axis === value);
}
