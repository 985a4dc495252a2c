// Makes one line of the lines of a group: their middle, and a band around it, on places of x that all groups share.
import type { BandKind, GroupQuery, Smoothing } from '../../shared/frame';
import type { AskedLine } from './askedSeries';
import { LineSampler } from './lineSampler';
import { RangeSummary } from '../store/rangeSummary';
import { borderOf, type Viewport } from './window';

/** Places of x, ascending, and for each the left border of what belongs to it: itself where that is a point. */
export interface Grid {
  readonly xs: Float64Array;
  readonly lefts: Float64Array;
  /** True where every point of every line has a place of its own. */
  readonly exact: boolean;
}

/** All points of the lines, where they are at no more places than there are columns; else the columns' right borders. */
export function collectGrid(lines: readonly AskedLine[], view: Viewport): Grid {
  const places = collectPlaces(lines, view);
  if (places) return { xs: places, lefts: places, exact: true };
  const { columns, to } = view;
  const borders = Float64Array.from({ length: columns + 1 }, (_, c) => borderOf(view, c));
  borders[columns] = to;
  return { xs: borders.subarray(1), lefts: borders.subarray(0, -1), exact: false };
}

/** The places of the points in sight and of their neighbours; null where there are too many. */
function collectPlaces(
  lines: readonly AskedLine[],
  { from, to, columns }: Viewport,
): Float64Array | null {
  const places = new Set<number>();
  for (const { lines: own, shift } of lines) {
    const line = own.visible;
    if (line.count === 0) continue;
    const start = Math.max(0, line.lowerBound(from + shift) - 1);
    const end = Math.min(line.count, line.upperBound(to + shift) + 1);
    if (end - start > columns) return null;
    for (let i = start; i < end; i++) places.add(line.xAt(i) - shift);
    if (places.size > columns) return null;
  }
  return Float64Array.from(places).sort();
}

/** One figure for each place of the grid; NaN where no run of the group has a value. */
export interface GroupLine {
  readonly centre: Float64Array;
  /** Absent without a band. */
  readonly low: Float64Array | null;
  readonly high: Float64Array | null;
  /** The most runs at any place. */
  readonly members: number;
}

/** @param baseline what is taken off every value; null for nothing */
export function collectGroup(
  members: readonly AskedLine[],
  grid: Grid,
  { centre, band }: GroupQuery,
  smoothing: Smoothing,
  baseline: LineSampler | null,
): GroupLine {
  const count = grid.xs.length;
  const readers = members.map((member) => new MemberReader(member, smoothing));
  const line: GroupLine & { members: number } = {
    centre: new Float64Array(count).fill(NaN),
    low: band === 'none' ? null : new Float64Array(count).fill(NaN),
    high: band === 'none' ? null : new Float64Array(count).fill(NaN),
    members: 0,
  };
  const values = new Float64Array(readers.length);
  for (let i = 0; i < count; i++) {
    const [left, x] = [grid.lefts[i]!, grid.xs[i]!];
    const base = baseline ? baseline.at(x) : 0;
    let n = 0;
    extremes.clear();
    for (const reader of readers) {
      const value = reader.at(left, x) - base;
      if (!Number.isFinite(value)) continue;
      values[n++] = value;
      if (band === 'minMax') reader.addExtremes(extremes);
    }
    if (n === 0) continue;
    line.members = Math.max(line.members, n);
    const present = values.subarray(0, n).sort();
    line.centre[i] = centre === 'mean' ? meanOf(present) : quantileOf(present, 0.5);
    if (!line.low || !line.high) continue;
    [line.low[i], line.high[i]] = bandOf(band, present, base);
  }
  return line;
}

const extremes = new RangeSummary();

/** One run of a group: its value at a place, and the extremes of what lies between that and the place before. */
class MemberReader {
  readonly #sampler: LineSampler;
  readonly #lines: AskedLine['lines'];
  #before = 0;
  #value = NaN;
  #passed = 0;

  constructor(member: AskedLine, smoothing: Smoothing) {
    this.#sampler = new LineSampler(member, smoothing);
    this.#lines = member.lines;
  }

  /** NaN before the first point and where the last one lies before the whole column. */
  at(left: number, x: number): number {
    const sampler = this.#sampler;
    this.#before = sampler.passedAt(left);
    this.#passed = sampler.passedAt(x);
    this.#value = left > sampler.lastX ? NaN : sampler.at(x);
    return this.#value;
  }

  addExtremes(summary: RangeSummary): void {
    const value = this.#value;
    summary.addNode(value, value, Infinity, 0);
    if (this.#sampler.isSmoothed || this.#passed <= this.#before) return;
    this.#lines.visible.addRange(summary, this.#before, this.#passed);
  }
}

/** @param values ascending, one at least */
function bandOf(kind: BandKind, values: Float64Array, base: number): [number, number] {
  switch (kind) {
    case 'none':
      return [NaN, NaN];
    case 'minMax':
      return [extremes.min - base, extremes.max - base];
    case 'quartiles':
      return [quantileOf(values, 0.25), quantileOf(values, 0.75)];
    case 'std':
    case 'standardError': {
      const mean = meanOf(values);
      const spread =
        kind === 'std' ? deviationOf(values) : deviationOf(values) / Math.sqrt(values.length);
      return [mean - spread, mean + spread];
    }
  }
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Of the sample (n − 1); 0 for a single value. */
function deviationOf(values: Float64Array): number {
  if (values.length < 2) return 0;
  const mean = meanOf(values);
  let sum = 0;
  for (const value of values) sum += (value - mean) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}

/** Between neighbours in a straight line, as NumPy's `quantile`. @param values ascending */
function quantileOf(values: Float64Array, share: number): number {
  const place = (values.length - 1) * share;
  const low = Math.floor(place);
  const high = Math.min(values.length - 1, low + 1);
  return values[low]! + (values[high]! - values[low]!) * (place - low);
}
