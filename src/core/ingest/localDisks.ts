// Tells disks of this machine from those that are reached over a network. A local disk answers at once, mostly from
// memory, so it is asked in place; to hand such a question to another thread and wait costs ten times as much.
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import { diskPath } from './diskPath';

/**
 * What `statfs` calls file systems of Linux that are no other machine's: ext, XFS, Btrfs, tmpfs, overlay, ZFS, F2FS,
 * bcachefs, ramfs. Elsewhere these numbers mean nothing. Source: statfs(2) and the kernel's uapi/linux/magic.h.
 */
const localTypes: ReadonlySet<number> = new Set([
  0xef53, 0x5846_5342, 0x9123_683e, 0x0102_1994, 0x794c_7630, 0x2fc1_2fc1, 0xf2f5_2010, 0xca45_1a4e,
  0x8584_58f6,
]);

/** By device number: whether it is a local disk. The same for everybody who asks. */
const devices = new Map<number, boolean>();

/** Directories that lie on local disks. */
const directories = new Set<string>();

/** Notes where a directory lies that was found. */
export function noteDirectory(directory: string, isLocal: boolean): void {
  if (isLocal) directories.add(directory);
  else directories.delete(directory);
}

/** Whether a file is known to lie in a directory on a local disk; it may be a link to elsewhere. */
export function isInLocalDirectory(filePath: string): boolean {
  return directories.has(dirname(filePath));
}

/** Whether the device is known to answer at once. */
export function isLocalDisk(device: number): boolean {
  return devices.get(device) ?? false;
}

/** Finds out what the device is that a path was found on. Never rejects. */
export async function learnDisk(device: number, path: string): Promise<boolean> {
  const known = devices.get(device);
  if (known !== undefined) return known;
  const isLocal = process.platform === 'linux' && localTypes.has(await typeOf(path));
  devices.set(device, isLocal);
  return isLocal;
}

/** NaN where it cannot be told. */
async function typeOf(path: string): Promise<number> {
  return statfs(diskPath(path)).then(
    ({ type }) => type,
    () => NaN,
  );
}
