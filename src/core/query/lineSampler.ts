// A line read at any place of x: the value of its last finite point at or before.
import type { Smoothing } from '../../shared/frame';
import type { AskedLine } from './askedSeries';
import type { Line } from './line';
import { smootherFor, type Smoother } from './smoothers';

/** Places that are asked for in order cost least. They are on the asked axis. */
export class LineSampler {
  readonly #line: Line;
  readonly #shift: number;
  readonly #smoother: Smoother | null;
  /** Points at or before the place that was asked last. */
  #passed = 0;

  constructor({ lines, shift }: AskedLine, smoothing: Smoothing) {
    this.#line = lines.visible;
    this.#shift = shift;
    this.#smoother = smootherFor(smoothing, lines);
  }

  get isSmoothed(): boolean {
    return this.#smoother !== null;
  }

  get firstX(): number {
    return this.#line.count > 0 ? this.#line.firstX - this.#shift : Infinity;
  }

  get lastX(): number {
    return this.#line.count > 0 ? this.#line.lastX - this.#shift : -Infinity;
  }

  /** NaN before the first finite point. */
  at(x: number): number {
    let index = this.passedAt(x) - 1;
    while (index >= 0 && !Number.isFinite(this.#line.valueAt(index))) index--;
    return index < 0 ? NaN : (this.#smoother?.at(index) ?? this.#line.valueAt(index));
  }

  /** How many points are at or before a place. */
  passedAt(x: number): number {
    const line = this.#line;
    const place = x + this.#shift;
    let at = this.#passed;
    if (at > 0 && line.xAt(at - 1) > place) at = 0;
    at = line.lowerBound(place, at, 1);
    while (at < line.count && line.xAt(at) <= place) at++;
    return (this.#passed = at);
  }
}
