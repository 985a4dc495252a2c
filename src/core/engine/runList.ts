// The list of runs as the engine gives it, with how far reading them has come.
import { compareNaturally } from '../../base/naturalOrder';
import type { RunList } from '../../shared/engineContract';
import type { Intake } from '../ingest/intake';
import type { RunEntry } from './runEntry';

/** Runs by folder and then naturally by name; bytes of all known files. */
export function collectRuns(
  entries: readonly RunEntry[],
  intake: Intake,
  nowMs: number,
): Pick<RunList, 'runs' | 'bytesTotal' | 'bytesRead'> {
  let bytesTotal = 0;
  let bytesRead = 0;
  for (const tail of intake.files) {
    bytesTotal += tail.sizeBytes;
    // What waits at the end of a file for the rest of its record is as read as it can be.
    bytesRead += intake.isBehind(tail.filePath) ? tail.bytesRead : tail.sizeBytes;
  }
  const runs = entries
    .map((run) => run.summarize(nowMs, (file) => intake.isBehind(file)))
    .sort((a, b) => compareNaturally(a.root, b.root) || compareNaturally(a.name, b.name));
  return { runs, bytesTotal, bytesRead };
}
