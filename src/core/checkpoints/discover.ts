// Finds every checkpoint below a folder: one walk for the names, then a look at the headers of what was found.
import path from 'node:path';
import { compareNaturally } from '../../base/naturalOrder';
import type { CheckpointSummary } from '../../shared/checkpoints';
import { problemOf } from './damage';
import { factsOfFile, linkTarget, uniqueBytes, type FileFacts } from './fileFacts';
import { filesBelow, walkFolder, walkLimits, type Folder, type WalkLimits } from './folderTree';
import { FileReader } from './layouts/fileReader';
import { judgement, problem, type Judgement, type Place } from './layouts/judgement';
import { fileLayouts, folderLayouts, pieces, type Layout } from './layouts/table';
import { finalName, isTemporaryName, nameFacts } from './nameFacts';
import { compareAge, markBestAndLast } from './ranks';

export interface DiscoverOptions {
  /** Names of directories that are not entered. */
  readonly excluded: readonly string[];
  readonly signal?: AbortSignal;
  /** The only path whose headers are looked at; all others are listed at most. */
  readonly only?: string;
  readonly limits?: WalkLimits;
  readonly onProgress?: (done: number, total: number) => void;
}

/** A checkpoint with what its surroundings need to know of it. */
export interface FoundCheckpoint {
  readonly summary: CheckpointSummary;
  readonly files: readonly FileFacts[];
  /** What it notes as the best, as its program saw the paths. */
  readonly bestPaths: readonly string[];
  /** The folder that it lies in. */
  readonly folder: Folder;
}

export interface Discovery {
  readonly checkpoints: readonly FoundCheckpoint[];
  readonly tree: Folder;
  /** Directories that could not be listed. */
  readonly unread: readonly { readonly path: string; readonly code: string }[];
  /** Whether there was more than the limits allow to look at. */
  readonly cut: boolean;
}

/** Headers that are read at the same time. */
const concurrency = 4;

/** Rejects where the folder itself cannot be looked at, or when it is aborted; everything else is said of a checkpoint. */
export async function discoverCheckpoints(
  root: string,
  { excluded, signal, only, limits = walkLimits, onProgress }: DiscoverOptions,
): Promise<Discovery> {
  const top = path.resolve(root);
  const { root: tree, unread, cut } = await walkFolder(top, new Set(excluded), signal, limits);
  const all = [...candidatesIn(tree)];
  const candidates = only === undefined ? all : all.filter((each) => each.path === only);
  const found: (FoundCheckpoint | null)[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < candidates.length) {
      signal?.throwIfAborted();
      const at = next++;
      found[at] = await look(candidates[at]!);
      onProgress?.(found.length, candidates.length);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const checkpoints = markBestAndLast(found.filter((each) => each !== null)).sort(compareInTree);
  return { checkpoints, tree, unread, cut };
}

/** Folder by folder, and in each the oldest first. */
function compareInTree(a: FoundCheckpoint, b: FoundCheckpoint): number {
  const [first, second] = [a, b].map(({ summary }) => path.dirname(summary.path));
  return compareNaturally(first!, second!) || compareAge(a.summary, b.summary);
}

/** One folder or file that has the name and the looks of a checkpoint. */
interface Candidate {
  readonly layout: Layout;
  readonly path: string;
  readonly folder: Folder;
  readonly file: string | null;
  readonly name: string;
}

function* candidatesIn(folder: Folder): Generator<Candidate> {
  const layout = layoutOf(folderLayouts, folder.name, folder);
  if (layout) {
    yield { layout, path: folder.path, folder, file: null, name: folder.name };
    return;
  }
  for (const file of [...folder.files].sort()) {
    const name = finalName(file);
    const fitting = pieces.test(name) ? null : layoutOf(fileLayouts, name, folder);
    if (fitting) {
      const full = path.join(folder.path, file);
      yield { layout: fitting, path: full, folder, file, name };
    }
  }
  for (const name of [...folder.folders.keys()].sort()) {
    yield* candidatesIn(folder.folders.get(name)!);
  }
}

function layoutOf(layouts: readonly Layout[], name: string, folder: Folder): Layout | null {
  return layouts.find((each) => each.name.test(name) && each.fits(folder)) ?? null;
}

async function look(candidate: Candidate): Promise<FoundCheckpoint | null> {
  const { layout, path: own, folder, file, name } = candidate;
  const named = nameFacts(name, layout.name.exec(name)?.groups);
  const place: Place = { path: own, folder, file, named, reader: new FileReader() };
  const isUnfinished = file !== null ? isTemporaryName(file) : isTemporaryName(folder.name);
  const judged = isUnfinished
    ? judgement(place, { problems: [problem('unfinished', '', path.basename(own))] })
    : await judge(layout, place);
  if (!judged) return null;
  const paths = judged.files ?? (file === null ? [...filesBelow(folder)] : [own]);
  const files = (await Promise.all(paths.map(factsOfFile))).filter((each) => each !== null);
  const target = file !== null && folder.links.has(file) ? await linkTarget(own) : null;
  const summary: CheckpointSummary = {
    path: own,
    framework: judged.framework ?? layout.framework,
    step: judged.step,
    epoch: judged.epoch,
    metrics: judged.metrics,
    sizeBytes: uniqueBytes(files),
    modifiedMs: Math.max(0, ...files.map(({ modifiedMs }) => modifiedMs)),
    isFolder: file === null,
    linkTo: target,
    complete: judged.problems.length === 0,
    problems: judged.problems,
    resume: judged.resume,
    missing: judged.missing,
    best: false,
    last: false,
  };
  const beside = file === null ? (folder.parent ?? folder) : folder;
  return { summary, files, bestPaths: judged.bestPaths, folder: beside };
}

/** What cannot be read at all is told as a problem of the checkpoint. */
async function judge(layout: Layout, place: Place): Promise<Judgement | null> {
  try {
    return await layout.judge(place);
  } catch (error) {
    return judgement(place, { problems: [problemOf(error)] });
  }
}
