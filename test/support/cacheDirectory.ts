// Where what tests install is kept between runs, and how it gets there whole or not at all.
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** Root of everything that tests install: `$TRACKSIDE_TEST_CACHE`, or `trackside-test` in the user's cache directory. */
export function cacheRoot(): string {
  const { TRACKSIDE_TEST_CACHE: own, XDG_CACHE_HOME: xdg } = process.env;
  if (own) return path.resolve(own);
  return path.join(xdg ?? path.join(homedir(), '.cache'), 'trackside-test');
}

const partialMark = '.partial-';

/** Longer than any installation takes. */
const abandonedAfterMs = 2 * 3600_000;

/** Removes what installations left that were killed. */
function removeAbandoned(name: string): void {
  for (const partial of globSync(path.join(cacheRoot(), `${name}${partialMark}*`))) {
    const changedAtMs = statSync(partial, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (Date.now() - changedAtMs > abandonedAfterMs)
      rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * Returns the directory `name` in the cache, first filling it with `install` if it is not there. The
 * installation happens beside it and is renamed when it is complete, so that a broken-off one does not count
 * and two at the same time do not meet; what is installed must therefore work from any place.
 */
export async function installOnce(
  name: string,
  install: (directory: string) => Promise<void>,
): Promise<string> {
  const target = path.join(cacheRoot(), name);
  if (existsSync(target)) return target;
  mkdirSync(cacheRoot(), { recursive: true });
  removeAbandoned(name);
  const partial = mkdtempSync(`${target}${partialMark}`);
  try {
    await install(partial);
    if (!existsSync(target)) renameSync(partial, target);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return target;
}
