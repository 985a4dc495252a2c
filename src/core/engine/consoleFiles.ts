// Finds what programs printed: console files below a folder, and logs of trackers that keep it.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { diskPath, listDirectory, type DirectoryEntry } from '../ingest/diskPath';

export interface ConsoleFile {
  /** Absolute. */
  readonly path: string;
  readonly modifiedMs: number;
  readonly sizeBytes: number;
  /** Whether it is a tracker's log that holds what was printed among other things. */
  readonly isTrackerLog: boolean;
}

const [mostLevels, mostDirectories, mostFiles] = [8, 5_000, 2_000];

/** Slurm's, nohup's, torchrun's and Ray's, those of people, W&B's `output.log`, and text logs of frameworks. */
const consoleName =
  /\.(?:log|out|err)$|^(?:stdout|stderr)(?:\.txt)?$|^(?:log|logs-rank\d+|log_\d+|nemo_log_[\w-]+|running_log|cout|console)\.txt$/i;
/** What trackers write of themselves. */
const otherName = /^(?:debug(?:-\w+)?|pip-log|install)\.log$/i;

/** Newest first. Folders that cannot be read are passed over. @param levels how far below the folder */
export async function findConsoles(
  folder: string,
  excluded: readonly string[],
  levels = mostLevels,
): Promise<ConsoleFile[]> {
  const found: ConsoleFile[] = [];
  const waiting = [{ directory: folder, level: 0 }];
  for (let at = 0; at < waiting.length && at < mostDirectories && found.length < mostFiles; at++) {
    const { directory, level } = waiting[at]!;
    for (const entry of await entriesOf(directory)) {
      const place = path.join(directory, entry.name);
      if (entry.isDirectory()) {
        const isOpen = level < levels && !excluded.includes(entry.name);
        if (isOpen) waiting.push({ directory: place, level: level + 1 });
      } else if (isConsole(entry)) found.push(...(await look(place)));
    }
  }
  return found.sort((a, b) => b.modifiedMs - a.modifiedMs);
}

function isConsole({ name }: DirectoryEntry): boolean {
  return (consoleName.test(name) && !otherName.test(name)) || name.endsWith('.wandb');
}

async function entriesOf(directory: string): Promise<readonly DirectoryEntry[]> {
  try {
    return await listDirectory(directory);
  } catch {
    return [];
  }
}

async function look(file: string): Promise<ConsoleFile[]> {
  try {
    const { mtimeMs, size } = await stat(diskPath(file));
    const isTrackerLog = file.endsWith('.wandb');
    return size > 0 ? [{ path: file, modifiedMs: mtimeMs, sizeBytes: size, isTrackerLog }] : [];
  } catch {
    return [];
  }
}
