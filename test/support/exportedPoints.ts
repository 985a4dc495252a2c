// Points as `trackside export` prints them and as TensorBoard's own readers see them, in one shape.
import path from 'node:path';
import process from 'node:process';
import { projectRoot } from './projectRoot';
import type { PythonEnvironment } from './python';
import { mustRun } from './run';

/** A line of the export without what TensorBoard has no word for. */
export interface LoggedPoint {
  readonly run: string;
  readonly tag: string;
  readonly step: number;
  readonly wallTime: number | null;
  /** A number, or `NaN`, `Infinity`, `-Infinity`. */
  readonly value: number | string;
}

export async function exportedPoints(folder: string): Promise<LoggedPoint[]> {
  const cli = path.join(projectRoot, 'dist/cli.js');
  const text = await mustRun(process.execPath, [cli, 'export', folder, '--format', 'jsonl'], {
    // What a test leaves behind stays in the project's folder.
    env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
  });
  return linesOf(text);
}

/**
 * `loader`: every scalar in file order; `accumulator`: run by run and tag by tag, without what a restart of
 * the process superseded.
 */
export async function tensorboardPoints(
  python: PythonEnvironment,
  folder: string,
  reader: 'loader' | 'accumulator',
): Promise<LoggedPoint[]> {
  return linesOf(await python.run('read_events.py', [folder, reader]));
}

/** Points by what `keyOf` makes of them, sorted by it; those with the same key stay in their order. */
export function groupPoints(
  points: readonly LoggedPoint[],
  keyOf: (point: LoggedPoint) => string,
): Map<string, LoggedPoint[]> {
  const groups = new Map<string, LoggedPoint[]>();
  for (const point of points) {
    const key = keyOf(point);
    const group = groups.get(key);
    if (group) group.push(point);
    else groups.set(key, [point]);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The points of each series. */
export function bySeries(points: readonly LoggedPoint[]): Map<string, LoggedPoint[]> {
  return groupPoints(points, ({ run, tag }) => `${run} ${tag}`);
}

function linesOf(text: string): LoggedPoint[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { run, tag, step, wallTime, value } = JSON.parse(line) as LoggedPoint;
      return { run, tag, step, wallTime, value };
    });
}
