// Reads the files that an item in a log is about: only those that really lie in the folder beside the log.
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { liesInside, openInside, type OpenFailure } from '../companions/insideFolder';
import type { ItemFiles } from '../model/decoded';

/** All files of one item together; more is not shown but opened elsewhere. */
const largestBytes = 256 << 20;

/** Rejects with words for the user. @param logPath absolute */
export async function readFilesBeside(
  logPath: string,
  { folder, paths }: ItemFiles,
): Promise<Uint8Array[]> {
  const directory = path.dirname(logPath);
  const files: Uint8Array[] = [];
  let left = largestBytes;
  for (const name of paths) {
    const bytes = await readInside(directory, folder, name, left);
    left -= bytes.length;
    files.push(bytes);
  }
  return files;
}

/** By its name and wherever links lead it must lie in the folder, which must lie in the directory in the same way. */
async function readInside(
  directory: string,
  folder: string,
  name: string,
  mostBytes: number,
): Promise<Uint8Array> {
  const base = path.join(directory, folder);
  const shown = `${folder}/${name}`;
  const away = path.relative(base, path.resolve(base, name));
  const isAway = away.split(path.sep)[0] === '..' || path.isAbsolute(away);
  const handle = isAway ? { kind: 'outside' as const } : await openBelow(directory, base, name);
  if ('kind' in handle) throw new Error(`${shown} ${reasonOf(handle)}`);
  try {
    const { size } = await handle.stat();
    if (size > mostBytes) throw new Error(`${shown} is too large to be shown (${size} bytes).`);
    return new Uint8Array(await handle.readFile());
  } finally {
    await handle.close();
  }
}

/** A folder that leads elsewhere holds nothing of the run. */
async function openBelow(
  directory: string,
  base: string,
  name: string,
): Promise<FileHandle | OpenFailure> {
  const isBelow = await liesInside(directory, base);
  return isBelow ? openInside(base, base, name) : { kind: 'outside' };
}

function reasonOf(failure: OpenFailure): string {
  if (failure.kind === 'outside') return "lies outside of the run's folder and is not read.";
  if (failure.code === 'ENOENT') return 'is not there.';
  return `cannot be read (${failure.code}).`;
}
