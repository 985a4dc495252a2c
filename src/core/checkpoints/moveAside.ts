// Takes checkpoints away in two steps: a rename within their disk, which can be undone, then the end.
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { factsOfFile } from './fileFacts';
import type { FoundCheckpoint } from './discover';
import { asidePrefix } from './folderTree';

export interface Move {
  readonly from: string;
  readonly to: string;
}

export interface MovedAside {
  readonly moves: readonly Move[];
  /** The folders that hold them, one beside each group of checkpoints. */
  readonly folders: readonly string[];
  /** Those that could not be moved, with the reason; they are where they were. */
  readonly failed: readonly { readonly path: string; readonly reason: string }[];
}

const manifestName = 'moved.json';

/**
 * Renames checkpoints into folders beside them, so that nothing half-deleted ever looks whole. One that changed since it
 * was looked at stays.
 */
export async function moveAside(checkpoints: readonly FoundCheckpoint[]): Promise<MovedAside> {
  const id = randomUUID().slice(0, 8);
  const moves: Move[] = [];
  const folders = new Set<string>();
  const failed: { path: string; reason: string }[] = [];
  for (const checkpoint of checkpoints) {
    const { path: own, isFolder } = checkpoint.summary;
    try {
      if (await hasChanged(checkpoint)) throw new Error('it has changed');
      const folder = path.join(path.dirname(own), `${asidePrefix}${id}`);
      folders.add(folder);
      await mkdir(folder, { recursive: true });
      const paths = isFolder ? [own] : checkpoint.files.map((file) => file.path);
      for (const from of paths) await move(from, path.join(folder, path.basename(from)), moves);
      await writeManifest(folder, moves);
    } catch (error) {
      failed.push({ path: own, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { moves, folders: [...folders], failed };
}

async function move(from: string, to: string, moves: Move[]): Promise<void> {
  await rename(from, to);
  moves.push({ from, to });
}

async function hasChanged({ files }: FoundCheckpoint): Promise<boolean> {
  for (const known of files) {
    const now = await factsOfFile(known.path);
    const isSame =
      now?.identity === known.identity &&
      now.sizeBytes === known.sizeBytes &&
      now.modifiedMs === known.modifiedMs;
    if (!isSame) return true;
  }
  return false;
}

/** Beside what was moved, so that it can be put back by whoever finds it. */
async function writeManifest(folder: string, moves: readonly Move[]): Promise<void> {
  const own = moves.filter(({ to }) => path.dirname(to) === folder);
  await writeFile(path.join(folder, manifestName), JSON.stringify(own, null, 2));
}

/** Renames everything back. What is in the way of it stays aside, and is returned. */
export async function putBack({ moves, folders }: MovedAside): Promise<readonly Move[]> {
  const left: Move[] = [];
  for (const each of [...moves].reverse()) {
    const isTaken = (await factsOfFile(each.from)) !== null;
    if (isTaken) left.push(each);
    else await rename(each.to, each.from).catch(() => left.push(each));
  }
  for (const folder of folders) await removeIfDone(folder);
  return left;
}

/** Only the manifest is left of a folder that everything was put back from. */
async function removeIfDone(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => null);
  if (names === null || names.some((name) => name !== manifestName)) return;
  await rm(path.join(folder, manifestName), { force: true });
  await rmdir(folder);
}

/**
 * The end of what was moved aside.
 * @param remove how a folder goes, such as to the trash of the system
 */
export async function discard(
  { folders }: MovedAside,
  remove: (folder: string) => Promise<void> = (folder) => rm(folder, { recursive: true }),
): Promise<void> {
  for (const folder of folders) await remove(folder);
}

/** What a folder of an earlier call holds, by its manifest; null where that cannot be read. */
export async function readMovedAside(folder: string): Promise<MovedAside | null> {
  try {
    const moves = JSON.parse(await readFile(path.join(folder, manifestName), 'utf8')) as Move[];
    // Only what lies here, and only to where it came from: beside this folder.
    const isOwn = ({ from, to }: Move): boolean =>
      path.dirname(to) === folder && path.dirname(from) === path.dirname(folder);
    return { moves: moves.filter(isOwn), folders: [folder], failed: [] };
  } catch {
    return null;
  }
}
