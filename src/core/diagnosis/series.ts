// What curves show of a training that goes wrong: values that are no numbers, divergence, spikes, plateaus.

/** The points of one metric in the order in which they were logged. */
export interface Curve {
  readonly steps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Where something begins. */
export interface Onset {
  readonly index: number;
  readonly step: number;
}

function onset({ steps }: Curve, index: number): Onset {
  return { index, step: steps[index]! };
}

/** The first value that is NaN or infinite; null where all are numbers. */
export function firstNotFinite(curve: Curve): Onset | null {
  for (let at = 0; at < curve.values.length; at++) {
    if (!Number.isFinite(curve.values[at])) return onset(curve, at);
  }
  return null;
}

/** The first of the values at the end that are none; null where the last one is a number. */
export function lastNotFinite(curve: Curve): (Onset & { readonly count: number }) | null {
  const { length } = curve.values;
  let at = length;
  while (at > 0 && !Number.isFinite(curve.values[at - 1])) at--;
  return at === length ? null : { ...onset(curve, at), count: length - at };
}

/** Weight of a new value in the smoothed curve. */
const smoothing = 0.1;
const fewestPoints = 30;
/** So many times its best, and a loss has diverged. */
const divergedTimes = 3;

export interface Divergence extends Onset {
  readonly last: number;
  readonly best: number;
}

/**
 * A loss that went up to a multiple of its best and stayed there up to the end: smoothed, above three times its lowest
 * and above where it began, for a tenth of its points (ten at least). Null for curves that are not positive.
 */
export function findDivergence(curve: Curve): Divergence | null {
  const { values } = curve;
  if (values.length < fewestPoints) return null;
  let smooth = NaN;
  let start = NaN;
  let best = Infinity;
  let since = -1;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (!Number.isFinite(value)) continue;
    if (value < 0) return null;
    smooth = Number.isNaN(smooth) ? value : smooth + smoothing * (value - smooth);
    if (Number.isNaN(start)) start = smooth;
    best = Math.min(best, smooth);
    const isAway = smooth > divergedTimes * best && smooth > start;
    if (!isAway) since = -1;
    else if (since < 0) since = at;
  }
  const isLong = since >= 0 && values.length - since >= Math.max(10, values.length / 10);
  return isLong ? { ...onset(curve, since), last: smooth, best } : null;
}

/** A loss scale that fell below 1 and stayed there: every step is skipped. */
export function findScaleCollapse(curve: Curve): Onset | null {
  const { values } = curve;
  let at = values.length;
  while (at > 0 && values[at - 1]! < 1) at--;
  const highest = Math.max(0, ...Array.from({ length: at }, (_, index) => values[index]!));
  return values.length - at >= 3 && highest >= 1 ? onset(curve, at) : null;
}

/** Share of steps in a window that overflowed. Above a fifth something is wrong, but for the first steps of fp16. */
export function overflowShare(overflows: ArrayLike<boolean>, window = 50, first = 20): number {
  const from = Math.max(first, overflows.length - window);
  if (from >= overflows.length) return 0;
  let count = 0;
  for (let at = from; at < overflows.length; at++) if (overflows[at]) count++;
  return count / (overflows.length - from);
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const spikeWindow = 31;

/**
 * Single values far from those around them: more than so many median deviations, and more than a tenth of the median.
 * @param deviations about 8 for losses; gradient norms jump more
 */
export function findSpikes(curve: Curve, deviations = 8): Onset[] {
  const { values } = curve;
  const found: Onset[] = [];
  for (let at = 0; at < values.length; at++) {
    const from = Math.max(0, Math.min(at - (spikeWindow >> 1), values.length - spikeWindow));
    const around: number[] = [];
    for (let each = from; each < Math.min(values.length, from + spikeWindow); each++) {
      if (each !== at && Number.isFinite(values[each])) around.push(values[each]!);
    }
    if (around.length < 8 || !Number.isFinite(values[at])) continue;
    const median = medianOf(around);
    const spread = medianOf(around.map((value) => Math.abs(value - median)));
    const distance = Math.abs(values[at]! - median);
    if (distance > deviations * spread && distance > Math.abs(median) / 10)
      found.push(onset(curve, at));
  }
  return found;
}

/**
 * Since when a metric has not become better: its last new best that was better by more than a hundredth of the way it
 * had come. Null where that was in the last half of its points, or where there are few.
 */
export function findPlateau(curve: Curve, goal: 'min' | 'max'): Onset | null {
  const { values } = curve;
  if (values.length < 2 * fewestPoints) return null;
  const sign = goal === 'min' ? 1 : -1;
  let first = NaN;
  let best = Infinity;
  let since = 0;
  for (let at = 0; at < values.length; at++) {
    const value = sign * values[at]!;
    if (!Number.isFinite(value)) continue;
    if (Number.isNaN(first)) first = value;
    const way = Math.max(Math.abs(first - best), Math.abs(best) / 100);
    if (best === Infinity || value < best - way / 100) {
      best = value;
      since = at;
    }
  }
  return values.length - since > values.length / 2 ? onset(curve, since) : null;
}
