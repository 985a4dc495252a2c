// The series that a query asks for, each with its lines on the asked axis.
import type { Axis, RunId } from '../../shared/vocabulary';
import type { RunData } from '../store/runData';
import type { Series } from '../store/series';
import type { RunStore } from '../store/store';
import { linesOf, type SeriesLines } from './seriesLines';

export interface AskedSeries {
  readonly run: RunData;
  readonly series: Series;
  readonly lines: SeriesLines;
  /** What is taken off the lines' x to get the asked axis. */
  readonly shift: number;
}

/** In the order of `runs`; runs that are unknown, asked twice or without the tag are left out. */
export function collectAsked(
  store: RunStore,
  tag: string,
  runs: readonly RunId[],
  axis: Axis,
): AskedSeries[] {
  const asked: AskedSeries[] = [];
  for (const id of new Set(runs)) {
    const run = store.run(id);
    const series = run?.find('scalar', tag);
    if (!run || !series) continue;
    const lines = linesOf(series, axis === 'step' ? 'step' : 'wallTime');
    const shift = axis === 'relative' ? (run.firstWallTime ?? 0) : 0;
    asked.push({ run, series, lines, shift });
  }
  return asked;
}
