// Which run the logs of a directory belong to, where that is not the directory itself: trackers and trainers spread
// the files of one run over several. Told by names alone, so that it is known before anything is read.
import path from 'node:path';
import { formatOf } from '../formats/registry';

/** A directory that holds logs. */
export interface LogDirectory {
  readonly directory: string;
  readonly root: string;
  readonly logFiles: readonly string[];
}

/** What the logs of a directory say about where others of the same training lie. */
export interface RunLink {
  /** Absolute paths of directories that may hold them or stand above them, the surest first. */
  readonly directories: readonly string[];
  /** Seconds since the Unix epoch; null where nothing tells. */
  readonly startedAt: number | null;
}

/** By directory: the one whose run its logs belong to; null where another directory's logs say all that they do. */
export type Homes = ReadonlyMap<string, string | null>;

/** The transformers library writes the whole history so far into each of these. */
const checkpointName = /^checkpoint-(\d+)$/;
const history = 'trainer_state.json';
/** `run-20260101_120000-abc` and `offline-run-…`: one for each time that the run was started. */
const trackedName = /^(?:offline-)?run-(\d{8}_\d{6})-/;
const trackedLog = /^run-(.+)\.(?:wandb|swanlab)$/;
/** Of a date that torch puts into the name, the year is missing; the writer's own file has the seconds. */
const eventFile = /\.tfevents\.(\d+)/;
/** How deep below the directory of a trainer its loggers make their own: `lightning_logs/version_0`. */
const mostLevels = 2;
const mostHops = 8;

/** Trackers start with the training or a little before it, loggers with its first value. */
const togetherSeconds = 900;

/** @param links by directory */
export function findHomes(
  directories: ReadonlyMap<string, LogDirectory>,
  links: ReadonlyMap<string, RunLink> = new Map(),
): Homes {
  const homes = new Map<string, string | null>();
  placeInside(directories, homes);
  placeCheckpoints(directories, homes);
  placeRestarts(directories, homes);
  placeTrainers(directories, homes);
  placeLinked(directories, links, homes);
  return followed(homes);
}

/** Directories that a tracker makes inside of its run's. */
function placeInside(
  directories: ReadonlyMap<string, LogDirectory>,
  homes: Map<string, string | null>,
): void {
  for (const { directory, root, logFiles } of directories.values()) {
    const above = path.dirname(directory);
    const name = path.basename(directory);
    const holder = directories.get(above);
    // W&B and SwanLab keep what was printed in `files`.
    if (name === 'files' && holder?.logFiles.some((file) => trackedLog.test(file))) {
      homes.set(directory, above);
    }
    const isVisual = name === 'vis_data' && logFiles.includes('scalars.json');
    if (isVisual && directory !== root) homes.set(directory, above);
    const metrics = /^(.+)[\\/]plots[\\/]metrics(?:[\\/]|$)/.exec(directory)?.[1];
    // Runs outside of the log folder are nobody's.
    if (metrics !== undefined && metrics.length >= root.length) homes.set(directory, metrics);
  }
}

/** Of the histories in the checkpoints of a run, the newest has all; one in the run's own directory comes last. */
function placeCheckpoints(
  directories: ReadonlyMap<string, LogDirectory>,
  homes: Map<string, string | null>,
): void {
  const newest = new Map<string, number>();
  const checkpoints = [...directories.values()].flatMap(({ directory, root, logFiles }) => {
    const step = checkpointName.exec(path.basename(directory))?.[1];
    return step !== undefined && logFiles.every((file) => file === history)
      ? [{ directory, root, above: path.dirname(directory), step: Number(step) }]
      : [];
  });
  for (const { above, step } of checkpoints) {
    newest.set(above, Math.max(newest.get(above) ?? 0, step));
  }
  for (const { directory, root, above, step } of checkpoints) {
    const isRepeated =
      step < newest.get(above)! || (directories.get(above)?.logFiles.includes(history) ?? false);
    if (isRepeated || directory !== root) homes.set(directory, isRepeated ? null : above);
  }
}

/** A tracked run that was resumed, or that several processes wrote, has a directory for each under one id. */
function placeRestarts(
  directories: ReadonlyMap<string, LogDirectory>,
  homes: Map<string, string | null>,
): void {
  const first = new Map<string, LogDirectory>();
  const others: (readonly [LogDirectory, string])[] = [];
  for (const each of directories.values()) {
    const log = each.logFiles.find((file) => trackedLog.test(file));
    if (log === undefined || !trackedName.test(path.basename(each.directory))) continue;
    const key = `${path.dirname(each.directory)}\0${log}`;
    const earliest = first.get(key);
    if (!earliest || timeOf(each) < timeOf(earliest)) first.set(key, each);
    others.push([each, key]);
  }
  for (const [each, key] of others) {
    const { directory } = first.get(key)!;
    if (directory !== each.directory) homes.set(each.directory, directory);
  }
}

function timeOf({ directory }: LogDirectory): string {
  return `${trackedName.exec(path.basename(directory))?.[1]} ${directory}`;
}

/**
 * What a trainer writes into its own directory (its history, what it prints) belongs to the run that a logger of it
 * keeps below: to the newest, where the trainer was started several times.
 */
