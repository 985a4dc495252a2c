// What the disk and its neighbours say against removing a checkpoint.
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { KeepReason } from '../../shared/checkpoints';
import { deepCheckFile } from './deepCheck';
import type { Discovery, FoundCheckpoint } from './discover';
import { linkTarget } from './fileFacts';
import type { Folder } from './folderTree';
import { FileReader, membersOf } from './layouts/fileReader';
import { compareAge, familyOf, isNamedBest, notedBest } from './ranks';
import type { RetentionItem } from './retention';

export interface RetentionSurroundings {
  /** Directories of runs that are running. */
  readonly runningDirectories: readonly string[];
  readonly signal?: AbortSignal;
}

/** Reads the newest weights of each family, to know which of them are finite. */
export async function collectRetentionItems(
  { checkpoints, tree }: Discovery,
  { runningDirectories, signal }: RetentionSurroundings,
): Promise<RetentionItem[]> {
  const reasons = new Reasons();
  await addLinkTargets(tree, checkpoints, reasons);
  await addTracked(checkpoints, reasons);
  await addNeeded(checkpoints, reasons);
  const root = await realpath(tree.path);
  for (const family of familiesOf(checkpoints)) addBest(family, reasons);
  for (const each of checkpoints) {
    const { path: own } = each.summary;
    const real = await realpath(own).catch(() => null);
    if (real === null || !isWithin(root, real)) reasons.add(own, 'outside');
    if (each.summary.isFolder && each.files.some((file) => isForeign(own, file.path))) {
      reasons.add(own, 'foreign-files');
    }
  }
  const finite = await findFinite(checkpoints, signal);
  return checkpoints.map(({ summary, files }) => ({
    summary,
    files,
    finite: finite.get(summary.path) ?? null,
    running: runningDirectories.some((directory) => isRelated(directory, summary.path)),
    protectedBy: reasons.of(summary.path),
  }));
}

class Reasons {
  readonly #byPath = new Map<string, Set<KeepReason>>();

  add(own: string, reason: KeepReason): void {
    this.#byPath.set(own, (this.#byPath.get(own) ?? new Set()).add(reason));
  }

