// The lines of a series on an axis: of each process that wrote it the visible one and the superseded ones, kept as long as the series stays the same.
import type { WorkingTime } from '../store/downtime';
import type { SegmentView } from '../store/segment';
import type { Series } from '../store/series';
import { AxisLine, type LineAxis } from './axisLine';
import type { Line } from './line';
import { SmoothingTrack, type Decay } from './smoothing';

/** Weights whose averages are kept per line; a slider in motion asks for many. */
const keptTracks = 4;

/** Lines of one writer of a series on one axis. Kept between queries so that an append costs only the new points. */
export class WriterLines {
  readonly #axis: LineAxis;
  readonly #visible: AxisLine;
  readonly #ghosts: AxisLine[] = [];
  readonly #tracks = new Map<string, SmoothingTrack>();
  #segments: readonly SegmentView[] = [];
  #clock: WorkingTime;
  #ghostsAreValid = false;

  constructor(axis: LineAxis, clock: WorkingTime) {
    this.#axis = axis;
    this.#clock = clock;
    this.#visible = new AxisLine(axis);
  }

  get visible(): Line {
    return this.#visible.line;
  }

  /** The points of `visible` in the same order, with their steps and wall times. */
  get source(): Line {
    return this.#visible.source;
  }

  /** Points of all segments, superseded ones included. */
  get points(): number {
    return this.#segments.reduce((sum, { count }) => sum + count, 0);
  }

  /** Key of the newest file of the writer. */
  get file(): string {
    return this.#segments.at(-1)?.file.key ?? '';
  }

  update(segments: readonly SegmentView[], clock: WorkingTime): void {
    this.#segments = segments;
    this.#clock = clock;
    this.#ghostsAreValid = false;
    const spans = segments.map(({ columns, visible }) => ({ columns, from: 0, to: visible }));
    const kept = this.#visible.update(spans, clock);
    for (const track of this.#tracks.values()) track.truncate(kept);
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
        this.#ghosts[i].update([span], this.#clock);
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
    switch (this.#axis) {
      case 'step':
        return step;
      case 'wallTime':
        return wallTime;
      case 'index':
        return index;
      case 'workingTime':
        return this.#clock.at(wallTime);
    }
  }
}

/** Lines of one series on one axis. */
class SeriesLines {
  readonly #series: Series;
  readonly #axis: LineAxis;
  readonly #writers: WriterLines[] = [];
  #revision = -1;
  #clock: WorkingTime | undefined;

  constructor(series: Series, axis: LineAxis) {
    this.#series = series;
    this.#axis = axis;
  }

  /** Catches up with the series; the lines of its writers, by ordinal. */
  update(clock: WorkingTime): readonly WriterLines[] {
    const clockMatters = this.#axis === 'workingTime' && clock !== this.#clock;
    if (this.#revision === this.#series.revision && !clockMatters) return this.#writers;
    this.#revision = this.#series.revision;
    this.#clock = clock;
    const segments = this.#series.segments();
    const count = this.#series.writers;
    const bySegment: SegmentView[][] = Array.from({ length: count }, () => []);
    for (const segment of segments) bySegment[segment.writer]!.push(segment);
    this.#writers.length = Math.min(this.#writers.length, count);
    bySegment.forEach((own, writer) => {
      this.#writers[writer] ??= new WriterLines(this.#axis, clock);
      this.#writers[writer].update(own, clock);
    });
    return this.#writers;
  }
}

const kept = new WeakMap<Series, Map<LineAxis, SeriesLines>>();

/**
 * The lines of a series by writer, up to date; without segments those of one writer without points. They hold no facts
 * of their own: they go when the series goes.
 * @param clock the run's
 */
export function linesOf(
  series: Series,
  axis: LineAxis,
  clock: WorkingTime,
): readonly WriterLines[] {
  let byAxis = kept.get(series);
  if (!byAxis) {
    byAxis = new Map();
    kept.set(series, byAxis);
  }
  let lines = byAxis.get(axis);
  if (!lines) {
    lines = new SeriesLines(series, axis);
    byAxis.set(axis, lines);
  }
  return lines.update(clock);
}
