// The axes whose x is worked out: the run's time at work, and the value of another metric.
import type { WorkingTime } from '../store/downtime';
import type { RunData } from '../store/runData';
import type { Series } from '../store/series';
import type { PlacedAxis } from './axisLine';
import type { Line } from './line';
import { linesOf, type WriterLines } from './seriesLines';

/** Seconds of work of the run, see `WorkingTime`. */
export class WorkingTimeAxis implements PlacedAxis {
  readonly name = 'workingTime';
  readonly order = 'wallTime';
  readonly clock: WorkingTime;

  constructor(clock: WorkingTime) {
    this.clock = clock;
  }

  placeOf(_step: number, wallTime: number): number {
    return this.clock.at(wallTime);
  }

  agreesUpTo(before: PlacedAxis, source: Line, known: number): number {
    if (known === 0 || !(before instanceof WorkingTimeAxis)) return 0;
    return before.clock.agreesUntil(source.xAt(known - 1), this.clock) ? known : 0;
  }
}

/**
 * The value of another metric of the run: the last finite one that was logged at or before the step of the point. Both
 * are read from the visible lines, without what was superseded.
 */
class MetricAxis implements PlacedAxis {
  readonly name: string;
  readonly order = 'step';
  readonly lines: WriterLines;
  /** Stays the same while points are only added to the metric. */
  readonly epoch: number;
  /** Points the metric had when this was made. */
  readonly count: number;
  readonly #metric: Line;
  readonly #lastStep: number;
  /** Points of the metric at or before the step that was asked last: steps are asked for in order. */
  #passed = 0;

  constructor(tag: string, lines: WriterLines) {
    this.name = `metric ${tag}`;
    this.lines = lines;
    this.epoch = lines.epoch;
    this.#metric = lines.visible;
    this.count = this.#metric.count;
    this.#lastStep = this.count > 0 ? this.#metric.lastX : -Infinity;
  }

  placeOf(step: number): number {
    const metric = this.#metric;
    let at = this.#passed;
    if (at > 0 && metric.xAt(at - 1) > step) at = 0;
    if (at < this.count) at = metric.lowerBound(step, at, 1);
    while (at < this.count && metric.xAt(at) <= step) at++;
    this.#passed = at;
    while (at > 0 && !Number.isFinite(metric.valueAt(at - 1))) at--;
    return at > 0 ? metric.valueAt(at - 1) : NaN;
  }

  /** What was added to the metric since can only matter from its last step on. */
  agreesUpTo(before: PlacedAxis, source: Line, known: number): number {
    if (!(before instanceof MetricAxis)) return 0;
    if (before.lines !== this.lines || before.epoch !== this.epoch) return 0;
    return Math.min(known, source.lowerBound(before.#lastStep));
  }
}

const metricAxes = new WeakMap<WriterLines, MetricAxis>();

/** The axis on which a run's points lie by the first of these metrics that it has; null where it has none. */
export function metricAxisOf(run: RunData, tags: readonly string[]): PlacedAxis | null {
  const found = tags.map((tag) => run.find('scalar', tag)).find((series) => series !== undefined);
  return found ? metricAxis(found) : null;
}

/** The same object as long as it tells the same. */
function metricAxis(series: Series): MetricAxis {
  const lines = linesOf(series, 'step')[0]!;
  const present = metricAxes.get(lines);
  if (present?.epoch === lines.epoch && present.count === lines.visible.count) return present;
  const made = new MetricAxis(series.tag, lines);
  metricAxes.set(lines, made);
  return made;
}
