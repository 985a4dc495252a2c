// The folders and the runs that a command is about.
import { statSync } from 'node:fs';
import path from 'node:path';
import { silentLog } from '../base/log';
import { messageOf } from '../base/result';
import { Engine } from '../core/engine/engine';
import { BulkThreads } from '../core/ingest/bulkThreads';
import { nodeClock } from '../core/ingest/nodeClock';
import { defaultExcludedDirectories } from '../core/model/excludedDirectories';
import { bytesPerMegabyte, defaultMemoryLimitMb } from '../core/model/memoryLimit';
import { printable } from '../core/report/runListing';
import type { RunSummary } from '../shared/vocabulary';
import { ReadError, UsageError } from './terminal';

/** Their absolute paths. */
export function checkFolders(folders: readonly string[]): string[] {
  if (folders.length === 0) throw new UsageError('no folder given');
  for (const folder of folders) {
    if (!isFolder(folder)) throw new UsageError(`${printable(folder)} is not a folder`);
  }
  return folders.map((folder) => path.resolve(folder));
}

export function checkFolder(command: string, folders: readonly string[]): string {
  if (folders.length > 1) throw new UsageError(`${command} takes one folder`);
  return checkFolders(folders)[0]!;
}

function isFolder(name: string): boolean {
  try {
    return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    throw new ReadError(printable(messageOf(error)));
  }
}

/**
 * An engine that searches the folders once.
 * @param glanceOnly whether of large files that allow it only the two ends are read
 */
export function startEngine(folders: readonly string[], glanceOnly = false): Engine {
  const threads = new BulkThreads(path.join(__dirname, 'parse.js'), nodeClock, silentLog);
  const engine = new Engine(nodeClock, silentLog, threads);
  engine.configure({
    folders,
    excludedDirectories: defaultExcludedDirectories,
    pollIntervalMs: 60_000,
    watch: false,
    memoryLimitBytes: defaultMemoryLimitMb * bytesPerMegabyte,
    glanceOnly,
  });
  return engine;
}

/** The runs under a folder. They are not read for that, unless some may say that others are the same. */
export async function findRuns(folder: string): Promise<readonly RunSummary[]> {
  const engine = startEngine([folder]);
  try {
    const found = await engine.findRuns();
    const isTold = found.some(({ sources }) => sources.some(({ format }) => tellsOthers(format)));
    if (!isTold || found.length === 1) return found;
    await engine.settled();
    return engine.listRuns().runs;
  } finally {
    engine.dispose();
  }
}

/** Trackers log where the trainer writes, whose logs are then those of the same run. */
function tellsOthers(format: string): boolean {
  return format === 'wandb' || format === 'swanlab';
}

/** Throws where a run is asked for that is not there. */
export function checkRuns(found: readonly RunSummary[], asked: readonly string[]): void {
  const missing = asked.find((name) => !found.some((run) => run.name === name));
  if (missing === undefined) return;
  throw new ReadError(`there is no run ${printable(missing)}; there are: ${namesOf(found)}`);
}

export function namesOf(runs: readonly RunSummary[]): string {
  return runs.map((run) => printable(run.name)).join(', ') || 'none';
}
