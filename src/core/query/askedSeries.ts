// The lines that a query asks for: which runs, which of their writers, and on which axis.
import type { FrameAxis, LineQuery } from '../../shared/frame';
import type { RunId } from '../../shared/vocabulary';
import { WorkingTime } from '../store/downtime';
import type { RunData } from '../store/runData';
import type { Series } from '../store/series';
import type { RunStore } from '../store/store';
import type { LineAxis } from './axisLine';
import { linesOf, type WriterLines } from './seriesLines';

/** One line of one run: a tag has several where several processes wrote it at the same time. */
export interface AskedLine {
  readonly run: RunData;
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

/** In the order of `runs`; runs that are unknown, asked twice or without the tag are left out. */
export function collectAsked(store: RunStore, query: LineQuery): Asked {
  const found = findSeries(store, query.tag, query.runs);
  const onSteps = found.flatMap((one) => linesOn(one, 'step', query));
  const singleStep = hasSingleStep(onSteps);
  const axis = query.axis === 'step' && singleStep ? 'index' : query.axis;
  const lineAxis = lineAxisOf(axis, query);
  if (lineAxis === 'step') return { axis, singleStep, lines: onSteps };
  return { axis, singleStep, lines: found.flatMap((one) => linesOn(one, lineAxis, query)) };
}

function findSeries(store: RunStore, tag: string, runs: readonly RunId[]): FoundSeries[] {
  const found: FoundSeries[] = [];
  for (const id of new Set(runs)) {
    const run = store.run(id);
    const series = run?.find('scalar', tag);
    if (run && series) found.push({ run, series });
  }
  return found;
}

function lineAxisOf(axis: FrameAxis, { skipDowntime }: LineQuery): LineAxis {
  switch (axis) {
    case 'step':
    case 'index':
      return axis;
    case 'relative':
      return skipDowntime === true ? 'workingTime' : 'wallTime';
    case 'wall':
      return 'wallTime';
  }
}

function linesOn({ run, series }: FoundSeries, axis: LineAxis, query: LineQuery): AskedLine[] {
  const all = linesOf(series, axis, axis === 'workingTime' ? clockOf(run) : noClock);
  const isRelative = query.axis === 'relative' && axis === 'wallTime';
  const shift = isRelative ? (run.firstWallTime ?? 0) : 0;
  const asked = all.map((lines, writer) => ({ run, writer, writers: all.length, lines, shift }));
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

/** For the axes that do not ask a clock. */
const noClock = new WorkingTime(0, []);
const clocks = new WeakMap<RunData, WorkingTime>();

/** The same object as long as it tells the same. */
function clockOf(run: RunData): WorkingTime {
  const clock = new WorkingTime(run.firstWallTime ?? 0, run.downtimes);
  const before = clocks.get(run);
  if (before?.agreesUntil(Infinity, clock)) return before;
  clocks.set(run, clock);
  return clock;
}
