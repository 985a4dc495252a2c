// JSON logs: one object a line, and the state files of the transformers library. Which are logs their content tells.
import type { LogFormat } from '../../model/decoded';
import { LineLogDecoder } from '../lineLog';
import { JsonLinesReader } from './jsonLinesReader';
import { TrainerStateDecoder } from './trainerStateDecoder';

/** Ray, Detectron2, MMEngine and Stable-Baselines3 call their lines `.json`. */
const lineFiles: ReadonlySet<string> = new Set([
  'result.json',
  'metrics.json',
  'scalars.json',
  'progress.json',
]);

/** LLaMA-Factory's `trainer_log.jsonl`, torchtune's `log_<time>.jsonl`, and what people write themselves. */
const lineName =
  /(?:metric|log|history|train|eval|result|progress|loss|scalar)[^/]*\.(?:jsonl|ndjson)$/i;

function readContent(): never {
  throw new Error('a log of JSON lines holds numbers alone');
}

export const jsonLinesFormat: LogFormat = {
  id: 'jsonl',
  matches: (fileName) => lineFiles.has(fileName) || lineName.test(fileName),
  rewritten: true,
  rank: 1,
  createDecoder: () => new LineLogDecoder(new JsonLinesReader()),
  readContent,
};

export const trainerStateFormat: LogFormat = {
  id: 'trainerState',
  // Written with every checkpoint alone.
  heldBackMs: 3_600_000,
  matches: (fileName) => fileName === 'trainer_state.json',
  rewritten: true,
  rank: 1,
  createDecoder: () => new TrainerStateDecoder(),
  readContent,
};
