// Reads the configuration files of a run when somebody asks what it was started with.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../base/result';
import { openInside } from '../companions/insideFolder';
import { isConfigFile, isOfRunAbove, readConfigFile } from '../formats/config/configFile';
import { FactSheet } from '../model/factSheet';
import { diskPath } from '../ingest/diskPath';

const longestBytes = 1 << 20;
/** Directories of a run that hold such files: Hydra's and those of the trackers. */
const ownDirectories = ['', '.hydra', 'files'];

export interface ConfigSheet {
  /** Relative to the run's directory, with `/`. */
  readonly file: string;
  readonly sheet: FactSheet;
}

export interface ConfigRead {
  /** The nearest first. */
  readonly sheets: readonly ConfigSheet[];
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
}

/** Never rejects. @param root the log folder: nothing outside of it is read; @param skip files that are read as logs */
export async function readConfigFiles(
  root: string,
  directory: string,
  skip: ReadonlySet<string>,
): Promise<ConfigRead> {
  const sheets: ConfigSheet[] = [];
  const unread: { file: string; reason: string }[] = [];
  for (const place of placesOf(root, directory)) {
    for (const name of await listConfigFiles(place, place !== directory)) {
      const file = path.relative(directory, path.join(place, name)).split(path.sep).join('/');
      if (skip.has(file)) continue;
      try {
        const sheet = new FactSheet();
        sheet.apply(
          readConfigFile(path.basename(place), name, await readText(root, path.join(place, name))),
        );
        sheets.push({ file, sheet });
      } catch (error) {
        unread.push({ file, reason: messageOf(error) });
      }
    }
  }
  return { sheets, unread };
}

/** Hydra's directory may stand above the one that a logger makes for itself. */
function placesOf(root: string, directory: string): string[] {
  const places = ownDirectories.map((name) => path.join(directory, name));
  for (let at = directory; at !== root && at !== path.dirname(at);) {
    at = path.dirname(at);
    places.push(path.join(at, '.hydra'));
  }
  return places;
}

async function listConfigFiles(directory: string, ofRunAbove: boolean): Promise<string[]> {
  const own = path.basename(directory);
  try {
    const names = await readdir(diskPath(directory));
    return names
      .filter((name) => isConfigFile(own, name) && isOfRunAbove(own, name) === ofRunAbove)
      .sort();
  } catch {
    // Most runs have no such directory.
    return [];
  }
}

async function readText(root: string, file: string): Promise<string> {
  const opened = await openInside(root, path.dirname(file), path.basename(file));
  if (!('read' in opened)) {
    throw new Error(opened.kind === 'outside' ? 'It leads out of the log folder.' : opened.code);
  }
  try {
    const { size } = await opened.stat();
    if (size > longestBytes) throw new Error('It is too large for a configuration.');
    return await opened.readFile('utf8');
  } finally {
    await opened.close();
  }
}
