// Which run a console belongs to, and which of the consoles of a run tell of its end.
import path from 'node:path';
import { compareNaturally } from '../../base/naturalOrder';
import type { RunSummary } from '../../shared/vocabulary';
import type { ConsoleFile } from './consoleFiles';

/** A run with its consoles, or consoles that belong to no run. */
export interface ConsoleOwner {
  /** Of the run, relative to the folder; of a console without a run the name of its file. */
  readonly name: string;
  readonly run: RunSummary | null;
  readonly consoles: readonly ConsoleFile[];
}

/** Two that end so close to each other were printed by one job. */
const sameTimeMs = 60_000;
/** A job ends about when its metrics do. */
const sameEndMs = 10 * 60_000;

/** Every run, then the consoles that are nobody's, one by one. @param folder what names are relative to */
export function assignConsoles(
  folder: string,
  runs: readonly RunSummary[],
  consoles: readonly ConsoleFile[],
): ConsoleOwner[] {
  const owned = new Map<RunSummary, ConsoleFile[]>(runs.map((run) => [run, []]));
  const others = new Map<string, ConsoleFile[]>();
  for (const console of consoles) {
    const owner = ownerOf(console, runs);
    if (owner) owned.get(owner)!.push(console);
    else pushTo(others, familyOf(console), console);
  }
  return [
    ...[...owned].map(([run, own]) => ({ name: run.name, run, consoles: own })),
    ...[...others.values()].map((own) => ({
      name: path.relative(folder, own[0]!.path),
      run: null,
      consoles: own,
    })),
  ].filter(({ run, consoles: own }) => run !== null || own.length > 0);
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const found = map.get(key);
  if (found) found.push(value);
  else map.set(key, [value]);
}

/** The innermost run in whose directory it lies; else the only one, or the one that ended with it. */
function ownerOf(console: ConsoleFile, runs: readonly RunSummary[]): RunSummary | null {
  const inside = runs
    .filter(({ directory }) => isBelow(console.path, directory))
    .toSorted((a, b) => b.directory.length - a.directory.length)[0];
  if (inside) return inside;
  const [only, second] = runs;
  if (only && !second) return only;
  const near = runs.filter((run) => endsWith(console, run));
  return near.toSorted((a, b) => gapOf(console, a) - gapOf(console, b))[0] ?? null;
}

/** Whether a console was written last at about the time of the run's last value. */
export function endsWith(console: ConsoleFile, run: RunSummary): boolean {
  return gapOf(console, run) <= sameEndMs;
}

function gapOf({ modifiedMs }: ConsoleFile, { lastWallTime }: RunSummary): number {
  return Math.abs((lastWallTime ?? NaN) * 1000 - modifiedMs);
}

function isBelow(file: string, directory: string): boolean {
  const relative = path.relative(directory, file);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}

/** Output and errors of one job have one name. */
function familyOf({ path: file }: ConsoleFile): string {
  return file.replace(/(?:stdout|stderr)(\.\w+)?$/, 'std').replace(/\.(?:out|err)$/, '.out');
}

/** The consoles that were written last: of jobs that differ in their number only the last one's. */
export function newestConsoles(consoles: readonly ConsoleFile[]): readonly ConsoleFile[] {
  const printed = consoles.filter(({ isTrackerLog }) => !isTrackerLog);
  const asked = printed.length > 0 ? printed : consoles;
  const newest = Math.max(...asked.map(({ modifiedMs }) => modifiedMs));
  const together = asked.filter(({ modifiedMs }) => newest - modifiedMs <= sameTimeMs);
  const last = new Map<string, string>();
  for (const console of together) {
    const family = familyOf(console);
    const series = family.replaceAll(/\d+/g, '#');
    const known = last.get(series);
    if (known === undefined || compareNaturally(known, family) < 0) last.set(series, family);
  }
  const kept = new Set(last.values());
  return together.filter((console) => kept.has(familyOf(console)));
}
