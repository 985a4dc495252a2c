// `trackside checkpoints`: every checkpoint below a folder.
import path from 'node:path';
import { discoverCheckpoints } from '../../core/checkpoints/discover';
import { defaultExcludedDirectories } from '../../core/model/excludedDirectories';
import { checkpointsToJson, checkpointsToText } from '../../core/report/checkpointListing';
import { printable } from '../../core/report/runListing';
import { exitCodes, write } from '../terminal';

export async function listCheckpoints(folder: string, asJson: boolean): Promise<number> {
  const { checkpoints, unread, cut } = await discoverCheckpoints(folder, {
    excluded: defaultExcludedDirectories,
  });
  for (const each of unread) console.error(`warning: ${printable(each.path)}: ${each.code}`);
  if (cut) console.error('warning: the folder is too large; not all of it was searched');
  const summaries = checkpoints.map(({ summary }) => summary);
  const shorten = (own: string): string => path.relative(folder, own) || '.';
  if (asJson) await write(`${JSON.stringify(checkpointsToJson(summaries), null, 2)}\n`);
  else if (summaries.length === 0) await write('No checkpoints were found.\n');
  else await write(checkpointsToText(summaries, Date.now(), shorten));
  return exitCodes.done;
}
