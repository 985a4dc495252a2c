// The command that a run was started with before, from the launches of a workspace or from what a tracker noted.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { launchesPath, readLaunches, type Launch } from '../launch/launchFolder';
import { isObject, isWords } from '../launch/launchSpec';

export interface EarlierCommand {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | null>>;
  readonly from: 'launch' | 'wandb' | 'typed';
  /** The commit of the code at that time; null where nobody noted it. */
  readonly commit: string | null;
}

/** How far above a run its workspace folder may lie. */
const mostLevels = 12;
/** Metadata of trackers are small. */
const largestNote = 1_000_000;

/**
 * The newest launch whose command names the folder, or that ran above it, else what W&B noted of the newest run there; null where nothing
 * tells.
 * @param folder absolute
 */
export async function findEarlierCommand(folder: string): Promise<EarlierCommand | null> {
  const launches = await launchesAbove(folder);
  const launch =
    launches.findLast((each) => each.folder === folder || names(each, folder)) ??
    launches.findLast(({ spec }) => isWithin(spec.cwd, folder));
  if (launch) {
    const { argv, cwd, env } = launch.spec;
    return { argv, cwd, env, from: 'launch', commit: launch.spec.commit };
  }
  return findNoted(folder);
}

/** Launches of the nearest folder above that has any, or whose own folder it is; the oldest first. */
export async function launchesAbove(folder: string): Promise<readonly Launch[]> {
  let at = folder;
  for (let level = 0; level < mostLevels; level++) {
    const own = await readLaunches(at);
    if (own.length > 0) return own;
    const above = path.dirname(at);
    if (above === at) break;
    at = above;
  }
  return [];
}

/** Whether a word of its command is the folder, or one above or below it. */
function names({ spec }: Launch, folder: string): boolean {
  return spec.argv.slice(1).some((word) => {
    const value = word.replace(/^[\w.-]+=/, '');
    if (value === '' || value.endsWith('.py')) return false;
    const place = path.resolve(spec.cwd, value);
    return place !== spec.cwd && (holds(place, folder) || holds(folder, place));
  });
}

/** A launch's own folder says nothing about other launches. */
function isWithin(cwd: string, folder: string): boolean {
  return holds(cwd, folder) && !folder.includes(path.normalize(launchesPath));
}

function holds(above: string, below: string): boolean {
  const relative = path.relative(above, below);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}

/** W&B writes `files/wandb-metadata.json` beside its log: program, args, executable, root, git. */
async function findNoted(folder: string): Promise<EarlierCommand | null> {
  const places = [
    folder,
    ...(await directoriesIn(folder)),
    ...(await directoriesIn(path.join(folder, 'wandb'))),
  ];
  const notes = places.flatMap((place) => [
    path.join(place, 'wandb-metadata.json'),
    path.join(place, 'files', 'wandb-metadata.json'),
  ]);
  const dated = await Promise.all(
    notes.map(async (file) => ({ file, about: await stat(file).catch(() => null) })),
  );
  const newest = dated
    .filter(({ about }) => about !== null && about.size <= largestNote)
    .sort((a, b) => b.about!.mtimeMs - a.about!.mtimeMs)[0];
  return newest ? readNote(await readFile(newest.file, 'utf8')) : null;
}

async function directoriesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((each) => each.isDirectory()).map(({ name }) => path.join(folder, name));
}

function readNote(text: string): EarlierCommand | null {
  try {
    const note: unknown = JSON.parse(text);
    if (!isObject(note)) return null;
    const { program, codePath, args, executable, root, git } = note;
    const script = typeof program === 'string' ? program : codePath;
    if (typeof script !== 'string' || !isWords(args ?? [])) return null;
    const cwd = typeof root === 'string' ? root : path.dirname(script);
    const commit = isObject(git) && typeof git['commit'] === 'string' ? git['commit'] : null;
    const python = typeof executable === 'string' ? executable : 'python';
    const argv = [python, script, ...((args ?? []) as string[])];
    return { argv, cwd, env: {}, from: 'wandb', commit };
  } catch {
    return null;
  }
}
