// Whether a run of W&B went to its server: the directory and the marks beside the log say so, not the log.
// Source: wandb_settings.py (names of directories), `wandb sync` (`.synced`), core/internal/runsyncstate (`.syncstate`).
import path from 'node:path';
import { openInside } from '../companions/insideFolder';
import { numberOf, objectOf, tryParseJson } from '../formats/pythonJson';
import { FactSheet } from '../model/factSheet';

const logName = /^run-.+\.wandb$/;

export interface SyncSheet {
  /** Relative to the run's directory, with `/`. */
  readonly file: string;
  readonly sheet: FactSheet;
}

/** Never rejects. @param files the run's logs; @param root the log folder: nothing outside of it is read */
export async function readSyncMarks(
  root: string,
  directory: string,
  files: Iterable<string>,
): Promise<SyncSheet[]> {
  const sheets: SyncSheet[] = [];
  for (const file of files) {
    if (!logName.test(path.posix.basename(file))) continue;
    const place = path.dirname(path.join(directory, file));
    const name = path.posix.basename(file);
    const isSynced = (await readMark(root, place, `${name}.synced`)) !== null;
    const sync = isSynced ? 'synced' : kindOf(path.basename(place));
    const state = objectOf(tryParseJson((await readMark(root, place, `${name}.syncstate`)) ?? ''));
    const step = numberOf(state?.['starting_step']);
    const sheet = new FactSheet();
    if (sync) sheet.apply([{ kind: 'set', section: 'about', path: ['sync'], value: sync }]);
    if (step !== undefined) {
      sheet.apply([{ kind: 'set', section: 'about', path: ['syncedFromStep'], value: step }]);
    }
    sheets.push({ file: isSynced ? `${file}.synced` : file, sheet });
  }
  return sheets;
}

/** What the name of the run's directory says. */
function kindOf(directoryName: string): 'offline' | 'online' | null {
  if (directoryName.startsWith('offline-run-')) return 'offline';
  return directoryName.startsWith('run-') ? 'online' : null;
}

/** Null where there is no such mark. The one of `wandb sync` is empty. */
async function readMark(root: string, place: string, name: string): Promise<string | null> {
  const opened = await openInside(root, place, name);
  if (!('read' in opened)) return null;
  try {
    const bytes = new Uint8Array(256);
    const { bytesRead } = await opened.read(bytes, 0, bytes.length, 0);
    return new TextDecoder().decode(bytes.subarray(0, bytesRead));
  } catch {
    return null;
  } finally {
    await opened.close();
  }
}
