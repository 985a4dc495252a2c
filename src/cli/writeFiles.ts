// Writes what was read to files, and never over others unasked.
import { writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { messageOf } from '../base/result';
import { printable } from '../core/report/runListing';
import type { ContentFile } from '../core/report/contentFiles';
import { ReadError } from './terminal';

/** Nothing is written where one of the files is there already. */
export async function writeFiles(files: readonly ContentFile[], force: boolean): Promise<void> {
  if (files.length === 0) throw new ReadError('the value holds nothing that a file could hold');
  const present = force ? undefined : files.find(({ name }) => existsSync(name));
  if (present) throw new ReadError(`${printable(present.name)} exists; --force overwrites it`);
  for (const { name, content } of files) {
    try {
      await writeFile(name, content, { flag: force ? 'w' : 'wx' });
    } catch (error) {
      throw new ReadError(`nothing could be written: ${printable(messageOf(error))}`);
    }
  }
}
