// Reads how lines are drawn from what a page sent or an older version stored.
import type { LineView } from '../../shared/lineView';
import { axes, type Axis } from '../../shared/vocabulary';
import { asRecord, isNumber } from './sentValues';

const flags = ['logY', 'ignoreOutliers', 'ghosts', 'skipDowntime', 'newestWriter'] as const;
const smoothingKinds = ['ema', 'timeWeightedEma'] as const satisfies LineView['smoothingKind'][];

/** What of it makes sense; the rest is absent. */
export function readLineChange(sent: unknown): Partial<LineView> {
  const line = asRecord(sent);
  const { axis, smoothingKind, smoothingWeight } = line;
  const chosen = flags.filter((key) => typeof line[key] === 'boolean');
  const kind = smoothingKinds.find((one) => one === smoothingKind);
  return {
    ...(isAxis(axis) ? { axis } : {}),
    ...Object.fromEntries(chosen.map((key) => [key, line[key]])),
    ...(kind ? { smoothingKind: kind } : {}),
    ...(isNumber(smoothingWeight)
      ? { smoothingWeight: Math.min(0.999, Math.max(0, smoothingWeight)) }
      : {}),
  };
}

export function isAxis(value: unknown): value is Axis {
  return axes.some((axis) => axis === value);
}