function placeTrainers(
  directories: ReadonlyMap<string, LogDirectory>,
  homes: Map<string, string | null>,
): void {
  const trainers = new Map<string, LogDirectory[]>();
  for (const each of directories.values()) if (isTrainer(each)) trainers.set(each.directory, []);
  for (const [checkpoint, home] of homes) {
    const isAlone = home !== null && home === path.dirname(checkpoint) && !directories.has(home);
    if (isAlone && checkpointName.test(path.basename(checkpoint))) trainers.set(home, []);
  }
  if (trainers.size === 0) return;
  for (const [above, logged] of loggedBelow(directories, homes))
    trainers.get(above)?.push(...logged);
  for (const [directory, logged] of trainers) {
    const own = directories.get(directory);
    const isHistory = !own || own.logFiles.includes(history);
    // What was printed by several runs is nobody's alone; that of the log folder itself may be of anything.
    if (!isHistory && (logged.length !== 1 || own.directory === own.root)) continue;
    const newest = logged.toSorted((a, b) => orderOfStart(a, b)).at(-1);
    if (newest) homes.set(directory, newest.directory);
  }
}

/** Directories without event files come first, by their names, in which trackers have the time. */
function orderOfStart(a: LogDirectory, b: LogDirectory): number {
  const later = (startOf(a) ?? 0) - (startOf(b) ?? 0);
  return later === 0 ? (a.directory < b.directory ? -1 : 1) : later;
}

/** Directories in which a logger keeps a run, by each of those not far above them. */
function loggedBelow(
  directories: ReadonlyMap<string, LogDirectory>,
  homes: ReadonlyMap<string, string | null>,
): ReadonlyMap<string, readonly LogDirectory[]> {
  const below = new Map<string, LogDirectory[]>();
  for (const each of directories.values()) {
    if (isTrainer(each) || homes.has(each.directory)) continue;
    let at = each.directory;
    for (let level = 0; level < mostLevels && at !== path.dirname(at); level++) {
      at = path.dirname(at);
      const logged = below.get(at);
      if (logged) logged.push(each);
      else below.set(at, [each]);
    }
  }
  return below;
}

/** A tracked run whose configuration says where its trainer writes, or which event files it follows, is of those. */
function placeLinked(
  directories: ReadonlyMap<string, LogDirectory>,
  links: ReadonlyMap<string, RunLink>,
  homes: Map<string, string | null>,
): void {
  if (links.size === 0) return;
  const started = startedBelow(directories, homes);
  const ofCheckpoints = new Set(homes.values());
  /** By the directory of a trainer: the newest run that says so. What lies there is of the last training. */
  const newest = new Map<string, LinkedRun>();
  for (const [directory, { directories: candidates, startedAt }] of links) {
    if (homes.has(directory) || !directories.has(directory)) continue;
    for (const candidate of candidates) {
      const own = directories.get(candidate);
      const logged = own && startOf(own) !== null ? candidate : null;
      const near = logged ?? nearestTo(startedAt, started.get(candidate) ?? []);
      if (near !== null && near !== directory) homes.set(directory, near);
      if (near !== null) break;
      if (started.has(candidate) || !(own || ofCheckpoints.has(candidate))) continue;
      const run = { directory, startedAt: startedAt ?? -Infinity };
      if (candidate !== directory && isLater(run, newest.get(candidate)))
        newest.set(candidate, run);
      break;
    }
  }
  for (const [home, { directory }] of newest) homes.set(directory, home);
}

interface LinkedRun {
  readonly directory: string;
  readonly startedAt: number;
}

function isLater(run: LinkedRun, other: LinkedRun | undefined): boolean {
  if (!other) return true;
  const later = run.startedAt - other.startedAt;
  return later === 0 || Number.isNaN(later) ? run.directory > other.directory : later > 0;
}

/** Directories with event files in the order of their starts, by each of those not far above them. */
function startedBelow(
  directories: ReadonlyMap<string, LogDirectory>,
  homes: ReadonlyMap<string, string | null>,
): ReadonlyMap<string, readonly LinkedRun[]> {
  return new Map(
    Array.from(loggedBelow(directories, homes)).flatMap(([above, logged]) => {
      const started = logged.flatMap((each) => {
        const startedAt = startOf(each);
        return startedAt === null ? [] : [{ directory: each.directory, startedAt }];
      });
      started.sort((a, b) => a.startedAt - b.startedAt);
      return started.length === 0 ? [] : [[above, started] as const];
    }),
  );
}

/** @param started in the order of starts */
function nearestTo(startedAt: number | null, started: readonly LinkedRun[]): string | null {
  if (startedAt === null) return started.length === 1 ? started[0]!.directory : null;
  let low = 0;
  for (let high = started.length; low < high;) {
    const middle = (low + high) >>> 1;
    if (started[middle]!.startedAt < startedAt) low = middle + 1;
    else high = middle;
  }
  const distance = (at: number): number =>
    Math.abs((started[at]?.startedAt ?? Infinity) - startedAt);
  const nearest = distance(low - 1) <= distance(low) ? low - 1 : low;
  return distance(nearest) <= togetherSeconds ? started[nearest]!.directory : null;
}

/** Whether its logs are only such as a trainer writes beside those of a logger. */
function isTrainer({ logFiles }: LogDirectory): boolean {
  return logFiles.every((file) => file === history || formatOf(file)?.id === 'console');
}

/** When the first of its event files was begun, in seconds; null for a directory without any. */
function startOf({ logFiles }: LogDirectory): number | null {
  const starts = logFiles.flatMap((file) => Number(eventFile.exec(file)?.[1] ?? NaN));
  const first = Math.min(...starts.filter(Number.isFinite));
  return Number.isFinite(first) ? first : null;
}

/** Where a home belongs to another one itself, that one is meant. */
function followed(homes: ReadonlyMap<string, string | null>): Homes {
  const isMoved = (at: string | null): at is string => at !== null && homes.has(at);
  return new Map(
    Array.from(homes.keys(), (directory) => {
      let at: string | null = directory;
      for (let hops = 0; isMoved(at) && hops < mostHops; hops++) at = homes.get(at)!;
      return [directory, at];
    }),
  );
}
