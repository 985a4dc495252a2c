// Histograms: the legacy message, or a tensor [k, 3] of left edges, right edges and counts.
// Source: tensorboard/plugins/histogram/metadata.py; the trimming of tensorboard/data_compat.py, in double precision.
import type { Reader } from 'protobufjs/minimal';
import type { HistogramContent } from '../../../../shared/content';
import { walkMessages } from './message';
import { NumberList } from './numberList';
import { numbersOf, type StoredValue } from './storedValue';
import { Unreadable } from './unreadable';

/** Field keys of HistogramProto; the repeated ones are packed or not. */
const histogramKeys = {
  min: 0x09,
  max: 0x11,
  num: 0x19,
  sum: 0x21,
  sumSquares: 0x29,
  limits: 0x32,
  limit: 0x31,
  counts: 0x3a,
  count: 0x39,
} as const;

export function readHistogram(value: StoredValue): HistogramContent {
  if (value.form === 'histogram') return readLegacy(value);
  if (value.form === 'oldHistogram') {
    throw new Unreadable('It is a histogram in an abandoned form of 2015, which nothing reads.');
  }
  const { shape, numbers } = numbersOf(value);
  if (numbers.length > 0 && (shape.length !== 2 || shape[1] !== 3)) {
    throw new Unreadable(`A histogram has the shape [k, 3], and this is [${shape.join(', ')}].`);
  }
  const buckets = new Buckets();
  for (let at = 0; at < numbers.length; at += 3) {
    buckets.add(numbers[at]!, numbers[at + 1]!, numbers[at + 2]!);
  }
  const columns = buckets.take();
  const count = columns.counts.reduce((sum, one) => sum + one, 0);
  return {
    kind: 'histogram',
    ...columns,
    min: null,
    max: null,
    count,
    sum: null,
    sumSquares: null,
  };
}

/** Buckets in order: edges that are no finite numbers or run backwards are pulled to their neighbours. */
class Buckets {
  readonly #lefts = new NumberList();
  readonly #rights = new NumberList();
  readonly #counts = new NumberList();
  #edge = -Infinity;

  /** A bucket without a place (of values that are no numbers) is left out. */
  add(left: number, right: number, count: number): void {
    const hasLeft = isEdge(left);
    if (!hasLeft && !isEdge(right) && this.#edge === -Infinity) return;
    const from = Math.max(this.#edge, hasLeft ? left : isEdge(right) ? right : this.#edge);
    this.#edge = Math.max(from, isEdge(right) ? right : from);
    this.#lefts.push(from);
    this.#rights.push(this.#edge);
    this.#counts.push(count > 0 && Number.isFinite(count) ? count : 0);
  }

  take(): Pick<HistogramContent, 'lefts' | 'rights' | 'counts'> {
    return {
      lefts: this.#lefts.take(),
      rights: this.#rights.take(),
      counts: this.#counts.take(),
    };
  }
}

/** Writers put the largest number there is where they mean infinity. */
function isEdge(edge: number | undefined): edge is number {
  return edge !== undefined && Math.abs(edge) < Number.MAX_VALUE;
}

interface LegacyDraft {
  min: number;
  max: number;
  num: number;
  sum: number;
  sumSquares: number;
  readonly limits: NumberList;
  readonly counts: NumberList;
}

function readLegacy(value: StoredValue): HistogramContent {
  const draft: LegacyDraft = {
    ...{ min: 0, max: 0, num: 0, sum: 0, sumSquares: 0 },
    limits: new NumberList(),
    counts: new NumberList(),
  };
  walkMessages(value.ranges, (reader, key) => readLegacyField(reader, key, draft));
  const { min, max, num, sum, sumSquares } = draft;
  const columns = trim(draft.limits.take(), draft.counts.take(), min, max);
  return { kind: 'histogram', ...columns, min, max, count: num, sum, sumSquares };
}

function readLegacyField(reader: Reader, key: number, draft: LegacyDraft): boolean {
  switch (key) {
    case histogramKeys.min:
      draft.min = reader.double();
      return true;
    case histogramKeys.max:
      draft.max = reader.double();
      return true;
    case histogramKeys.num:
      draft.num = reader.double();
      return true;
    case histogramKeys.sum:
      draft.sum = reader.double();
      return true;
    case histogramKeys.sumSquares:
      draft.sumSquares = reader.double();
      return true;
    case histogramKeys.limit:
    case histogramKeys.limits:
      return readDoubles(reader, key, draft.limits);
    case histogramKeys.count:
    case histogramKeys.counts:
      return readDoubles(reader, key, draft.counts);
    default:
      return false;
  }
}

function readDoubles(reader: Reader, key: number, numbers: NumberList): true {
  if ((key & 7) === 1) numbers.push(reader.double());
  else {
    const end = reader.uint32() + reader.pos;
    while (reader.pos < end) numbers.push(reader.double());
  }
  return true;
}

/** Buckets between the outermost ones that are not empty; those end at the smallest and the largest value. */
function trim(
  limits: Float64Array,
  counts: Float64Array,
  min: number,
  max: number,
): Pick<HistogramContent, 'lefts' | 'rights' | 'counts'> {
  const buckets = new Buckets();
  const count = Math.min(counts.length, limits.length + 1);
  const filled = counts.subarray(0, count);
  const first = filled.findIndex((one) => one > 0);
  const last = filled.findLastIndex((one) => one > 0);
  for (let at = first; at >= 0 && at <= last; at++) {
    const [before, limit] = [limits[at - 1] ?? NaN, limits[at] ?? NaN];
    const left = at > first ? before : isEdge(min) && !(min > limit) ? min : before;
    const right = at < last ? limit : isEdge(max) && !(max < before) ? max : limit;
    buckets.add(left, right, counts[at]!);
  }
  return buckets.take();
}
