// Finds out what deleting runs would take away: their own files and nothing else, with how many they are and how large.
import { lstat, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { RunDeletion } from '../../shared/tableContract';
import { diskPath } from '../ingest/diskPath';
import type { RunId } from '../../shared/vocabulary';
import type { RunEntry } from './runEntry';

/** More than this nobody deletes by a click. */
const mostFiles = 200_000;

interface Size {
  files: number;
  bytes: number;
}

/** Changes nothing. Unknown runs are left out. Never rejects: what is in the way is told. */
export async function planDeletion(
  runs: ReadonlyMap<RunId, RunEntry>,
  asked: readonly RunId[],
  nowMs: number,
): Promise<readonly RunDeletion[]> {
  const plans: RunDeletion[] = [];
  for (const id of new Set(asked)) {
    const run = runs.get(id);
    if (run) plans.push(await planOne(runs, run, nowMs));
  }
  return plans;
}

async function planOne(
  runs: ReadonlyMap<RunId, RunEntry>,
  run: RunEntry,
  nowMs: number,
): Promise<RunDeletion> {
  const { id, directory } = run;
  const nothing = { run: id, directory, targets: [], files: 0, bytes: 0 };
  if (run.member) return { ...nothing, refused: 'database' };
  if (run.mayBeWritten(nowMs)) return { ...nothing, refused: 'running' };
  try {
    if (!(await isInside(run))) return { ...nothing, refused: 'outside' };
    const isShared = run.directory === run.root || holdsOthers(runs, run);
    const targets = isShared ? ownFiles(run) : [directory];
    const size: Size = { files: 0, bytes: 0 };
    for (const target of targets) await measure(target, size);
    if (size.files === 0) return { ...nothing, refused: 'missing' };
    return { run: id, directory, targets, ...size, refused: null };
  } catch {
    return { ...nothing, refused: 'unreadable' };
  }
}

/** A link may lead anywhere: what lies behind it is not deleted. */
async function isInside({ root, directory }: RunEntry): Promise<boolean> {
  const [realRoot, real] = [await realpath(diskPath(root)), await realpath(diskPath(directory))];
  if (real === realRoot) return true;
  if (!real.startsWith(realRoot.endsWith(path.sep) ? realRoot : realRoot + path.sep)) return false;
  const relative = path.relative(root, directory);
  return path.join(realRoot, relative) === real;
}

/** Whether other runs lie in the directory or below it, or a log folder does. */
function holdsOthers(runs: ReadonlyMap<RunId, RunEntry>, run: RunEntry): boolean {
  const above = run.directory + path.sep;
  for (const other of runs.values()) {
    if (other === run) continue;
    if (other.directory === run.directory || other.directory.startsWith(above)) return true;
    if (other.root.startsWith(above)) return true;
    for (const { filePath } of other.tails.values()) if (filePath.startsWith(above)) return true;
  }
  return false;
}

/** Its logs and what lies beside them and belongs to it, as far as they are in its own directory. */
function ownFiles({ directory, tails, companions }: RunEntry): readonly string[] {
  const files = [
    ...[...tails.values()].map(({ filePath }) => filePath),
    ...companions.map((companion) => path.join(directory, companion.path)),
  ];
  return [...new Set(files)].filter((file) => file.startsWith(directory + path.sep));
}

/** Links count as the files that they are, and are not followed. */
async function measure(target: string, size: Size): Promise<void> {
  const found = await lstat(diskPath(target)).catch(() => null);
  if (!found) return;
  if (!found.isDirectory()) {
    size.files++;
    size.bytes += found.size;
    if (size.files > mostFiles) throw new Error('There are too many files.');
    return;
  }
  for (const name of await readdir(diskPath(target))) await measure(path.join(target, name), size);
}
