// Checkpoints that are one file, or a folder whose files are each a piece of the state.
import path from 'node:path';
import type { CheckpointProblem, SavedParts } from '../../../shared/checkpoints';
import { factsOfFile } from '../fileFacts';
import type { FileContent } from '../fileContent';
import { filesBelow, filesLike } from '../folderTree';
import { judgement, problem, resumeOf, type Judge, type Judgement, type Place } from './judgement';
import { checkIndex } from './weightFiles';

/** One file with the whole state. What is no state, such as a tensor on its own, is no checkpoint. */
export const judgeFile: Judge = async (place) => {
  const content = await place.reader.content(place.path);
  const { weights, optimizer } = content.parts;
  const isState = weights || optimizer;
  if (content.problems.length === 0 && !isState) return null;
  return fromContent(place, content);
};

/** For a name that says nothing of its own: only what is surely a checkpoint, or surely was to be one. */
export const judgePlainFile: Judge = async (place) => {
  const content = await place.reader.content(place.path);
  const { format, parts, problems } = content;
  if (problems.some(({ kind }) => kind === 'unknown-format')) return null;
  const isEntire = format !== '' && problems.length === 0;
  if (isEntire && !parts.weights && !parts.optimizer) return null;
  return fromContent(place, content);
};

/** HDF5 is used for data as well. */
export const judgeHdf5: Judge = async (place) => {
  const content = await place.reader.content(place.path);
  const isOther = content.problems.some(({ kind }) => kind === 'unknown-format');
  if (isOther || (content.problems.length === 0 && content.framework !== 'keras')) return null;
  return fromContent(place, content);
};

/** Exports, from which no training goes on. */
export const judgeExport: Judge = async (place) => {
  const content = await place.reader.content(place.path);
  return { ...(await fromContent(place, content)), resume: 'no', missing: ['optimizer'] };
};

async function fromContent(place: Place, content: FileContent): Promise<Judgement> {
  const problems = [...content.problems];
  if ((await factsOfFile(place.path))?.sparse) problems.push(problem('sparse'));
  const step = content.step ?? place.named.step;
  const epoch = content.epoch ?? place.named.epoch;
  const state = resumeOf(content.parts, step !== null || epoch !== null);
  return judgement(place, {
    ...(problems.length === 0 ? state : { resume: 'no', missing: [] }),
    framework: content.framework,
    step,
    epoch,
    metrics: content.metrics,
    problems,
    bestPaths: content.bestPaths,
  });
}

/** A replay buffer and statistics of the environment lie beside the archive. */
export const judgeStableBaselines: Judge = async (place) => {
  const judged = await judgeFile(place);
  if (!judged) return null;
  const { folder, named } = place;
  const beside = filesLike(folder, /_(?:replay_buffer|vecnormalize)_\d+_steps\.pkl$/);
  const own = beside.filter((name) => /_(\d+)_steps/.exec(name)?.[1] === String(named.step));
  return { ...judged, files: [place.path, ...own.map((name) => path.join(folder.path, name))] };
};

/** An index of shards. */
export const judgeShards: Judge = async (place) => {
  const { folder, file, reader } = place;
  const index = await reader.json(place.path, file!);
  const map = (index.value as { weight_map?: Record<string, unknown> } | null)?.weight_map ?? {};
  const shards = [...new Set(Object.values(map))].filter((each) => typeof each === 'string');
  const tensorsIn = new Map<string, ReadonlySet<string>>();
  const problems: CheckpointProblem[] = [];
  for (const shard of shards.filter((name) => folder.files.has(name))) {
    const content = await reader.content(path.join(folder.path, shard), shard);
    problems.push(...content.problems);
    tensorsIn.set(shard, new Set(content.tensors.map(({ name }) => name)));
  }
  problems.push(...(await checkIndex(folder, file!, reader, tensorsIn)));
  const files = [file!, ...tensorsIn.keys()].map((name) => path.join(folder.path, name));
  const resume = problems.length > 0 ? 'no' : 'weights';
  return judgement(place, { problems, resume, missing: ['optimizer', 'step'], files });
};

const stateFile = /\.(?:pt|pth|ckpt|bin|safetensors|pkl|h5|keras)$/;
const mostFiles = 2_000;

/** Everything in a folder taken together. */
export const judgeFolder: Judge = async (place) => {
  const { folder, reader } = place;
  const files = [...filesBelow(folder)].filter((file) => stateFile.test(file)).slice(0, mostFiles);
  const parts: Record<keyof SavedParts, boolean> = {
    ...{ weights: false, optimizer: false, scheduler: false, rng: false },
  };
  const problems: CheckpointProblem[] = [];
  let { step, epoch } = place.named;
  for (const file of files) {
    const shown = path.relative(folder.path, file).split(path.sep).join('/');
    const content = await reader.content(file, shown);
    // A pickle of whatever else is none of our business.
    problems.push(...content.problems.filter(({ kind }) => kind !== 'unknown-format'));
    for (const part of Object.keys(parts) as (keyof SavedParts)[])
      parts[part] ||= content.parts[part];
    if (/optim/i.test(path.basename(file))) parts.optimizer = true;
    step ??= content.step;
    epoch ??= content.epoch;
  }
  const state = resumeOf(parts, step !== null || epoch !== null);
  const known = problems.length === 0 ? state : { resume: 'no' as const, missing: [] };
  if (files.length === 0) return judgement(place, { problems: [problem('empty')] });
  return judgement(place, { ...known, step, epoch, problems });
};
