// The ways to smooth a line, each as the smoothed value at a point; computed on every point, whatever is shown.
import type { Smoothing } from '../../shared/frame';
import type { Line } from './line';
import type { WriterLines } from './seriesLines';
import { averageOf, decayFor, type AverageState, type SmoothingTrack } from './smoothing';

export interface Smoother {
  /** The smoothed value at a point whose own value is finite. Points asked for in order cost least. */
  at(index: number): number;
}

const largestSigma = 1000;
const widestWindow = 1_000_000;

/** What a query asks for on the visible line; null when smoothing is off. */
export function smootherFor(smoothing: Smoothing, lines: WriterLines): Smoother | null {
  const line = lines.visible;
  if (line.count === 0) return null;
  switch (smoothing.kind) {
    case 'none':
      return null;
    case 'ema':
    case 'timeWeightedEma': {
      const decay = decayFor(smoothing, line);
      return decay && new AverageSmoother(line, lines.track(decay));
    }
    case 'gaussian': {
      const sigma = Math.min(largestSigma, smoothing.sigma);
      return sigma > 0 ? new GaussianSmoother(line, kernelOf(sigma)) : null;
    }
    case 'runningMean': {
      const points = Math.min(widestWindow, Math.floor(smoothing.points));
      return points > 1 ? new RunningMean(lines, points) : null;
    }
  }
}

class AverageSmoother implements Smoother {
  readonly #line: Line;
  readonly #track: SmoothingTrack;
  #state: AverageState;

  constructor(line: Line, track: SmoothingTrack) {
    this.#line = line;
    this.#track = track;
    this.#state = track.begin();
  }

  at(index: number): number {
    if (index + 1 < this.#state.at) this.#state = this.#track.begin();
    this.#track.advance(this.#line, this.#state, index + 1);
    return averageOf(this.#state);
  }
}

/** Nothing is kept of it: a point depends on its neighbours alone, so what is asked for costs the same on any line. */
class GaussianSmoother implements Smoother {
  readonly #line: Line;
  readonly #kernel: Float64Array;

  constructor(line: Line, kernel: Float64Array) {
    this.#line = line;
    this.#kernel = kernel;
  }

  at(index: number): number {
    const line = this.#line;
    const kernel = this.#kernel;
    const reach = kernel.length - 1;
    const to = Math.min(line.count, index + reach + 1);
    let [sum, total] = [0, 0];
    for (let at = Math.max(0, index - reach); at < to;) {
      const { ys, offset, length } = line.runAt(at, to - at, false);
      for (let i = 0; i < length; i++) {
        const y = ys[offset + i]!;
        if (y - y !== 0) continue;
        const weight = kernel[Math.abs(at + i - index)]!;
        sum += weight * y;
        total += weight;
      }
      at += length;
    }
    return sum / total;
  }
}

let lastKernel: { readonly sigma: number; readonly weights: Float64Array } | undefined;

/** Weights of the neighbours by distance, as far as SciPy's `gaussian_filter1d` goes: four sigma, rounded. */
function kernelOf(sigma: number): Float64Array {
  if (lastKernel?.sigma === sigma) return lastKernel.weights;
  const weights = new Float64Array(Math.floor(4 * sigma + 0.5) + 1);
  for (let d = 0; d < weights.length; d++) weights[d] = Math.exp((-d * d) / (2 * sigma * sigma));
  lastKernel = { sigma, weights };
  return weights;
}

class RunningMean implements Smoother {
  readonly #lines: WriterLines;
  readonly #before: number;
  readonly #behind: number;

  constructor(lines: WriterLines, points: number) {
    this.#lines = lines;
    this.#before = Math.floor(points / 2);
    this.#behind = Math.floor((points - 1) / 2);
  }

  at(index: number): number {
    const { visible, valueMoments } = this.#lines;
    const from = Math.max(0, index - this.#before);
    const to = Math.min(visible.count, index + this.#behind + 1);
    return valueMoments.collect(visible, from, to).meanY;
  }
}
