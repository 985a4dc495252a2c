// Console output in files: what training programs print. Which of them are logs their lines tell.
import type { LogFormat } from '../../model/decoded';
import { ConsoleDecoder, ruleSet, type RuleSet } from './decoder';
import type { Rule } from './rule';
import { rules, rulesWithLoose } from './rules';

/**
 * `nohup.out`, Slurm's `slurm-12.out` and `job.err`, W&B's `output.log`, torchrun's and Ray's `stdout` and `stderr`;
 * the `log.txt` of Stable-Baselines3 and Detectron2, torchtune's `log_<time>.txt`, Composer's `logs-rank0.txt`, NeMo's
 * `nemo_log_….txt`, LLaMA-Factory's `running_log.txt`, Sacred's `cout.txt`.
 */
const consoleName =
  /\.(?:log|out|err)$|^(?:stdout|stderr)(?:\.txt)?$|^(?:log|logs-rank\d+|log_\d+|nemo_log_[\w-]+|running_log|cout|console)\.txt$/i;

/** Made for the first console file: most folders have none, and everything else would wait for it. */
function lazy(all: readonly Rule[]): () => RuleSet {
  let made: RuleSet | undefined;
  return () => (made ??= ruleSet(all));
}

const [usual, withLoose] = [lazy(rules), lazy(rulesWithLoose)];

function readContent(): never {
  throw new Error('a console file holds numbers alone');
}

const common = {
  id: 'console',
  matches: (fileName: string) => consoleName.test(fileName),
  rewritten: true,
  // Numbers on a console are rounded, and mostly without times: whatever else has them says more.
  rank: 3,
  readContent,
} as const;

export const consoleFormat: LogFormat = {
  ...common,
  createDecoder: () => new ConsoleDecoder(usual()),
  loose: { ...common, createDecoder: () => new ConsoleDecoder(withLoose()) },
};
