// Where a file that the user opened lies, also under the name that its directory really has.
import { realpath } from 'node:fs/promises';
import path from 'node:path';

export interface OpenedFile {
  /** Of the file's address; only `file` is on a disk. */
  readonly scheme: string;
  readonly name: string;
  /** The file's directory as it was opened, and behind symbolic links where that is another one. */
  readonly directories: readonly string[];
}

/** @param filePath absolute; need not exist */
export async function locateFile(scheme: string, filePath: string): Promise<OpenedFile> {
  const directory = path.dirname(filePath);
  const real = scheme === 'file' ? await realpath(directory).catch(() => directory) : directory;
  return { scheme, name: path.basename(filePath), directories: [...new Set([directory, real])] };
}
