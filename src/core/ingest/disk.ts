// The two ways to ask a disk about a file. On a local disk they say the same, and answer at once.
import { lstatSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { diskPath } from './diskPath';
import { lookOf, type FileLook } from './fileLook';
import { isInLocalDirectory, isLocalDisk, learnDisk } from './localDisks';
import { openFile } from './openFile';

export interface Disk {
  /**
   * What the file system believes. Network disks answer from memory, for up to a minute.
   * @param before what the last look found; null if there was none
   */
  look(filePath: string, before: FileLook | null): Promise<FileLook>;
  /** What is so: to open a file, NFS and its like ask the server. Costs three calls instead of one. */
  lookAfresh(filePath: string, before: FileLook | null): Promise<FileLook>;
}

export const nodeDisk: Disk = {
  look: async (filePath, before) => {
    const near = lookNearby(filePath, before);
    if (near) return near;
    const look = lookOf(await stat(diskPath(filePath)));
    await learnDisk(look.device, filePath);
    return look;
  },
  lookAfresh: async (filePath, before) => {
    const near = lookNearby(filePath, before);
    if (near) return near;
    const file = await openFile(filePath, false);
    try {
      return await file.look();
    } finally {
      await file.close();
    }
  },
};

/** Looks at a file on a local disk; null where it lies elsewhere, or may. */
function lookNearby(filePath: string, before: FileLook | null): FileLook | null {
  const isNear = before ? isLocalDisk(before.device) : isInLocalDirectory(filePath);
  if (!isNear) return null;
  const info = lstatSync(diskPath(filePath));
  return info.isSymbolicLink() ? null : lookOf(info);
}
