// JSON logs: one object a line, the state files of the transformers library, and the documents of trackers. Which are
// logs their content tells.
import type { LogFormat } from '../../model/decoded';
import { LineLogDecoder } from '../lineLog';
import { DocumentDecoder } from './documentDecoder';
import { readRun, readTask } from './documents';
import { JsonLinesReader } from './jsonLinesReader';
import { MetricsFileDecoder } from './metricsFileDecoder';
import { TrainerStateDecoder } from './trainerStateDecoder';

/** Detectron2 writes lines here, Sacred and DVCLive documents. */
const metricsFile = 'metrics.json';

/** Ray, MMEngine and Stable-Baselines3 call their lines `.json`. */
const lineFiles: ReadonlySet<string> = new Set([
  metricsFile,
  'result.json',
  'scalars.json',
  'progress.json',
]);

/** LLaMA-Factory's `trainer_log.jsonl`, torchtune's `log_<time>.jsonl`, and what people write themselves. */
const lineName =
  /(?:metric|log|history|train|eval|result|progress|loss|scalar)[^/]*\.(?:jsonl|ndjson)$/i;

/** verl names its lines for the experiment, which is mostly named for the algorithm. */
const algorithmName =
  /(?:^|[^a-z])(?:ppo|grpo|dapo|gspo|drgrpo|rloo|remax|reinforce|sft|dpo|rlhf|rlvr|function_rm)(?:[^a-z].*)?\.jsonl$/i;

function readContent(): never {
  throw new Error('a log in JSON holds numbers alone');
}

export const jsonLinesFormat: LogFormat = {
  id: 'jsonl',
  matches: (fileName) =>
    lineFiles.has(fileName) || lineName.test(fileName) || algorithmName.test(fileName),
  rewritten: true,
  rank: 1,
  createDecoder: (_checks, _from, file = '') =>
    file.split('/').at(-1) === metricsFile
      ? new MetricsFileDecoder(file)
      : new LineLogDecoder(new JsonLinesReader(file)),
  readContent,
};

export const trainerStateFormat: LogFormat = {
  id: 'trainerState',
  // Written with every checkpoint alone.
  heldBackMs: 3_600_000,
  matches: (fileName) => fileName === 'trainer_state.json',
  rewritten: true,
  // It is written with checkpoints alone: lines beside it are newer.
  rank: 2,
  createDecoder: () => new TrainerStateDecoder(),
  readContent,
};

/** They hold no series. */
const mostRunFileBytes = 4 << 20;

/** What Sacred and ClearML say of a run beside its metrics. */
export const runFileFormat: LogFormat = {
  id: 'runFile',
  matches: (fileName) => fileName === 'run.json' || fileName === 'task.json',
  rewritten: true,
  rank: 1,
  createDecoder: (_checks, _from, file = '') =>
    new DocumentDecoder(file.endsWith('task.json') ? readTask : readRun, mostRunFileBytes),
  readContent,
};
