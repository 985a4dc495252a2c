// Folders that many processes write together: PyTorch's distributed checkpoints, DeepSpeed, Megatron and their relatives.
import path from 'node:path';
import type { CheckpointProblem } from '../../../shared/checkpoints';
import { withFile } from '../byteSource';
import { problemOf } from '../damage';
import { readDistributedMetadata, type DistributedMetadata } from '../distributedMetadata';
import { filesLike, hasFile, type Folder } from '../folderTree';
import { isTemporaryName } from '../nameFacts';
import { judgement, problem, resumeOf, type Judge, type Judgement, type Place } from './judgement';
import { judgeFile, judgeFolder } from './stateFiles';
import { missingRanks } from './weightFiles';

/** Its metadata is written last, under another name first. Source: torch/distributed/checkpoint/filesystem.py. */
export const judgeDistributed: Judge = async (place) => {
  const { folder, named } = place;
  const read = await readMetadata(folder);
  if (!read.metadata) return judgement(place, { problems: read.problems });
  const { content, ends } = read.metadata;
  const problems = [...content.problems, ...(await shardProblems(place, ends))];
  const hasPlace =
    named.step !== null ||
    named.epoch !== null ||
    content.tensors.some(({ name }) => name.includes('step'));
  const state = resumeOf(content.parts, hasPlace);
  return judgement(place, problems.length === 0 ? state : { problems });
};

async function readMetadata(folder: Folder): Promise<{
  readonly metadata: DistributedMetadata | null;
  readonly problems: readonly CheckpointProblem[];
}> {
  const shown = '.metadata';
  if (!folder.files.has(shown)) {
    return { metadata: null, problems: [problem('missing-file', shown)] };
  }
  try {
    const file = path.join(folder.path, shown);
    return { metadata: await withFile(file, readDistributedMetadata), problems: [] };
  } catch (error) {
    return { metadata: null, problems: [problemOf(error, shown)] };
  }
}

async function shardProblems(
  { folder, reader }: Place,
  ends: ReadonlyMap<string, number>,
): Promise<CheckpointProblem[]> {
  const problems: CheckpointProblem[] = [];
  for (const [file, end] of ends) {
    const size = await reader.size(path.join(folder.path, file));
    if (size === null) problems.push(problem('missing-file', file));
    else if (size < end) problems.push(problem('truncated', file, `${end}`));
  }
  return problems;
}

const optimizerShard = /^(?:bf16_)?zero_pp_rank_(\d+)_mp_rank_(\d+)_optim_states\.pt$/;

export function isDeepSpeedFolder(folder: Folder): boolean {
  return hasFile(folder, /_(?:optim|model)_states\.pt$/);
}

/** The file `latest` beside it is written after everything else. Source: deepspeed/runtime/engine.py. */
export const judgeDeepSpeed: Judge = async (place) => {
  const { folder, reader } = place;
  const [first] = filesLike(folder, /_model_states\.pt$/);
  const model = first ? await reader.content(path.join(folder.path, first), first) : null;
  const problems: CheckpointProblem[] = [];
  for (const name of filesLike(folder, /\.pt$/)) {
    if (name === first) problems.push(...model!.problems);
    else problems.push(...(await reader.content(path.join(folder.path, name), name)).problems);
  }
  const shards = filesLike(folder, optimizerShard);
  if (!model) problems.push(problem('missing-file', 'mp_rank_00_model_states.pt'));
  problems.push(...missingShards(shards, worldOf(model?.scalars ?? [])));
  problems.push(...(await committedProblems(place, 'latest')));
  const hasOptimizer = hasFile(folder, /_optim_states\.pt$/) || model?.parts.optimizer === true;
  const state = resumeOf({ weights: model !== null, optimizer: hasOptimizer }, true);
  const known = problems.length === 0 ? state : {};
  return judgement(place, { ...known, step: model?.step ?? null, problems });
};

function worldOf(scalars: readonly { readonly name: string; readonly value: unknown }[]): number {
  const size = scalars.find(({ name }) => name === 'dp_world_size')?.value;
  return typeof size === 'number' && size > 0 && size < 100_000 ? size : 0;
}

/** Of each model-parallel rank, every data-parallel rank has written its piece. */
function missingShards(shards: readonly string[], world: number): CheckpointProblem[] {
  const ranksOf = new Map<string, number[]>();
  for (const name of shards) {
    const [, rank, model = ''] = optimizerShard.exec(name)!;
    ranksOf.set(model, [...(ranksOf.get(model) ?? []), Number(rank)]);
  }
  const prefix = shards[0]?.startsWith('bf16_') ? 'bf16_' : '';
  return [...ranksOf].flatMap(([model, ranks]) =>
    missingRanks(world > 0 ? [...ranks, world - 1] : ranks)
      .concat(world > 0 && !ranks.includes(world - 1) ? [world - 1] : [])
      .map((rank) =>
        problem('missing-file', `${prefix}zero_pp_rank_${rank}_mp_rank_${model}_optim_states.pt`),
      ),
  );
}

