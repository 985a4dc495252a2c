// Which commit a folder's code is at, read from Git's own files: no program is run for it.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

const mostLevels = 20;

/** The commit's full name; null outside of a repository, or where it cannot be read. */
export async function readCommit(folder: string): Promise<string | null> {
  let at = path.resolve(folder);
  for (let level = 0; level < mostLevels; level++) {
    const found = await gitDirectory(path.join(at, '.git'));
    if (found !== null) return headOf(found);
    const above = path.dirname(at);
    if (above === at) return null;
    at = above;
  }
  return null;
}

/** A worktree has a file there that names the directory. */
async function gitDirectory(own: string): Promise<string | null> {
  const about = await stat(own).catch(() => null);
  if (!about) return null;
  if (about.isDirectory()) return own;
  const [, target] = /^gitdir: (.+)$/m.exec(await readText(own)) ?? [];
  return target === undefined ? null : path.resolve(path.dirname(own), target.trim());
}

async function headOf(directory: string): Promise<string | null> {
  const head = (await readText(path.join(directory, 'HEAD'))).trim();
  const [, name] = /^ref: (refs\/\S+)$/.exec(head) ?? [];
  if (name === undefined) return commitIn(head);
  const common = (await readText(path.join(directory, 'commondir'))).trim();
  for (const place of [directory, path.resolve(directory, common)]) {
    const own = commitIn((await readText(path.join(place, name))).trim());
    if (own !== null) return own;
    const packed = await readText(path.join(place, 'packed-refs'));
    const line = packed.split('\n').find((each) => each.endsWith(` ${name}`));
    if (line !== undefined) return commitIn(line.split(' ')[0]!);
  }
  return null;
}

function commitIn(text: string): string | null {
  return /^[0-9a-f]{40,64}$/.test(text) ? text : null;
}

function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
