// `trackside ls`: runs, their state and why, their tags and their problems.
import { listingToJson, listingToText } from '../core/report/runListing';
import { readAnnotationsBeside } from './annotationsBeside';
import { startEngine } from './logFolders';
import { wasAnythingRead, warn, write } from './terminal';

/** @param quick whether of large files that allow it only the two ends are read */
export async function list(
  folders: readonly string[],
  { json, quick }: { readonly json: boolean; readonly quick: boolean },
): Promise<number> {
  const engine = startEngine(folders, quick);
  await engine.settled();
  const found = engine.listRuns().runs;
  const annotationOf = await readAnnotationsBeside(folders, found);
  const runs = found.map((summary) => ({
    summary,
    annotations: annotationOf(summary),
    series: engine.answers.getStatistics(summary.id),
  }));
  engine.dispose();
  warn(runs.map(({ summary }) => summary));
  if (json) await write(JSON.stringify(listingToJson(runs), null, 2) + '\n');
  else await write(listingToText(runs, Date.now()));
  return wasAnythingRead(runs.map(({ summary }) => summary));
}
