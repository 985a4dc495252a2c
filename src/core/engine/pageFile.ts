// The file that packed chunks are put away in: private, nameless where the system allows it, gone with the process.
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PageFile } from '../store/pages';

/**
 * An empty page file in the system's folder for temporary files.
 * @throws the system's error when it cannot be made; reads and writes throw it too
 */
export function openPageFile(folder: string = tmpdir()): PageFile {
  const file = path.join(folder, `trackside-${globalThis.crypto.randomUUID()}.pages`);
  const descriptor = openSync(file, 'wx+', 0o600);
  // Without a name it needs no cleaning up, even if the process is killed.
  const isNameless = tryUnlink(file);
  return {
    write: (bytes, at) => {
      moveAll(bytes, at, (from, place) =>
        writeSync(descriptor, bytes, from, bytes.length - from, place),
      );
    },
    read: (into, at) => {
      moveAll(into, at, (from, place) =>
        readSync(descriptor, into, from, into.length - from, place),
      );
    },
    close: () => {
      closeSync(descriptor);
      if (!isNameless) tryUnlink(file);
    },
  };
}

/** Some systems do not unlink a file that is open. */
function tryUnlink(file: string): boolean {
  try {
    unlinkSync(file);
    return true;
  } catch {
    return false;
  }
}

/** Reads and writes may do less than they were asked for. */
function moveAll(
  { length }: Uint8Array,
  at: number,
  move: (from: number, place: number) => number,
): void {
  for (let done = 0; done < length;) {
    const moved = move(done, at + done);
    if (moved === 0) throw new Error(`the page file ends at ${at + done}`);
    done += moved;
  }
}
