// A polyline to ask of: points of one or several columns in a row, in the order of one axis.
import type { Columns } from '../store/columns';
import { OrderedCopy, type PointSpan } from '../store/orderedCopy';
import { chunkMask, chunkPoints, type OrderKey, type ValueColumn } from '../store/packedChunk';
import type { RangeSummary } from '../store/rangeSummary';

/** Points `[from, to)` of some columns as part of a line; its first point is the line's point `start`. */
interface Part {
  readonly columns: Columns;
  readonly from: number;
  readonly to: number;
  readonly start: number;
}

/** Neighbouring points side by side: `xs[offset … offset + length)` and `ys` alike. */
export interface PointRun {
  /** Empty where only the values were asked for. */
  xs: Float64Array;
  ys: ValueColumn;
  offset: number;
  length: number;
}

const noXs = new Float64Array(0);

/**
 * x never decreases along a line. On the step axis that is how segments are; on the time axis, points without a finite
 * wall time are left out, and where a clock went back the points are drawn in the order of their wall times.
 */
export class Line {
  readonly #key: OrderKey;
  readonly #byStep: boolean;
  #spans: readonly (PointSpan & { readonly epoch: number })[] = [];
  #parts: readonly Part[] = [];
  #count = 0;
  /** The part that was asked last: questions come in order. */
  #hint = 0;
  #copy: OrderedCopy | undefined;
  readonly #run: PointRun = { xs: noXs, ys: noXs, offset: 0, length: 0 };

  constructor(key: OrderKey) {
    this.#key = key;
    this.#byStep = key === 'step';
  }

  get count(): number {
    return this.#count;
  }

  get firstX(): number {
    return this.xAt(0);
  }

