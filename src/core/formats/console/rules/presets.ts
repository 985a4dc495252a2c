// Training programs that print one line a step: where each line has its step, and how its values are written.
import { secondsOf } from '../numbers';
import { presetRule } from '../preset';
import type { NamedValue, Rule } from '../rule';

function valueOf(values: readonly NamedValue[], name: string): number | null {
  return values.find(([each]) => each === name)?.[1] ?? null;
}

/** `eta: 1 day, 2:03:04  iter: …` */
function etaOf(text: string): number | null {
  const match = /\beta: ((?:\d+ days?, )?[\d:]{4,10})/.exec(text);
  return match ? secondsOf(match[1]!) : null;
}

/** `46.8ms`, `1m 2s`, `2h 3m 4s` of CatBoost. */
function catBoostSeconds(text: string): number | null {
  const match = /remaining: (?:(\d+)h )?(?:(\d+)m )?([\d.]+)(us|ms|s)/.exec(text);
  if (!match) return null;
  const [, hours = 0, minutes = 0, last, unit] = match;
  const seconds = Number(last) / (unit === 's' ? 1 : unit === 'ms' ? 1e3 : 1e6);
  return Number(hours) * 3600 + Number(minutes) * 60 + seconds;
}

/** ` iteration 100/ 5000 | consumed samples: 25600 | … | lm loss: 9.1E+00 | …` (Megatron-LM, training.py). */
export const megatron: Rule = presetRule({
  id: 'megatron',
  marks: ['elapsed time per iteration', 'lm loss:'],
  head: /^iteration\s+(\d+)\/\s*(\d+) \|/,
  separator: '|',
  unit: 'iteration',
  remaining: (_, values, left) => {
    const milliseconds = valueOf(values, 'elapsed time per iteration (ms)');
    return milliseconds === null ? null : (left * milliseconds) / 1000;
  },
});

/** ` validation loss at iteration 1000 on validation set | lm loss value: 2.3E+00 | lm loss PPL: 1.0E+01 |` */
export const megatronValidation: Rule = presetRule({
  id: 'megatronValidation',
  marks: ['validation loss at iteration'],
  head: /^validation loss at iteration (\d+)(?: on validation set)?\s*\|/,
  separator: '|',
  rename: (name) => `validation/${name.replace(/ value$/, '')}`,
});

/** `step: 10  loss:  8.12345  grad_norm:  1.2345  memory: 12.34GiB(25.98%)  tps: 3,214 …` (torchtitan, metrics.py). */
export const torchtitan: Rule = presetRule({
  id: 'torchtitan',
  marks: ['step:'],
  head: /^step:\s*(\d+)\s+(?=loss:|grad_norm:)/,
});

/** `Step 1 | loss:1.98 lr:2e-05 tokens_per_second_per_gpu:812.1` (torchtune, metric_logging.py). */
export const torchtune: Rule = presetRule({
  id: 'torchtune',
  marks: ['Step '],
  head: /^Step (\d+) \| (?=\S+:)/,
});

/** `step:1 - actor/kl_loss:0.0012 - critic/rewards/mean:0.41` (verl), `step:125/1750 val_loss:4.1` (modded-nanogpt). */
export const verl: Rule = presetRule({
  id: 'verl',
  marks: ['step:'],
  head: /^step:(\d+)(?:\/(\d+))? (?:- )?(?=\S+:)/,
});

/** `epoch=0/micro_step=40/global_step=10, RunningAvgSamplesPerSec=…` (DeepSpeed, timer.py). */
export const deepSpeedSpeed: Rule = presetRule({
  id: 'deepSpeedSpeed',
  marks: ['RunningAvgSamplesPerSec'],
  head: /^(?:epoch=\d+\/micro_step=\d+\/)?global_step=(\d+), (?=RunningAvgSamplesPerSec)/,
});

/** `[0]\ttrain-logloss:0.48012\teval-logloss:0.50233` */
export const xgboost: Rule = presetRule({
  id: 'xgboost',
  marks: [']\t'],
  head: /^\[(\d+)\]\t(?=[^\s:-]{1,80}-[^\s:]{1,80}:\S)/,
  unit: 'iteration',
});

/** `[1]\tvalid_0's l2: 0.24309\tvalid_0's auc: 0.9` */
export const lightGbm: Rule = presetRule({
  id: 'lightGbm',
  marks: ["'s "],
  head: /^\[(\d+)\]\t(?=[^\t:]{1,120}'s )/,
  separator: '\t',
  rename: (name) => name.replace("'s ", '/'),
  unit: 'iteration',
});

/** `0:\tlearn: 0.65\ttest: 0.64\tbest: 0.64 (0)\ttotal: 46.8ms\tremaining: 515ms` */
export const catBoost: Rule = presetRule({
  id: 'catBoost',
  marks: ['\tlearn:'],
  head: /^(\d+):\t(?=learn:)/,
  separator: '\t',
  leaveOut: ['best', 'total', 'remaining'],
  unit: 'iteration',
  remaining: catBoostSeconds,
});

/** `eta: 0:12:34  iter: 19  total_loss: 1.92  loss_cls: 0.53  … lr: 0.00717  max_mem: 5012M` (detectron2, events.py). */
export const detectron2: Rule = presetRule({
  id: 'detectron2',
  marks: ['total_loss:'],
  head: /^(?:eta: [\w:, ]{4,30}?\s{1,8})?iter: (\d+)\s/,
  unit: 'iteration',
  remaining: etaOf,
});
