// Folders of the Trainer of transformers, and of `save_state` of accelerate.
// Source: src/transformers/trainer.py (`_save_checkpoint`) and src/accelerate/checkpointing.py.
import path from 'node:path';
import type { CheckpointProblem } from '../../../shared/checkpoints';
import { filesLike, hasFile, type Folder } from '../folderTree';
import { membersOf, numberOf } from './fileReader';
import { judgement, problem, type Judge, type Judgement, type Place } from './judgement';
import { checkWeights, missingRanks, weightFile } from './weightFiles';

const stateFile = 'trainer_state.json';
const optimizerFile = /^optimizer(?:_\d+)?\.(?:pt|bin)$/;

/** Whether a folder `checkpoint-N` is the Trainer's: something of it is there, or nothing at all yet. */
export function isTrainerFolder(folder: Folder): boolean {
  if (folder.files.size === 0 && folder.folders.size === 0) return true;
  const isKnown = /^(?:trainer_state\.json|training_args\.bin|optimizer\.(?:pt|bin)|config\.json)$/;
  return hasFile(folder, isKnown) || hasFile(folder, weightFile) || hasDeepSpeed(folder);
}

export const judgeTrainer: Judge = async (place) => {
  const { folder, reader } = place;
  const state = await readState(place);
  const weights = await checkWeights(folder, reader);
  const isSharded = hasDeepSpeed(folder) || folder.folders.has('pytorch_model_fsdp_0');
  const hasWeights = weights.found || isSharded;
  const parts = await checkFiles(
    place,
    /^(?:optimizer\.(?:pt|bin)|scheduler\.pt|scaler\.pt|rng_state(?:_\d+)?\.pth)$/,
  );
  const absent = missingOf(folder, isSharded);
  const problems = [
    ...(folder.files.has('checkpoint-is-incomplete.txt')
      ? [problem('unfinished', 'checkpoint-is-incomplete.txt')]
      : []),
    ...state.problems,
    ...(hasWeights ? weights.problems : [problem('missing-file', 'model.safetensors')]),
    ...parts,
  ];
  const missing = [...new Set([...absent, ...parts.map(({ file }) => file), ...state.missing])];
  const needed = missing.filter((name) => !name.startsWith('rng_state'));
  const isUsable = hasWeights && weights.problems.length === 0;
  const resume = !isUsable ? 'no' : needed.length === 0 ? 'full' : 'weights';
  return judgement(place, { ...state.facts, problems, missing, resume });
};

/** What a full resume needs and is not there. */
function missingOf(folder: Folder, isSharded: boolean): string[] {
  const ranks = filesLike(folder, /^rng_state_\d+\.pth$/).map((name) => Number(/\d+/.exec(name)));
  const hasRng = folder.files.has('rng_state.pth') || ranks.length > 0;
  const hasOptimizer = hasFile(folder, optimizerFile) || folder.folders.has('optimizer_0');
  return [
    ...(hasOptimizer || (isSharded && hasDeepSpeed(folder)) ? [] : ['optimizer.pt']),
    // DeepSpeed may keep the schedule in its own state.
    ...(folder.files.has('scheduler.pt') || hasDeepSpeed(folder) ? [] : ['scheduler.pt']),
    ...(hasRng ? [] : ['rng_state.pth']),
    ...missingRanks(ranks).map((rank) => `rng_state_${rank}.pth`),
  ];
}

function hasDeepSpeed(folder: Folder): boolean {
  return [...folder.folders.keys()].some((name) => /^global_step\d+$/.test(name));
}

async function checkFiles({ folder, reader }: Place, names: RegExp): Promise<CheckpointProblem[]> {
  const problems: CheckpointProblem[] = [];
  for (const name of filesLike(folder, names)) {
    problems.push(...(await reader.content(path.join(folder.path, name), name)).problems);
  }
  return problems;
}

/** It is written last: without it, the rest may not be there either. */
async function readState({ folder, named, reader }: Place): Promise<{
  readonly facts: Partial<Judgement>;
  readonly problems: readonly CheckpointProblem[];
  readonly missing: readonly string[];
}> {
  const { value, problems } = await reader.json(path.join(folder.path, stateFile), stateFile);
  if (problems.length > 0) return { facts: {}, problems, missing: [stateFile] };
  const state = membersOf(value);
  const step = numberOf(state['global_step']);
  const best = state['best_model_checkpoint'];
  const facts = {
    step,
    epoch: numberOf(state['epoch']),
    metrics: metricsAt(state['log_history'], step),
    bestPaths: typeof best === 'string' ? [best] : [],
  };
  const isOther = step !== null && named.step !== null && step !== named.step;
  return {
    facts,
    problems: isOther ? [problem('not-the-named-step', stateFile, `${step}`)] : [],
    missing: [],
  };
}

/** How long an evaluation took says nothing of the model. */
const unmeasured = /^(?:step|epoch|total_flos|.*_runtime|.*_per_second|.*_model_preparation_time)$/;

function metricsAt(history: unknown, step: number | null): Record<string, number> {
  const metrics: Record<string, number> = {};
  for (const entry of Array.isArray(history) ? (history as unknown[]) : []) {
    const logged = membersOf(entry);
    if (logged['step'] !== step) continue;
    for (const [name, value] of Object.entries(logged)) {
      if (unmeasured.test(name)) continue;
      if (typeof value === 'number') metrics[name] = value;
      // As JSON is read here, what is not a number stands there as a text.
      else if (value === 'NaN') metrics[name] = NaN;
    }
  }
  return metrics;
}

/** Its folders are numbered by saves unless the program names them by steps. The random states are written last. */
export const judgeAccelerate: Judge = async (place) => {
  const { folder, reader } = place;
  const weights = await checkWeights(folder, reader);
  const isSharded = [...folder.folders.keys()].some((name) => name.startsWith('pytorch_model'));
  const hasWeights = weights.found || isSharded;
  const parts = await checkFiles(
    place,
    /^(?:optimizer|scheduler|sampler|scaler|random_states|custom_checkpoint).*\.(?:bin|pt|pkl)$/,
  );
  const ranks = filesLike(folder, /^random_states_\d+\.pkl$/).map((name) =>
    Number(/\d+/.exec(name)),
  );
  const hasOptimizer =
    hasFile(folder, optimizerFile) ||
    folder.folders.has('optimizer_0') ||
    hasDeepSpeedState(folder);
  const absent = ranks.length === 0 ? [0] : missingRanks(ranks);
  const problems = [
    ...(hasWeights ? weights.problems : [problem('missing-file', 'model.safetensors')]),
    ...parts,
    ...absent.map((rank) => problem('missing-file', `random_states_${rank}.pkl`)),
  ];
  const missing = [...(hasOptimizer ? [] : ['optimizer.bin']), ...parts.map(({ file }) => file)];
  const isUsable = hasWeights && weights.problems.length === 0;
  const resume = !isUsable ? 'no' : missing.length + absent.length === 0 ? 'full' : 'weights';
  const all = [...new Set([...missing, ...absent.map((rank) => `random_states_${rank}.pkl`)])];
  return judgement(place, { problems, missing: all, resume });
};

function hasDeepSpeedState(folder: Folder): boolean {
  return [...folder.folders.values()].some((inner) => hasFile(inner, /_optim_states\.pt$/));
}
