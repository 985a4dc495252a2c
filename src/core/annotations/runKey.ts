// Where the annotations of a run are kept: in which folder, under which key.
import path from 'node:path';

export interface RunKey {
  /** The folder whose file holds it; null where no folder holds the run. */
  readonly folder: string | null;
  /** The path from the folder, or the whole path where there is none, with `/`; `.` for the folder itself. */
  readonly key: string;
}

/** A run's place: its folder and the path in it, which is its name. Runs of a database are told apart by it as well. */
export interface RunPlace {
  readonly root: string;
  readonly name: string;
}

/** The innermost folder that holds the run: of two workspace folders inside each other that is the nearer one. */
export function keyOf({ root, name }: RunPlace, folders: readonly string[]): RunKey {
  const place = path.join(root, name);
  const holding = folders
    .map((folder) => ({ folder, relative: path.relative(folder, place) }))
    .filter(({ relative }) => isInside(relative))
    .sort((a, b) => a.relative.length - b.relative.length);
  const [nearest] = holding;
  if (!nearest) return { folder: null, key: slashed(place) };
  return { folder: nearest.folder, key: slashed(nearest.relative) || '.' };
}

function isInside(relative: string): boolean {
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function slashed(place: string): string {
  return place.split(path.sep).join('/');
}
