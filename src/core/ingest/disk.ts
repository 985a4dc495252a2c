// The two ways to ask a disk about a file. On a local disk they say the same.
import { open, stat } from 'node:fs/promises';
import { diskPath } from './diskPath';
import { lookOf, openFlags, type FileLook } from './fileLook';

export interface Disk {
  /** What the file system believes. Network disks answer from memory, for up to a minute. */
  look(filePath: string): Promise<FileLook>;
  /** What is so: to open a file, NFS and its like ask the server. Costs three calls instead of one. */
  lookAfresh(filePath: string): Promise<FileLook>;
}

export const nodeDisk: Disk = {
  look: async (filePath) => lookOf(await stat(diskPath(filePath))),
  lookAfresh: async (filePath) => {
    const handle = await open(diskPath(filePath), openFlags);
    try {
      return lookOf(await handle.stat());
    } finally {
      await handle.close();
    }
  },
};