  of(own: string): readonly KeepReason[] {
    return [...(this.#byPath.get(own) ?? [])];
  }
}

function familiesOf(checkpoints: readonly FoundCheckpoint[]): FoundCheckpoint[][] {
  const families = new Map<string, FoundCheckpoint[]>();
  for (const each of checkpoints) {
    const family = familyOf(each.summary);
    families.set(family, [...(families.get(family) ?? []), each]);
  }
  return [...families.values()];
}

/** Whatever a link in the folder leads to, or leads into. */
async function addLinkTargets(
  folder: Folder,
  checkpoints: readonly FoundCheckpoint[],
  reasons: Reasons,
): Promise<void> {
  for (const name of folder.links) {
    const target = await linkTarget(path.join(folder.path, name));
    if (target === null) continue;
    for (const { summary, files } of checkpoints) {
      const isTarget = isWithin(summary.path, target) || files.some((file) => file.path === target);
      if (isTarget) reasons.add(summary.path, 'linked-to');
    }
  }
  for (const inner of folder.folders.values()) await addLinkTargets(inner, checkpoints, reasons);
}

/** Files beside checkpoints in which a framework keeps the name of the one that it goes on from. */
const trackers = [
  ...['latest', 'latest_universal', 'last_checkpoint', 'latest_checkpointed_iteration.txt'],
  'checkpoint',
];

async function addTracked(
  checkpoints: readonly FoundCheckpoint[],
  reasons: Reasons,
): Promise<void> {
  const reader = new FileReader();
  for (const { summary, folder } of checkpoints) {
    for (const tracker of trackers.filter((name) => folder.files.has(name))) {
      const text = await reader.text(path.join(folder.path, tracker));
      const tracked = trackedName(text ?? '');
      if (isNamed(path.basename(summary.path), tracked)) reasons.add(summary.path, 'tracked');
    }
  }
}

/** TensorFlow writes a text of Protocol Buffers, all others the name alone or with its path. */
function trackedName(text: string): string {
  const named = /^model_checkpoint_path: "(.*)"/m.exec(text)?.[1] ?? text.split('\n')[0]!;
  return path.posix.basename(named.trim().replaceAll('\\', '/'));
}

/** Megatron and verl keep the number only; TensorFlow leaves the ending out. */
function isNamed(own: string, tracked: string): boolean {
  if (tracked === '') return false;
  if (own === tracked || own === `${tracked}.index`) return true;
  const number = /^(?:iter_|global_step_)0*(\d+)$/.exec(own)?.[1];
  return number !== undefined && number === tracked;
}

/** Adapters name the model that they were trained on. */
async function addNeeded(checkpoints: readonly FoundCheckpoint[], reasons: Reasons): Promise<void> {
  const reader = new FileReader();
  for (const { summary, files } of checkpoints) {
    const note = files.find((file) => path.basename(file.path) === 'adapter_config.json');
    if (!note) continue;
    const { value } = await reader.json(note.path, '');
    const base = membersOf(value)['base_model_name_or_path'];
    if (typeof base !== 'string') continue;
    const places = [path.resolve(base), path.resolve(path.dirname(summary.path), base)];
    for (const { summary: other } of checkpoints) {
      if (other.path === summary.path) continue;
      if (places.some((place) => isWithin(other.path, place) || isWithin(place, other.path))) {
        reasons.add(other.path, 'needed-by-others');
      }
    }
  }
}

/** What the newest notes as the best, what another one of the Trainer's does, and what is named so. */
function addBest(family: readonly FoundCheckpoint[], reasons: Reasons): void {
  for (const own of notedBest([...family])) reasons.add(own, 'noted-best');
  for (const { summary, bestPaths } of family) {
    if (isNamedBest(summary) || summary.best) reasons.add(summary.path, 'noted-best');
    if (summary.framework !== 'hf-trainer') continue;
    const names = new Set(bestPaths.map((each) => path.posix.basename(each.replaceAll('\\', '/'))));
    for (const { summary: other } of family) {
      const isOther = other.path !== summary.path;
      if (isOther && names.has(path.basename(other.path))) reasons.add(other.path, 'noted-best');
    }
  }
}

const ownNames =
  /\.(?:safetensors|bin|pt|pth|ckpt|pkl|json|index|distcp|npy|npz|h5|keras|msgpack|ya?ml|model|tiktoken|jinja|metadata|pb|data-\d+-of-\d+|tar|ocdbt|zarray|zgroup)$|^(?:README\.md|merges\.txt|vocab\.txt|latest|latest_universal|checkpoint|zero_to_fp32\.py|\.metadata|_METADATA|_CHECKPOINT_METADATA|_sharding|commit_success\.txt|checkpoint-is-incomplete\.txt|added_tokens.*|\.is_checkpoint|process_\d+|metrics|metadata|fingerprint\.pb)$|^(?:modeling|configuration|tokenization|processing|image_processing|feature_extraction)_\w+\.py$/;

/** What somebody put into a checkpoint's folder. Values of arrays have names without meaning, in folders of their own. */
function isForeign(own: string, file: string): boolean {
  const parts = path.relative(own, file).split(path.sep);
  const name = parts.pop()!;
  const isArrays = parts.some((part) => part === 'd' || part === 'array_metadatas');
  return !isArrays && !ownNames.test(name) && !/^[\d.]+$/.test(name);
}

/** Larger checkpoints are not read for this; the newest complete one is kept in any case. */
const mostFiniteBytes = 8 * 1024 ** 3;

/** Whether the newest of each family are finite: from the newest back to the first that is. */
async function findFinite(
  checkpoints: readonly FoundCheckpoint[],
  signal?: AbortSignal,
): Promise<Map<string, boolean>> {
  const finite = new Map<string, boolean>();
  for (const family of familiesOf(checkpoints)) {
    const whole = family.filter(({ summary }) => summary.complete && summary.linkTo === null);
    for (const each of whole.sort((a, b) => compareAge(b.summary, a.summary))) {
      const isFinite = await areWeightsFinite(each, signal);
      finite.set(each.summary.path, isFinite);
      if (isFinite) break;
    }
  }
  return finite;
}

async function areWeightsFinite(
  { summary, files }: FoundCheckpoint,
  signal?: AbortSignal,
): Promise<boolean> {
  if (Object.values(summary.metrics).some(Number.isNaN)) return false;
  if (summary.sizeBytes > mostFiniteBytes) return true;
  for (const file of files.filter(({ isSymbolicLink }) => !isSymbolicLink)) {
    const { problems } = await deepCheckFile(file.path, { signal });
    if (problems.some(({ kind }) => kind === 'not-finite')) return false;
  }
  return true;
}

function isWithin(folder: string, inner: string): boolean {
  const relative = path.relative(folder, inner);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}

/** Runs log beside their checkpoints, above or below them. */
function isRelated(directory: string, own: string): boolean {
  return isWithin(directory, own) || isWithin(path.dirname(own), directory);
}
