// One writer at a time among windows and machines that share a folder: a file that only one of them can make.
import { open, rm, stat } from 'node:fs/promises';

/** An edit takes milliseconds: a lock as old as this was left by somebody who died. */
const abandonedMs = 10_000;
const retryMs = 20;

/**
 * Does `work` while no other holder of the lock does its own. Whoever waits for too long goes on without: the lock makes
 * a loss unlikely, it must not make writing impossible.
 */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const isMine = await takeLock(lock);
  try {
    return await work();
  } finally {
    if (isMine) await rm(lock, { force: true });
  }
}

async function takeLock(lock: string): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < abandonedMs; waitedMs += retryMs) {
    try {
      await (await open(lock, 'wx')).close();
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (await isAbandoned(lock)) await rm(lock, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
  return false;
}

async function isAbandoned(lock: string): Promise<boolean> {
  const made = await stat(lock).catch(() => null);
  return made !== null && Date.now() - made.mtimeMs > abandonedMs;
}
