// The lines that a query asks for: which runs, which of their writers, and on which axis.
import type { FrameAxis, LineQuery } from '../../shared/frame';
import { WorkingTime } from '../store/downtime';
import type { RunData } from '../store/runData';
import type { Series } from '../store/series';
import type { RunStore } from '../store/store';
import { indexAxis, type LineAxis } from './axisLine';
import { metricAxisOf, WorkingTimeAxis } from './placedAxes';
import { linesOf, type WriterLines } from './seriesLines';

/** One line of one run: a tag has several where several processes wrote it at the same time. */
export interface AskedLine {
  readonly run: RunData;
  readonly tag: string;
  /** Ordinal among the writers of the tag, of which there are `writers`. */
  readonly writer: number;
  readonly writers: number;
  readonly lines: WriterLines;
  /** What is taken off the lines' x to get the asked axis. */
  readonly shift: number;
}

export interface Asked {
  /** The asked axis, or where that shows nothing, the one shown instead. */
  readonly axis: FrameAxis;
  /** Whether all points of lines with several points have one step. */
  readonly singleStep: boolean;
  readonly lines: readonly AskedLine[];
}

interface FoundSeries {
  readonly run: RunData;
  readonly series: Series;
}

/** In the order of `runs`, then of the tags; runs that are unknown, asked twice or without the tag are left out. */
export function collectAsked(store: RunStore, query: LineQuery): Asked {
  const found = findSeries(store, query);
  if (query.axis !== 'step') {
    return {
      axis: query.axis,
      singleStep: hasSingleStep(found.flatMap((one) => linesOn(one, 'step', query))),
      lines: found.flatMap((one) => linesOn(one, lineAxisOf(one.run, query), query)),
    };
  }
  const onSteps = found.flatMap((one) => linesOn(one, 'step', query));
  if (!hasSingleStep(onSteps)) return { axis: 'step', singleStep: false, lines: onSteps };
  const lines = found.flatMap((one) => linesOn(one, indexAxis, query));
  return { axis: 'index', singleStep: true, lines };
}

function findSeries(store: RunStore, { tag, moreTags, runs }: LineQuery): FoundSeries[] {
  const found: FoundSeries[] = [];
  const tags = new Set([tag, ...(moreTags ?? [])]);
  for (const id of new Set(runs)) {
    const run = store.run(id);
    if (!run) continue;
    for (const one of tags) {
      const series = run.find('scalar', one);
      if (series) found.push({ run, series });
    }
  }
  return found;
}

/** Null where the run has no such axis. */
function lineAxisOf(run: RunData, { axis, skipDowntime, xTags }: LineQuery): LineAxis | null {
  switch (axis) {
    case 'step':
      return 'step';
    case 'relative':
      return skipDowntime === true ? workingTimeOf(run) : 'wallTime';
    case 'wall':
      return 'wallTime';
    case 'metric':
      return metricAxisOf(run, xTags ?? []);
  }
}

function linesOn(
  { run, series }: FoundSeries,
  axis: LineAxis | null,
  query: LineQuery,
): AskedLine[] {
  if (axis === null) return [];
  const all = linesOf(series, axis);
  const isRelative = query.axis === 'relative' && axis === 'wallTime';
  const shift = isRelative ? (run.firstWallTime ?? 0) : 0;
  const { tag } = series;
  const asked = all.map((lines, writer) => ({
    run,
    tag,
    writer,
    writers: all.length,
    lines,
    shift,
  }));
  if (query.newestWriter !== true || all.length < 2) return asked;
  const newest = series.segments().at(-1)?.writer ?? 0;
  return asked.filter(({ writer }) => writer === newest);
}

/** True for `global_step=None` and the like: what is logged again and again has one step only. */
function hasSingleStep(all: readonly AskedLine[]): boolean {
  let first: number | undefined;
  let most = 0;
  for (const { lines } of all) {
    const { visible } = lines;
    if (visible.count === 0) continue;
    first ??= visible.firstX;
    if (visible.firstX !== first || visible.lastX !== first) return false;
    most = Math.max(most, visible.count);
  }
  return most > 1;
}

const workingTimes = new WeakMap<RunData, WorkingTimeAxis>();

/** The same object as long as it tells the same. */
function workingTimeOf(run: RunData): WorkingTimeAxis {
  const clock = new WorkingTime(run.firstWallTime ?? 0, run.downtimes);
  const before = workingTimes.get(run);
  if (before?.clock.agreesUntil(Infinity, clock)) return before;
  const made = new WorkingTimeAxis(clock);
  workingTimes.set(run, made);
  return made;
}
