// What the first line of a table says: its delimiter, its columns, and which of them are step and time.
import { isMetricName } from '../metricNames';
import { stepNames, wallTimeNames } from '../stepNames';

export interface Header {
  /** Byte between two cells. */
  readonly delimiter: number;
  /** Trimmed; some writers pad them. */
  readonly names: readonly string[];
  /** −1 where rows are counted. */
  readonly stepAt: number;
  /** −1 where there is none. */
  readonly wallTimeAt: number;
  /** What the step of a row is: its column, the sum of its column so far (lengths of episodes), the number of the row. */
  readonly stepKind: 'column' | 'sum' | 'row';
  /** Added to the times, in seconds since the Unix epoch. */
  readonly wallTimeBase: number;
  /** Whether a column is a series, by place. */
  readonly isSeries: readonly boolean[];
}

/** Columns without a name, as data frames write theirs of row numbers, and numbers that name a process. */
const unseen: ReadonlySet<string> = new Set(['', 'pid']);

const delimiters = [',', '\t', ';'] as const;

/**
 * Null for a line that is no header of a log: it names neither a step nor a time with a metric, or nothing beside it.
 * @param startedAt what `readMonitorStart` gave for a line before; undefined without such a line
 */
export function readHeader(line: string, startedAt: number | undefined): Header | null {
  const delimiter = delimiterOf(line);
  const names = splitCells(line, delimiter).map((name) => name.trim());
  if (names.length < 2) return null;
  if (startedAt !== undefined) return monitorHeader(names, delimiter, startedAt);
  const stepAt = placeOf(names, stepNames);
  const wallTimeAt = placeOf(names, wallTimeNames);
  if (stepAt < 0 && (wallTimeAt < 0 || !names.some(isMetricName))) return null;
  return {
    ...{ delimiter: delimiter.charCodeAt(0), names, stepAt, wallTimeAt },
    stepKind: stepAt < 0 ? 'row' : 'column',
    wallTimeBase: 0,
    isSeries: names.map((name, at) => !unseen.has(name) && at !== stepAt && at !== wallTimeAt),
  };
}

/**
 * Episodes as Stable-Baselines3's and Gymnasium's monitors write them: reward, length, seconds since the start
 * (stable_baselines3/common/monitor.py).
 */
function monitorHeader(
  names: readonly string[],
  delimiter: string,
  startedAt: number,
): Header | null {
  if (names[0] !== 'r' || names[1] !== 'l' || names[2] !== 't') return null;
  return {
    ...{ delimiter: delimiter.charCodeAt(0), names, stepAt: 1, wallTimeAt: 2 },
    stepKind: 'sum',
    wallTimeBase: startedAt,
    isSeries: names.map((name, at) => name !== '' && at !== 2),
  };
}

/** When the episodes of a monitor begin: its first line is `#{"t_start": seconds, …}`. Undefined for other lines. */
export function readMonitorStart(line: string): number | undefined {
  if (!line.startsWith('#')) return undefined;
  try {
    const { t_start: start } = JSON.parse(line.slice(1)) as { readonly t_start?: unknown };
    return typeof start === 'number' ? start : undefined;
  } catch {
    return undefined;
  }
}

function placeOf(names: readonly string[], wanted: readonly string[]): number {
  for (const name of wanted) {
    const at = names.indexOf(name);
    if (at >= 0) return at;
  }
  // Keras users and YOLO's forks capitalise.
  const lower = names.map((name) => name.toLowerCase());
  return wanted.reduce((found, name) => (found < 0 ? lower.indexOf(name) : found), -1);
}

function delimiterOf(line: string): string {
  const bare = line.replace(/"[^"]*"/g, '');
  const counts = delimiters.map((one) => bare.split(one).length);
  return delimiters[counts.indexOf(Math.max(...counts))]!;
}

/** The cells of a line, without their quotes. */
export function splitCells(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= line.length;) {
    if (line[at] !== '"') {
      const end = endOf(line, at, delimiter);
      cells.push(line.slice(at, end));
      at = end + 1;
      continue;
    }
    let close = line.indexOf('"', at + 1);
    while (close >= 0 && line[close + 1] === '"') close = line.indexOf('"', close + 2);
    if (close < 0) close = line.length;
    cells.push(line.slice(at + 1, close).replaceAll('""', '"'));
    at = endOf(line, close + 1, delimiter) + 1;
  }
  return cells;
}

function endOf(line: string, from: number, delimiter: string): number {
  const end = line.indexOf(delimiter, from);
  return end < 0 ? line.length : end;
}
