// What was changed in the program since its last commit, where a tracker kept that beside its log.
import { textOf } from '../formats/text';
import { maskText } from '../model/secrets';
import { readFilesBeside } from './filesBeside';
import type { RunEntry } from './runEntry';

/** As W&B keeps it (`wandb/sdk/lib/filenames.py`). */
const patchFiles = { folder: 'files', paths: ['diff.patch'] } as const;
/** More than anybody reads through in an editor. */
const longestText = 1 << 20;

/** With secrets masked. Null where no log has one in the run's folder. */
export async function readGitPatch(run: RunEntry): Promise<string | null> {
  for (const { filePath, format } of run.tails.values()) {
    if (format.id !== 'wandb') continue;
    const found = await readFilesBeside(filePath, patchFiles).catch(() => []);
    const text = found[0] && textOf(found[0].subarray(0, longestText));
    if (text) return maskText(text);
  }
  return null;
}
