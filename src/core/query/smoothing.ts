// Exponential moving averages over every point of a line, resumable at any point through checkpoints.
import type { Smoothing } from '../../shared/frame';
import type { Line } from './line';

/** One state is kept for so many points: any point's average costs at most as many steps. */
const checkpointPoints = 1024;
const maxWeight = 0.999;

/** Above so many points the range of a time-weighted average moves in small steps: see `weightedRange`. */
const largeLine = 4096;

/** Points after which the weight of a time-weighted average applies once, if the line were evenly spaced. */
const viewportScale = 1000;

/**
 * How an average forgets. Per point: `weight` applies once per point. Per x: `exp(rate · Δx)` applies.
 */
export type Decay =
  | { readonly kind: 'perPoint'; readonly weight: number }
  | { readonly kind: 'perX'; readonly rate: number };

export type AverageSmoothing = Extract<Smoothing, { readonly kind: 'ema' | 'timeWeightedEma' }>;

/** The decay that a query asks for on a line with points; null when smoothing is off. */
export function decayFor(smoothing: AverageSmoothing, line: Line): Decay | null {
  if (!(smoothing.weight > 0)) return null;
  const weight = Math.min(smoothing.weight, maxWeight);
  if (smoothing.kind === 'ema') return { kind: 'perPoint', weight };
  const range = weightedRange(line);
  return { kind: 'perX', rate: range > 0 ? (Math.log(weight) * viewportScale) / range : 0 };
}

/**
 * The full extent of the line. It grows with every point of a live run, and with it every weight of the whole line
 * would change; on a large line the extent is therefore rounded up to the next power of 2^(1/64), at most 1.1 % more.
 */
function weightedRange(line: Line): number {
  const range = line.lastX - line.firstX;
  if (line.count <= largeLine || !(range > 0)) return range;
  return 2 ** (Math.ceil(Math.log2(range) * 64) / 64);
}

/** What the average after `at` points is made of: it is `sum / total`. */
export interface AverageState {
  at: number;
  /** Weighted sum of the finite values so far, and the sum of their weights. */
  sum: number;
  total: number;
  /** x of the newest finite point; NaN before the first. */
  lastX: number;
}

/** The average at a state that has seen a finite point. */
export function averageOf({ sum, total }: AverageState): number {
  return sum / total;
}

/**
 * Averages of one line with one decay: TensorBoard's `last = last·w + (1−w)·y`, divided by `1 − wⁿ`, which is the sum of
 * all weights. Values that are not finite neither change the state nor count. Source: `data_transformer.ts`.
 */
export class SmoothingTrack {
  readonly #decay: Decay;
  /** State `i` is the one after `i · checkpointPoints` points. */
  readonly #checkpoints: AverageState[] = [{ at: 0, sum: 0, total: 0, lastX: NaN }];

  constructor(decay: Decay) {
    this.#decay = decay;
  }

  /** Forgets what was computed from points at and after index `points`. */
  truncate(points: number): void {
    const kept = Math.floor(points / checkpointPoints) + 1;
    if (this.#checkpoints.length > kept) this.#checkpoints.length = kept;
  }

  /** A state to begin with. */
  begin(): AverageState {
    return { ...this.#checkpoints[0]! };
  }

  /** Brings `state` to the one after `points` points of the line, which must not be fewer than it is at. */
  advance(line: Line, state: AverageState, points: number): void {
    const index = Math.floor(points / checkpointPoints);
    while (this.#checkpoints.length <= index) this.#extend(line);
    const checkpoint = this.#checkpoints[index]!;
    if (checkpoint.at > state.at) Object.assign(state, checkpoint);
    this.#step(line, state, points);
  }

  #extend(line: Line): void {
    const state = { ...this.#checkpoints.at(-1)! };
    this.#step(line, state, this.#checkpoints.length * checkpointPoints);
    this.#checkpoints.push(state);
  }

  #step(line: Line, state: AverageState, to: number): void {
    while (state.at < to) {
      const withXs = this.#decay.kind === 'perX';
      const { xs, ys, offset, length } = line.runAt(state.at, to - state.at, withXs);
      if (this.#decay.kind === 'perPoint') {
        stepPerPoint(state, ys, offset, offset + length, this.#decay.weight);
      } else {
        stepPerX(state, xs, ys, offset, offset + length, this.#decay.rate);
      }
      state.at += length;
    }
  }
}

/** Four points at a time where all are finite: the sum then waits for one multiplication instead of four. */
function stepPerPoint(
  state: AverageState,
  ys: Float32Array | Float64Array,
  from: number,
  to: number,
  weight: number,
): void {
  const fresh = 1 - weight;
  const weight2 = weight * weight;
  const weight3 = weight2 * weight;
  const weight4 = weight2 * weight2;
  const fresh4 = 1 - weight4;
  let { sum, total } = state;
  for (let i = from; i < to;) {
    const y = ys[i]!;
    if (i + 4 <= to) {
      const y1 = ys[i + 1]!;
      const y2 = ys[i + 2]!;
      const y3 = ys[i + 3]!;
      const rest = y - y + (y1 - y1) + (y2 - y2) + (y3 - y3);
      if (rest === 0) {
        sum = sum * weight4 + fresh * (y * weight3 + y1 * weight2 + y2 * weight + y3);
        total = total * weight4 + fresh4;
        i += 4;
        continue;
      }
    }
    if (y - y === 0) {
      sum = sum * weight + fresh * y;
      total = total * weight + fresh;
    }
    i++;
  }
  state.sum = withoutSubnormal(sum);
  state.total = total;
}

/** A share so small that the sum of weights cannot overflow; it cancels out of the average. */
const freshPerX = 2 ** -32;

function stepPerX(
  state: AverageState,
  xs: Float64Array,
  ys: Float32Array | Float64Array,
  from: number,
  to: number,
  rate: number,
): void {
  let { sum, total, lastX } = state;
  let lastDx = 0;
  let weight = 1;
  for (let i = from; i < to; i++) {
    const y = ys[i]!;
    if (y - y !== 0) continue;
    const dx = total === 0 ? 0 : xs[i]! - lastX;
    if (dx !== lastDx) {
      lastDx = dx;
      weight = Math.exp(rate * dx);
    }
    lastX = xs[i]!;
    sum = sum * weight + y * freshPerX;
    total = total * weight + freshPerX;
  }
  state.sum = withoutSubnormal(sum);
  state.total = total;
  state.lastX = lastX;
}

/** A series that has become zero would decay into numbers that processors are slow with. */
function withoutSubnormal(sum: number): number {
  return sum < 1e-290 && sum > -1e-290 ? 0 : sum;
}
