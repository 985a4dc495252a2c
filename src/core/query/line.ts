// A polyline to ask of: points of one or several columns in a row, in the order of one axis.
import {
  chunkBits,
  chunkMask,
  chunkPoints,
  type Columns,
  type ValueColumn,
} from '../store/columns';
import { OrderedCopy, type OrderKey, type PointSpan } from '../store/orderedCopy';
import { leafPoints } from '../store/pyramid';
import type { RangeSummary } from '../store/rangeSummary';

/** Points `[from, to)` of some columns as part of a line; its first point is the line's point `start`. */
interface Part {
  readonly columns: Columns;
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly epoch: number;
  /** Per chunk: the column that is the axis, and the values. */
  readonly xs: readonly Float64Array[];
  readonly ys: readonly ValueColumn[];
}

/** Neighbouring points in the line's own arrays: `xs[offset … offset + length)` and `ys` alike. */
export interface PointRun {
  xs: Float64Array;
  ys: ValueColumn;
  offset: number;
  length: number;
}

/**
 * x never decreases along a line. On the step axis that is how segments are; on the time axis, points without a finite
 * wall time are left out, and where a clock went back the points are drawn in the order of their wall times.
 */
export class Line {
  readonly #key: OrderKey;
  #spans: readonly (PointSpan & { readonly epoch: number })[] = [];
  #parts: readonly Part[] = [];
  #count = 0;
  /** The part that was asked last: questions come in order. */
  #hint = 0;
  #copy: OrderedCopy | undefined;
  readonly #run: PointRun = {
    xs: new Float64Array(0),
    ys: new Float64Array(0),
    offset: 0,
    length: 0,
  };

  constructor(key: OrderKey) {
    this.#key = key;
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
    const i = index - part.start + part.from;
    return part.xs[i >>> chunkBits]![i & chunkMask]!;
  }

  valueAt(index: number): number {
    const part = this.#partOf(index);
    const i = index - part.start + part.from;
    return part.ys[i >>> chunkBits]![i & chunkMask]!;
  }

  /** Step and wall time of a point, whatever the axis. */
  pointAt(index: number): { readonly step: number; readonly wallTime: number } {
    const part = this.#partOf(index);
    const i = index - part.start + part.from;
    return { step: part.columns.stepAt(i), wallTime: part.columns.wallTimeAt(i) };
  }

  /** The points from `index` on that lie side by side in memory; the answer is reused by the next call. */
  runAt(index: number): PointRun {
    const part = this.#partOf(index);
    const i = index - part.start + part.from;
    const run = this.#run;
    run.xs = part.xs[i >>> chunkBits]!;
    run.ys = part.ys[i >>> chunkBits]!;
    run.offset = i & chunkMask;
    run.length = Math.min(chunkPoints - run.offset, part.to - i);
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
    while (readAt(part.xs, part.to - 1) < x) {
      if (this.#hint + 1 === this.#parts.length) return this.#count;
      part = this.#parts[++this.#hint]!;
      low = part.from;
    }
    return part.start - part.from + gallop(part.xs, x, low, part.to, expected);
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
      const offset = first & chunkMask;
      // A few points of one chunk, as in most pixel columns, are quicker read than looked up.
      if (last - first <= leafPoints && offset + last - first <= chunkPoints) {
        summary.addValues(part.ys[first >>> chunkBits]!, offset, offset + last - first);
      } else {
        part.columns.addRange(summary, first, last);
      }
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
      const part = { columns, from, to, start, epoch: columns.epoch, ...this.#arraysOf(columns) };
      start += to - from;
      return part;
    });
    this.#count = start;
  }

  #arraysOf({ chunks }: Columns): Pick<Part, 'xs' | 'ys'> {
    return {
      xs: chunks.map((chunk) => (this.#key === 'step' ? chunk.steps : chunk.wallTimes)),
      ys: chunks.map((chunk) => chunk.values),
    };
  }

  /** Sorts in what came since, or all of it when something that was there changed or the copy is new. */
  #updateCopy(before: readonly PointSpan[], now: readonly PointSpan[]): number {
    const grown = this.#copy && before.every((span, i) => isPrefix(span, now[i]));
    this.#copy ??= new OrderedCopy(this.#key);
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

function readAt(xs: readonly Float64Array[], index: number): number {
  return xs[index >>> chunkBits]![index & chunkMask]!;
}

/** First index in `[low, high)` whose x is not below `x`, searched outward from `low + expected`. */
function gallop(
  xs: readonly Float64Array[],
  x: number,
  low: number,
  high: number,
  expected: number,
): number {
  const guess = Math.min(low + expected, high - 1);
  let from = low;
  let to = high;
  if (readAt(xs, guess) < x) {
    from = guess + 1;
    for (let stride = 8; from + stride < high; stride *= 2) {
      if (readAt(xs, from + stride) >= x) {
        to = from + stride;
        break;
      }
      from += stride + 1;
    }
  } else {
    to = guess;
    for (let stride = 8; to - stride > low; stride *= 2) {
      if (readAt(xs, to - stride) < x) {
        from = to - stride + 1;
        break;
      }
      to -= stride;
    }
  }
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (readAt(xs, middle) < x) from = middle + 1;
    else to = middle;
  }
  return from;
}
