// Opens files that a configuration names, but only those that really lie inside the log folder.
import { constants, open, realpath, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** Not there on Windows. */
const nonBlocking = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

export type OpenFailure =
  | { readonly kind: 'outside' }
  /** code: system error code. */
  | { readonly kind: 'unreadable'; readonly code: string };

/**
 * Opens a plain file for reading. Symbolic links are followed first, so that none leads out of `folder`.
 * @param file absolute, or relative to `base`
 */
export async function openInside(
  folder: string,
  base: string,
  file: string,
): Promise<FileHandle | OpenFailure> {
  if (file.includes('\0')) return { kind: 'unreadable', code: 'EINVAL' };
  try {
    const real = await realpath(path.resolve(base, file));
    if (!isInside(await realpath(folder), real)) return { kind: 'outside' };
    // A pipe or a device could keep the reader waiting for ever.
    const handle = await open(real, constants.O_RDONLY | nonBlocking);
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    return { kind: 'unreadable', code: 'EISDIR' };
  } catch (error) {
    const isOutside = !isInside(path.resolve(folder), path.resolve(base, file));
    // Whether there is something outside is nobody's business.
    if (isOutside) return { kind: 'outside' };
    return { kind: 'unreadable', code: (error as NodeJS.ErrnoException).code ?? 'UNKNOWN' };
  }
}

/** Whether a path that is there leads to what lies inside the folder; one that is not there does as its name says. */
export async function liesInside(folder: string, file: string): Promise<boolean> {
  try {
    return isInside(await realpath(folder), await realpath(file));
  } catch {
    return isInside(path.resolve(folder), path.resolve(file));
  }
}

function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}
