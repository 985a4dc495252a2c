// Which of the directories that were found are runs to show.
import path from 'node:path';
import type { RunId } from '../../shared/vocabulary';
import { runIdOf, type RunEntry } from './runEntry';

/** The transformers library writes the whole history so far into each of these. */
const checkpointName = /^checkpoint-(\d+)$/;

/**
 * Without files that are only named like logs, and without checkpoints whose history another one repeats: the newest
 * stands for all, and where the directory above them has a history of its own, that one does.
 */
export function collectListed(
  entries: Iterable<RunEntry>,
  runs: ReadonlyMap<RunId, RunEntry>,
): RunEntry[] {
  const listed = [...entries].filter((run) => run.isListed);
  if (!listed.some(isCheckpoint)) return listed;
  const newest = new Map<string, number>();
  for (const run of runs.values()) {
    if (!isCheckpoint(run)) continue;
    const above = path.dirname(run.directory);
    newest.set(above, Math.max(newest.get(above) ?? 0, stepOf(run)));
  }
  return listed.filter((run) => {
    if (!isCheckpoint(run)) return true;
    const above = path.dirname(run.directory);
    const parent = runs.get(runIdOf(above));
    return stepOf(run) === newest.get(above) && !(parent && hasHistory(parent));
  });
}

/** Whether the run is nothing but the history in a checkpoint. */
function isCheckpoint(run: RunEntry): boolean {
  return (
    checkpointName.test(path.basename(run.directory)) && run.tails.size === 1 && hasHistory(run)
  );
}

function hasHistory({ tails }: RunEntry): boolean {
  return tails.get('trainer_state.json')?.isLog ?? false;
}

function stepOf({ directory }: RunEntry): number {
  return Number(checkpointName.exec(path.basename(directory))?.[1] ?? 0);
}
