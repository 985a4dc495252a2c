// Verifies a checkpoint, or every checkpoint below a folder: by its structure, or to the last byte.
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type {
  CheckpointProblem,
  CheckpointSummary,
  VerifyProgress,
  VerifyReport,
} from '../../shared/checkpoints';
import { problemOf } from './damage';
import { deepCheckFile } from './deepCheck';
import { discoverCheckpoints, type FoundCheckpoint } from './discover';
import { readCheckpointFile } from './readFile';

export interface VerifyOptions {
  readonly deep: boolean;
  /** Names of directories that are not entered. */
  readonly excluded: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: VerifyProgress) => void;
}

/**
 * Rejects where nothing is there, or when it is aborted. A folder without a checkpoint is not ok: what was to be
 * verified is not there.
 */
export async function verifyCheckpoint(
  target: string,
  options: VerifyOptions,
): Promise<VerifyReport> {
  const own = await existing(path.resolve(target));
  const isFolder = (await stat(own)).isDirectory();
  const found = await findAt(own, isFolder, options);
  const problems: CheckpointProblem[] = [];
  const files = new Set<string>();
  for (const { summary, files: facts } of found) {
    for (const each of summary.problems) problems.push(at(placeOf(own, summary, each), each));
    for (const each of facts) if (!each.isSymbolicLink) files.add(each.path);
  }
  if (found.length === 0 && isFolder) problems.push({ kind: 'missing-file', file: '', detail: '' });
  if (found.length === 0 && !isFolder) {
    problems.push(...(await structureOf(own)));
    files.add(own);
  }
  const depth = options.deep ? await readAll(own, [...files].sort(), options) : nothingRead;
  const unique = new Map([...problems, ...depth.problems].map((each) => [keyOf(each), each]));
  return {
    ok: unique.size === 0,
    problems: [...unique.values()],
    level: options.deep ? 'deep' : 'cheap',
    checkedBytes: depth.bytes,
    withoutChecksums: depth.withoutChecksums,
  };
}

/** TensorFlow's users name a checkpoint without an ending. */
async function existing(own: string): Promise<string> {
  const isThere = await stat(own).then(
    () => true,
    () => false,
  );
  const index = `${own}.index`;
  const hasIndex = !isThere && (await stat(index).catch(() => null)) !== null;
  return hasIndex ? index : own;
}

function keyOf({ kind, file, detail }: CheckpointProblem): string {
  // What the headers tell is told at both depths, with a detail or without.
  return kind === 'checksum' || kind === 'not-finite'
    ? `${kind} ${file} ${detail}`
    : `${kind} ${file}`;
}

/** The checkpoint itself, or those in the folder. Its fellows are looked for as well: what is beside it may be part of it. */
async function findAt(
  own: string,
  isFolder: boolean,
  { excluded, signal }: VerifyOptions,
): Promise<readonly FoundCheckpoint[]> {
  const parent = path.dirname(own);
  const others = (await namesIn(parent)).filter((name) => path.join(parent, name) !== own);
  const near = await discoverCheckpoints(parent, {
    // Of its fellows only the files are looked at.
    excluded: [...excluded, ...others],
    ...(signal ? { signal } : {}),
    only: own,
  });
  const itself = near.checkpoints.filter(({ summary }) => summary.path === own);
  if (itself.length > 0 || !isFolder) return itself;
  const within = await discoverCheckpoints(own, { excluded, ...(signal ? { signal } : {}) });
  return within.checkpoints;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

async function structureOf(file: string): Promise<readonly CheckpointProblem[]> {
  try {
    return (await readCheckpointFile(file, { places: false })).problems;
  } catch (error) {
    return [problemOf(error)];
  }
}

interface Depth {
  readonly problems: readonly CheckpointProblem[];
  readonly bytes: number;
  readonly withoutChecksums: readonly string[];
}

const nothingRead: Depth = { problems: [], bytes: 0, withoutChecksums: [] };

async function readAll(
  own: string,
  files: readonly string[],
  { signal, onProgress }: VerifyOptions,
): Promise<Depth> {
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const totalBytes = sizes.reduce((sum, size) => sum + size, 0);
  const problems: CheckpointProblem[] = [];
  const withoutChecksums: string[] = [];
  let before = 0;
  for (const [number, file] of files.entries()) {
    const name = inFolder(own, file);
    const size = sizes[number]!;
    let done = 0;
    const onBytes = (count: number): void => {
      // An archive's bytes are looked at twice.
      done = Math.min(size, done + count);
      onProgress?.({ doneBytes: before + done, totalBytes });
    };
    const checked = await deepCheckFile(file, { signal, onBytes });
    for (const each of checked.problems) problems.push(at(name, each));
    if (checked.withoutChecksums) withoutChecksums.push(name);
    before += size;
    onProgress?.({ doneBytes: before, totalBytes });
  }
  return { problems, bytes: totalBytes, withoutChecksums };
}

/** A checkpoint of several files lies in a folder with others: what is said of its files is said of that folder's. */
function placeOf(own: string, summary: CheckpointSummary, { file }: CheckpointProblem): string {
  const isBeside = !summary.isFolder && file !== '';
  return inFolder(own, isBeside ? path.dirname(summary.path) : summary.path).replace(
    /^\.\.\/?/,
    '',
  );
}

function inFolder(own: string, file: string): string {
  return path.relative(own, file).split(path.sep).join('/');
}

function at(place: string, problem: CheckpointProblem): CheckpointProblem {
  const file = [place, problem.file].filter(Boolean).join('/');
  return { ...problem, file };
}