  get lastX(): number {
    return this.xAt(this.#count - 1);
  }

  /**
   * Takes the columns as they are now. Returns how many leading points are the same as before, so that what was
   * computed from them stays valid.
   */
  update(spans: readonly PointSpan[]): number {
    const filled = spans
      .filter(({ from, to }) => to > from)
      .map(({ columns, from, to }) => ({ columns, from, to, epoch: columns.epoch }));
    const before = this.#spans;
    this.#spans = filled;
    this.#hint = 0;
    if (this.#key === 'step' || timesAscend(filled)) {
      const kept = this.#copy ? 0 : commonPoints(before, filled);
      this.#copy = undefined;
      this.#setParts(filled);
      return kept;
    }
    const kept = this.#updateCopy(before, filled);
    const { columns } = this.#copy!;
    this.#setParts([{ columns, from: 0, to: columns.count }]);
    return kept;
  }

  xAt(index: number): number {
    const part = this.#partOf(index);
    return this.#readX(part, index - part.start + part.from);
  }

  valueAt(index: number): number {
    const part = this.#partOf(index);
    const i = index - part.start + part.from;
    return part.columns.valueAt(i);
  }

  /** Step and wall time of a point, whatever the axis. */
  pointAt(index: number): { readonly step: number; readonly wallTime: number } {
    const part = this.#partOf(index);
    const i = index - part.start + part.from;
    return { step: part.columns.stepAt(i), wallTime: part.columns.wallTimeAt(i) };
  }

  /**
   * At most `most` points from `index` on that lie side by side; the answer is reused by the next call on any line.
   * @param withXs whether x is asked for too, which may have to be unpacked
   */
  runAt(index: number, most: number, withXs: boolean): PointRun {
    const part = this.#partOf(index);
    const i = index - part.start + part.from;
    const run = this.#run;
    run.offset = i & chunkMask;
    run.length = Math.min(most, chunkPoints - run.offset, part.to - i);
    run.ys = part.columns.valuesFrom(i, run.length);
    run.xs = withXs ? part.columns.keysFrom(i, run.length, this.#key) : noXs;
    return run;
  }

  /**
   * Index of the first point at or after index `from` whose x is not below `x`.
   * @param expected how many points further it probably is; a good guess saves most of the search
   */
  lowerBound(x: number, from = 0, expected = 0): number {
    if (from >= this.#count) return this.#count;
    let part = this.#partOf(from);
    let low = from - part.start + part.from;
    while (this.#readX(part, part.to - 1) < x) {
      if (this.#hint + 1 === this.#parts.length) return this.#count;
      part = this.#parts[++this.#hint]!;
      low = part.from;
    }
    return part.start - part.from + this.#gallop(part, x, low, expected);
  }

  /** Index of the first point whose x is above `x`. */
  upperBound(x: number): number {
    let index = this.lowerBound(x);
    let high = this.#count;
    while (index < high) {
      const middle = (index + high) >>> 1;
      if (this.xAt(middle) <= x) index = middle + 1;
      else high = middle;
    }
    return index;
  }

  /** Adds the extremes of points `[from, to)`, rounded outward to float32. */
  addRange(summary: RangeSummary, from: number, to: number): void {
    for (let at = from; at < to;) {
      const part = this.#partOf(at);
      const first = at - part.start + part.from;
      const last = Math.min(part.to, first + to - at);
      part.columns.addRange(summary, first, last);
      at += last - first;
    }
    summary.roundOutward();
  }

  #partOf(index: number): Part {
    let part = this.#parts[this.#hint]!;
    if (index >= part.start && index - part.start < part.to - part.from) return part;
    let low = 0;
    let high = this.#parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#parts[middle]!.start <= index) low = middle;
      else high = middle - 1;
    }
    this.#hint = low;
    part = this.#parts[low]!;
    return part;
  }

  #setParts(spans: readonly PointSpan[]): void {
    let start = 0;
    this.#parts = spans.map(({ columns, from, to }) => {
      const part = { columns, from, to, start };
      start += to - from;
      return part;
    });
    this.#count = start;
  }

  /** x of a point of a part, by its index in the columns. */
  #readX({ columns }: Part, index: number): number {
    return this.#byStep ? columns.stepAt(index) : columns.wallTimeAt(index);
  }

  /** First index in the part's `[low, to)` whose x is not below `x`, searched outward from `low + expected`. */
  #gallop(part: Part, x: number, low: number, expected: number): number {
    const high = part.to;
    const guess = Math.min(low + expected, high - 1);
    let from = low;
    let to = high;
    if (this.#readX(part, guess) < x) {
      from = guess + 1;
      for (let stride = 8; from + stride < high; stride *= 2) {
        if (this.#readX(part, from + stride) >= x) {
          to = from + stride;
          break;
        }
        from += stride + 1;
      }
    } else {
      to = guess;
      for (let stride = 8; to - stride > low; stride *= 2) {
        if (this.#readX(part, to - stride) < x) {
          from = to - stride + 1;
          break;
        }
        to -= stride;
      }
    }
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#readX(part, middle) < x) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** Sorts in what came since, or all of it when something that was there changed or the copy is new. */
  #updateCopy(before: readonly PointSpan[], now: readonly PointSpan[]): number {
    const grown = this.#copy && before.every((span, i) => isPrefix(span, now[i]));
    this.#copy ??= new OrderedCopy(this.#key, now[0]!.columns.pager);
    if (grown) {
      return this.#copy.add(now.map((span, i) => ({ ...span, from: before[i]?.to ?? span.from })));
    }
    this.#copy.clear();
    this.#copy.add(now);
    return 0;
  }
}

interface MarkedSpan extends PointSpan {
  readonly epoch?: number;
}

function isPrefix(before: MarkedSpan, now: MarkedSpan | undefined): boolean {
  return (
    now?.columns === before.columns &&
    now.epoch === before.epoch &&
    now.from === before.from &&
    now.to >= before.to
  );
}

/** How many leading points two rows of spans have in common. */
function commonPoints(before: readonly MarkedSpan[], now: readonly MarkedSpan[]): number {
  let common = 0;
  for (let i = 0; i < Math.min(before.length, now.length); i++) {
    const a = before[i]!;
    const b = now[i]!;
    if (a.columns !== b.columns || a.epoch !== b.epoch || a.from !== b.from) break;
    common += Math.min(a.to, b.to) - a.from;
    if (a.to !== b.to) break;
  }
  return common;
}

function timesAscend(spans: readonly PointSpan[]): boolean {
  let last = -Infinity;
  for (const { columns, from, to } of spans) {
    if (!columns.wallTimesAscend || columns.wallTimeAt(from) < last) return false;
    last = columns.wallTimeAt(to - 1);
    if (!Number.isFinite(last) || !Number.isFinite(columns.wallTimeAt(from))) return false;
  }
  return true;
}
