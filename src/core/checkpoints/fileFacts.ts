// What the file system says of the files of a checkpoint: sizes with hard links counted once, ages, holes.
import { lstat, readlink, stat } from 'node:fs/promises';
import path from 'node:path';

export interface FileFacts {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** The same for all names of one file. */
  readonly identity: string;
  /** How many names it has anywhere. */
  readonly links: number;
  /** Whether far less is on the disk than the size says: preallocated, and never written. */
  readonly sparse: boolean;
  readonly isSymbolicLink: boolean;
}

/** Null where nothing is there. A symbolic link is told as what it is, with no size of its own. */
export async function factsOfFile(file: string): Promise<FileFacts | null> {
  try {
    const info = await lstat(file);
    const isSymbolicLink = info.isSymbolicLink();
    // Some file systems give no inode numbers.
    const identity = info.ino === 0 ? file : `${info.dev}:${info.ino}`;
    return {
      path: file,
      sizeBytes: isSymbolicLink ? 0 : info.size,
      modifiedMs: info.mtimeMs,
      identity,
      links: info.nlink,
      sparse: isSparse(info.size, info.blocks),
      isSymbolicLink,
    };
  } catch {
    return null;
  }
}

/** Small files live beside their names on some disks, with no blocks at all; compressing disks use fewer. */
function isSparse(size: number, blocks: number): boolean {
  return size > 1_000_000 && blocks > 0 && blocks * 512 < size * 0.5;
}

/** The bytes of these files, each counted once whatever its names. */
export function uniqueBytes(files: readonly FileFacts[]): number {
  const sizes = new Map(files.map(({ identity, sizeBytes }) => [identity, sizeBytes]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

/** The absolute path that a symbolic link leads to; null where it leads nowhere. */
export async function linkTarget(link: string): Promise<string | null> {
  try {
    await stat(link);
    return path.resolve(path.dirname(link), await readlink(link));
  } catch {
    return null;
  }
}
