// How files are opened, and what tells whether one changed or became another.
import { constants } from 'node:fs';

/** Opening a pipe would wait for somebody who writes to it. Windows has no such flag, and no such pipes. */
export const openFlags = constants.O_RDONLY | constants.O_NONBLOCK;

/** What a look at the file found. */
export interface FileLook {
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly birthtimeMs: number;
  readonly identity: string;
  /** The number of the device that it lies on. */
  readonly device: number;
}

/** The code of what is neither a file nor a directory: a pipe, a socket, a device. */
const noFileCode = 'ENOTFILE';

/**
 * The facts of `stat` that tell whether a file changed or became another one.
 * @throws an error with a code, as the system's calls do, when this is no regular file
 */
export function lookOf(info: {
  readonly size: number;
  readonly mtimeMs: number;
  readonly birthtimeMs: number;
  readonly dev: number;
  readonly ino: number;
  isFile(): boolean;
  isDirectory(): boolean;
}): FileLook {
  if (!info.isFile()) {
    const code = info.isDirectory() ? 'EISDIR' : noFileCode;
    throw Object.assign(new Error(`${code}: no regular file`), { code });
  }
  return {
    sizeBytes: info.size,
    mtimeMs: info.mtimeMs,
    birthtimeMs: info.birthtimeMs,
    identity: `${info.dev}:${info.ino}`,
    device: info.dev,
  };
}