/** A tracker beside the folders names the last one that was written in full. */
async function committedProblems(
  { folder, named, reader }: Place,
  tracker: string,
): Promise<CheckpointProblem[]> {
  if (!folder.parent) return [];
  const text = await reader.text(path.join(folder.parent.path, tracker));
  if (text === null) return [problem('not-committed', '', tracker)];
  const tracked = /(\d+)\s*$/.exec(text)?.[1];
  const isLater = named.step !== null && tracked !== undefined && named.step > Number(tracked);
  return isLater ? [problem('not-committed', '', tracker)] : [];
}

/** Source: megatron/training/checkpointing.py. */
export const judgeMegatron: Judge = async (place) => {
  const { folder } = place;
  const isDistributed = folder.files.has('.metadata') || hasFile(folder, /\.distcp$/);
  const judged = isDistributed ? await judgeDistributed(place) : await judgeFolder(place);
  const problems = [...judged!.problems];
  if (isDistributed && !folder.files.has('metadata.json')) {
    problems.push(problem('missing-file', 'metadata.json'));
  }
  const ranks = [...folder.folders.keys()].flatMap((name) => {
    const rank = /^mp_rank_(\d+)$/.exec(name)?.[1];
    return rank === undefined ? [] : [Number(rank)];
  });
  const absent = missingRanks(ranks).map((rank) => `mp_rank_${String(rank).padStart(2, '0')}`);
  problems.push(...absent.map((name) => problem('missing-file', name)));
  problems.push(...(await committedProblems(place, 'latest_checkpointed_iteration.txt')));
  return withProblems(judged!, problems);
};

export const judgeVerl: Judge = async (place) => {
  const judged = await judgeFolder(place);
  const late = await committedProblems(place, 'latest_checkpointed_iteration.txt');
  return withProblems(judged!, [...judged!.problems, ...late]);
};

/** A folder that Lightning's or NeMo's strategies write in the place of a file. */
export const judgeCheckpointFolder: Judge = async (place) => {
  const { folder } = place;
  const inner = [folder, ...folder.folders.values()].find((each) => each.files.has('.metadata'));
  const isDeepSpeed = [...folder.folders.values()].some(isDeepSpeedFolder);
  if (inner) {
    const judged = (await judgeDistributed({ ...place, folder: inner }))!;
    return withProblems(judged, [...judged.problems, ...markerProblems(place)]);
  }
  if (isDeepSpeed) {
    const piece = [...folder.folders.values()].find(isDeepSpeedFolder)!;
    return judgeDeepSpeed({ ...place, folder: piece });
  }
  const judged = (await judgeFolder(place))!;
  return withProblems(judged, [...judged.problems, ...markerProblems(place)]);
};

/** NeMo keeps a marker beside what it has not finished. Source: nemo/utils/callbacks/nemo_model_checkpoint.py. */
export const judgeNemoFile: Judge = async (place) => {
  const judged = await judgeFile(place);
  return judged && withProblems(judged, [...judged.problems, ...markerProblems(place)]);
};

function markerProblems({ path: own, folder, file }: Place): CheckpointProblem[] {
  const name = path.basename(own);
  const beside = file === null ? folder.parent : folder;
  const marker =
    beside &&
    filesLike(beside, /-unfinished$/).find((each) =>
      name.startsWith(each.slice(0, -'-unfinished'.length)),
    );
  if (marker) return [problem('unfinished', '', marker)];
  return isTemporaryName(name) ? [problem('unfinished', '', name)] : [];
}

function withProblems(judged: Judgement, problems: readonly CheckpointProblem[]): Judgement {
  return problems.length === 0 ? judged : { ...judged, problems, resume: 'no', missing: [] };
}

/** Its recipe's state is overwritten with every save, so only the newest folder can go on. */
export const judgeTorchtune: Judge = async (place) => {
  const { folder, reader } = place;
  const judged = (await judgeFolder(place))!;
  if (judged.problems.length > 0) return judged;
  const recipe = folder.parent?.folders.get('recipe_state');
  const file = recipe?.files.has('recipe_state.pt')
    ? path.join(recipe.path, 'recipe_state.pt')
    : null;
  const content = file ? await reader.content(file, 'recipe_state/recipe_state.pt') : null;
  const numbers = [...(folder.parent?.folders.keys() ?? [])].flatMap((name) => {
    const number = /^(?:epoch|step)_(\d+)$/.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
  const own = place.named.epoch ?? place.named.step ?? -1;
  const isNewest = own >= Math.max(-1, ...numbers);
  const canGoOn = isNewest && content !== null && content.problems.length === 0;
  if (canGoOn) return { ...judged, resume: 'full', missing: [] };
  return { ...judged, resume: 'weights', missing: ['recipe_state/recipe_state.pt'] };
};
