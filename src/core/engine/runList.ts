// The list of runs as the engine gives it, with how far reading them has come.
import { compareNaturally } from '../../base/naturalOrder';
import type { RunList } from '../../shared/engineContract';
import type { Intake } from '../ingest/intake';
import type { Relations } from './relations';
import type { RunEntry } from './runEntry';

/** Runs by folder and then naturally by name; bytes of all known files. */
export function collectRuns(
  entries: readonly RunEntry[],
  intake: Intake,
  relations: Relations,
  nowMs: number,
): Pick<RunList, 'runs' | 'bytesTotal' | 'bytesRead'> {
  const runs = entries
    .map((run) => ({
      ...run.summarize(nowMs, intake),
      ...relations.of(run.id),
    }))
    .sort((a, b) => compareNaturally(a.root, b.root) || compareNaturally(a.name, b.name));
  return { runs, ...intake.progress };
}
