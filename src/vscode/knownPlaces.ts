// Where trackers keep their runs outside of any project. They are offered as log folders, never searched unasked.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A folder that is there. */
export interface KnownPlace {
  readonly path: string;
  /** The tracker that keeps its runs there. */
  readonly tracker: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Folders of trackers that exist on this machine and are not among those that are searched already. */
export async function findKnownPlaces(
  environment: Environment,
  home: string,
  searched: readonly string[],
): Promise<readonly KnownPlace[]> {
  const candidates = candidatePlaces(environment, home).filter(
    (place) => !searched.some((folder) => isInside(folder, place.path)),
  );
  const there = await Promise.all(candidates.map(({ path: folder }) => isFolder(folder)));
  return candidates.filter((_, at) => there[at]);
}

function candidatePlaces(environment: Environment, home: string): KnownPlace[] {
  const value = (name: string): string[] => (environment[name] ? [environment[name]] : []);
  const cache = value('XDG_CACHE_HOME')[0] ?? path.join(home, '.cache');
  const huggingFace = value('HF_HOME')[0] ?? path.join(cache, 'huggingface');
  const named: readonly (readonly [string, readonly string[]])[] = [
    ['Weights & Biases', value('WANDB_DIR')],
    ['Trackio', [...value('TRACKIO_DIR'), path.join(huggingFace, 'trackio')]],
    ['MLflow', value('MLFLOW_TRACKING_URI').flatMap(folderOfAddress)],
    ['Ray', [...value('TUNE_RESULT_DIR'), path.join(home, 'ray_results')]],
    ['Guild AI', [path.join(value('GUILD_HOME')[0] ?? path.join(home, '.guild'), 'runs')]],
    ['ClearML', [path.join(home, '.clearml', 'cache', 'offline')]],
    ['SwanLab', value('SWANLAB_LOG_DIR')],
  ];
  const seen = new Set<string>();
  return named.flatMap(([tracker, folders]) =>
    folders
      .map((folder) => path.resolve(home, folder))
      .filter((folder) => !seen.has(folder) && seen.add(folder))
      .map((folder) => ({ path: folder, tracker })),
  );
}

/** MLflow's address of its store, where that is on this machine: a path, `file:…` or `sqlite:///…`. */
function folderOfAddress(address: string): string[] {
  try {
    if (address.startsWith('file:')) return [fileURLToPath(address)];
  } catch {
    return [];
  }
  const database = /^sqlite:\/\/\/(.+)$/.exec(address)?.[1];
  if (database !== undefined) return [path.dirname(database)];
  return /^[a-z][a-z0-9+.-]+:/i.test(address) ? [] : [address];
}

function isInside(folder: string, candidate: string): boolean {
  const relative = path.relative(folder, candidate);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}

async function isFolder(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory();
  } catch {
    return false;
  }
}
