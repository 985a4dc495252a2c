// The lines of a series on an axis: of each process that wrote it the visible one and the superseded ones, kept as long as the series stays the same.
import { RangeSummary } from '../store/rangeSummary';
import type { SegmentView } from '../store/segment';
import type { Series } from '../store/series';
import { AxisLine, type LineAxis } from './axisLine';
import type { Line } from './line';
import { LineMoments } from './lineMoments';
import { SmoothingTrack, type Decay } from './smoothing';

/** Weights whose averages are kept per line; a slider in motion asks for many. */
const keptTracks = 4;

/** Lines of one writer of a series on one axis. Kept between queries so that an append costs only the new points. */
export class WriterLines {
  readonly #visible: AxisLine;
  readonly #ghosts: AxisLine[] = [];
  readonly #tracks = new Map<string, SmoothingTrack>();
  #axis: LineAxis;
  #segments: readonly SegmentView[] = [];
  #ghostsAreValid = false;
  #epoch = 0;
  #moments: LineMoments | undefined;
  #valueMoments: LineMoments | undefined;
  #firstNonFinite: { readonly index: number; readonly looked: number } = { index: -1, looked: 0 };

  constructor(axis: LineAxis) {
    this.#axis = axis;
    this.#visible = new AxisLine(axis);
  }

  /** Moves on when points of `visible` that were there have changed; stays the same while points are only added. */
  get epoch(): number {
    return this.#epoch;
  }

  get visible(): Line {
    return this.#visible.line;
  }

  /** Step and wall time of a point of `visible`. */
  pointAt(index: number): { readonly step: number; readonly wallTime: number } {
    return this.#visible.pointAt(index);
  }

  /** Figures of any stretch of `visible`. */
  get moments(): LineMoments {
    return (this.#moments ??= new LineMoments(true));
  }

  /** The same without x, which then need not be unpacked. */
  get valueMoments(): LineMoments {
    return (this.#valueMoments ??= new LineMoments(false));
  }

  /** Points of all segments, superseded ones included. */
  get points(): number {
    return this.#segments.reduce((sum, { count }) => sum + count, 0);
  }

  /** Key of the newest file of the writer. */
  get file(): string {
    return this.#segments.at(-1)?.file.key ?? '';
  }

  update(segments: readonly SegmentView[], axis: LineAxis): void {
    this.#segments = segments;
    this.#axis = axis;
    this.#ghostsAreValid = false;
    const spans = segments.map(({ columns, visible }) => ({ columns, from: 0, to: visible }));
    const before = this.visible.count;
    const kept = this.#visible.update(spans, axis);
    if (kept < before) this.#epoch++;
    for (const track of this.#tracks.values()) track.truncate(kept);
    this.#moments?.truncate(kept);
    this.#valueMoments?.truncate(kept);
    const { index, looked } = this.#firstNonFinite;
    if (index >= kept) this.#firstNonFinite = { index: -1, looked: kept };
    else if (index < 0) this.#firstNonFinite = { index, looked: Math.min(looked, kept) };
  }

  /** Index of the first value of `visible` that is no finite number; −1 where there is none. */
  firstNonFinite(): number {
    const { index, looked } = this.#firstNonFinite;
    const line = this.visible;
    if (index >= 0 || looked === line.count) return index;
    const found = firstNonFiniteOf(line, looked);
    this.#firstNonFinite = { index: found, looked: line.count };
    return found;
  }

  /** The superseded tails of segments, oldest first. */
  ghosts(): readonly Line[] {
    if (!this.#ghostsAreValid) {
      this.#ghostsAreValid = true;
      const spans = this.#segments
        .map(({ columns, visible, count }) => ({ columns, from: visible, to: count }))
        .filter(({ from, to }) => from < to);
      this.#ghosts.length = Math.min(this.#ghosts.length, spans.length);
      spans.forEach((span, i) => {
        this.#ghosts[i] ??= new AxisLine(this.#axis);
        this.#ghosts[i].update([span], this.#axis);
      });
    }
    return this.#ghosts.map(({ line }) => line).filter((line) => line.count > 0);
  }

  /** x of the first point of each segment after the first: where the process was started again. */
  restarts(): number[] {
    const restarts: number[] = [];
    let before = 0;
    this.#segments.forEach(({ columns, visible }, i) => {
      if (i > 0) restarts.push(this.#placeOf(columns.stepAt(0), columns.wallTimeAt(0), before));
      before += visible;
    });
    return restarts.filter((x) => Number.isFinite(x));
  }

  /** The averages of the visible line with this decay. */
  track(decay: Decay): SmoothingTrack {
    const key = `${decay.kind} ${decay.kind === 'perPoint' ? decay.weight : decay.rate}`;
    const track = this.#tracks.get(key) ?? new SmoothingTrack(decay);
    this.#tracks.delete(key);
    this.#tracks.set(key, track);
    const oldest = this.#tracks.keys().next().value;
    if (this.#tracks.size > keptTracks && oldest !== undefined) this.#tracks.delete(oldest);
    return track;
  }

  #placeOf(step: number, wallTime: number, index: number): number {
    const axis = this.#axis;
    if (typeof axis === 'object') return axis.placeOf(step, wallTime, index);
    return axis === 'step' ? step : wallTime;
  }
}

const summary = new RangeSummary();

/** By halving: the pyramid tells whether there is one. */
function firstNonFiniteOf(line: Line, from: number): number {
  const isIn = (start: number, end: number): boolean => {
    summary.clear();
    line.addRange(summary, start, end);
    return summary.flags !== 0;
  };
  let low = from;
  let high = line.count;
  if (!isIn(low, high)) return -1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (isIn(low, middle)) high = middle;
    else low = middle;
  }
  return low;
}

/** Lines of one series on one axis. */
class SeriesLines {
  readonly #series: Series;
  readonly #writers: WriterLines[] = [];
  #revision = -1;
  #axis: LineAxis | undefined;

