// Count, extremes, mean, variance and slope of any stretch of a line, kept by blocks so that few points are read again.
import type { Line } from './line';

/** One block of figures is kept for so many points. */
const blockPoints = 1024;

/** Of points with a finite value. Deviations are from the means, which keeps their digits. */
export class Moments {
  count = 0;
  nonFinite = 0;
  min = Infinity;
  max = -Infinity;
  meanX = 0;
  meanY = 0;
  /** Sums of (x − meanX)², (y − meanY)², and of their product. */
  m2X = 0;
  m2Y = 0;
  cXY = 0;

  /** Adds what another stretch has (Chan, Golub, LeVeque: updating formulae). */
  add(other: Moments): void {
    this.nonFinite += other.nonFinite;
    if (other.count === 0) return;
    const count = this.count + other.count;
    const share = other.count / count;
    const [dx, dy] = [other.meanX - this.meanX, other.meanY - this.meanY];
    const weight = this.count * share;
    this.m2X += other.m2X + dx * dx * weight;
    this.m2Y += other.m2Y + dy * dy * weight;
    this.cXY += other.cXY + dx * dy * weight;
    this.meanX += dx * share;
    this.meanY += dy * share;
    this.count = count;
    if (other.min < this.min) this.min = other.min;
    if (other.max > this.max) this.max = other.max;
  }
}

export class LineMoments {
  readonly #withX: boolean;
  /** Block `i` is of points `[i · blockPoints, (i + 1) · blockPoints)`. */
  readonly #blocks: Moments[] = [];

  /** @param withX whether `meanX`, `m2X` and `cXY` are wanted; x may have to be unpacked */
  constructor(withX: boolean) {
    this.#withX = withX;
  }

  /** Forgets what was computed from points at and after index `points`. */
  truncate(points: number): void {
    const kept = Math.floor(points / blockPoints);
    if (this.#blocks.length > kept) this.#blocks.length = kept;
  }

  /** Of points `[from, to)` of the line. */
  collect(line: Line, from: number, to: number): Moments {
    const sum = new Moments();
    const first = Math.ceil(from / blockPoints);
    const last = Math.floor(to / blockPoints);
    if (first >= last) {
      this.#addPoints(sum, line, from, to);
      return sum;
    }
    while (this.#blocks.length < last) {
      const start = this.#blocks.length * blockPoints;
      const block = new Moments();
      this.#addPoints(block, line, start, start + blockPoints);
      this.#blocks.push(block);
    }
    this.#addPoints(sum, line, from, first * blockPoints);
    for (let i = first; i < last; i++) sum.add(this.#blocks[i]!);
    this.#addPoints(sum, line, last * blockPoints, to);
    return sum;
  }

  #addPoints(sum: Moments, line: Line, from: number, to: number): void {
    for (let at = from; at < to;) {
      const run = line.runAt(at, Math.min(blockPoints, to - at), this.#withX);
      const { xs, ys, offset, length } = run;
      sum.add(momentsOf(xs, ys, offset, offset + length, this.#withX));
      at += length;
    }
  }
}

/** In two passes: first the means, then the deviations from them. */
function momentsOf(
  xs: Float64Array,
  ys: Float32Array | Float64Array,
  from: number,
  to: number,
  withX: boolean,
): Moments {
  const moments = new Moments();
  let [count, sumX, sumY] = [0, 0, 0];
  for (let i = from; i < to; i++) {
    const y = ys[i]!;
    if (y - y !== 0) continue;
    count++;
    sumY += y;
    if (withX) sumX += xs[i]!;
    if (y < moments.min) moments.min = y;
    if (y > moments.max) moments.max = y;
  }
  moments.count = count;
  moments.nonFinite = to - from - count;
  if (count === 0) return moments;
  const [meanX, meanY] = [sumX / count, sumY / count];
  Object.assign(moments, { meanX, meanY });
  for (let i = from; i < to; i++) {
    const y = ys[i]!;
    if (y - y !== 0) continue;
    const dy = y - meanY;
    moments.m2Y += dy * dy;
    if (!withX) continue;
    const dx = xs[i]! - meanX;
    moments.m2X += dx * dx;
    moments.cXY += dx * dy;
  }
  return moments;
}
