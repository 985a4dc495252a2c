// Tells whether a path really lies in one of the folders that the user watches, behind all symbolic links.
import { realpath } from 'node:fs/promises';
import path from 'node:path';

/** The path where it is there and inside of one of the folders; else null. */
export async function placeInside(
  folders: readonly string[],
  file: string,
): Promise<string | null> {
  try {
    const real = await realpath(file);
    for (const folder of folders) {
      const top = await realpath(folder).catch(() => null);
      if (top !== null && isBelow(top, real)) return file;
    }
  } catch {
    // It went away since it was found.
  }
  return null;
}

function isBelow(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}