  constructor(series: Series) {
    this.#series = series;
  }

  /** Catches up with the series; the lines of its writers, by ordinal. */
  update(axis: LineAxis): readonly WriterLines[] {
    if (this.#revision === this.#series.revision && axis === this.#axis) return this.#writers;
    this.#revision = this.#series.revision;
    this.#axis = axis;
    const segments = this.#series.segments();
    const count = this.#series.writers;
    const bySegment: SegmentView[][] = Array.from({ length: count }, () => []);
    for (const segment of segments) bySegment[segment.writer]!.push(segment);
    this.#writers.length = Math.min(this.#writers.length, count);
    bySegment.forEach((own, writer) => {
      this.#writers[writer] ??= new WriterLines(axis);
      this.#writers[writer].update(own, axis);
    });
    return this.#writers;
  }
}

/** Axes of a series whose points are kept again with another x; one in use and one to come back to. */
const keptPlaced = 2;

const kept = new WeakMap<Series, Map<string, SeriesLines>>();

/**
 * The lines of a series by writer, up to date; without segments those of one writer without points. They hold no facts
 * of their own: they go when the series goes.
 */
export function linesOf(series: Series, axis: LineAxis): readonly WriterLines[] {
  let byAxis = kept.get(series);
  if (!byAxis) {
    byAxis = new Map();
    kept.set(series, byAxis);
  }
  const name = typeof axis === 'object' ? axis.name : axis;
  let lines = byAxis.get(name);
  if (!lines) {
    lines = new SeriesLines(series);
    byAxis.set(name, lines);
    forgetPlaced(byAxis);
  }
  return lines.update(axis);
}

/** Drops the oldest of the axes that cost a copy of the points. */
function forgetPlaced(byAxis: Map<string, SeriesLines>): void {
  const placed = [...byAxis.keys()].filter((name) => name !== 'step' && name !== 'wallTime');
  for (const name of placed.slice(0, -keptPlaced)) byAxis.delete(name);
}
