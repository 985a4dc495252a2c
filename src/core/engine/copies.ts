// Keeps copies of a log file that lie beside it from being read a second time.
import path from 'node:path';
import { readHead } from '../ingest/fileHead';
import { openFile } from '../ingest/openFile';
import type { FileTail } from '../ingest/tail';
import { findCopies, isCopyName } from '../model/fileHeads';

/** What follows the files; the intake fits. */
export interface FollowedFiles {
  isBehind(filePath: string): boolean;
  /** Looks at the file now. */
  hint(filePath: string): void;
}

/** The files of a run; a run fits. */
export interface RunFiles {
  readonly tails: ReadonlyMap<string, FileTail>;
  /** Those that are named like copies. */
  readonly doubted: ReadonlySet<FileTail>;
}

/**
 * Sets the copies among the files of a run aside and takes back what proved to be none. A file that went away counts,
 * since what was read of it is kept.
 */
export function setCopiesAside({ tails, doubted }: RunFiles, followed: FollowedFiles): void {
  // Asked with every change: runs of thousands of files must not be gone over each time.
  if (doubted.size === 0 || tails.size === 1) return;
  const files = [...tails.values()];
  const isKnown = ({ head, filePath }: FileTail): boolean =>
    head.length > 0 || !followed.isBehind(filePath);
  const copies = findCopies(
    files.map((tail) => ({ name: tail.name, head: isKnown(tail) ? tail.head : null })),
  );
  for (const tail of doubted) {
    const wasAside = tail.isAside;
    tail.setAside(copies.has(tail.name), copies.get(tail.name) ?? null);
    if (tail.isAside !== wasAside) followed.hint(tail.filePath);
  }
}

/** The copies among the files of a directory, with the name of the file that each is a copy of. */
export async function readCopies(
  directory: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (!names.some(isCopyName)) return new Map();
  const heads = await Promise.all(names.map((name) => headOf(path.join(directory, name))));
  const copies = findCopies(names.map((name, at) => ({ name, head: heads[at]! })));
  return new Map([...copies].flatMap(([name, of]) => (of === null ? [] : [[name, of] as const])));
}

/** The first bytes of a file; none where it cannot be read, which whoever reads all of it will say. */
async function headOf(file: string): Promise<Uint8Array> {
  try {
    const opened = await openFile(file, false);
    try {
      return await readHead(opened);
    } finally {
      await opened.close();
    }
  } catch {
    return new Uint8Array(0);
  }
}
