// What is said of checkpoints, in words.
import type { CheckpointFramework, CheckpointProblem, KeepReason } from './checkpoints';
import { l10n } from './language';
import { formatBytes } from './text';

const frameworkNames: Readonly<Record<CheckpointFramework, string>> = {
  'hf-trainer': 'Hugging Face Trainer',
  lightning: 'Lightning',
  accelerate: 'Accelerate',
  deepspeed: 'DeepSpeed',
  fsdp: 'FSDP',
  dcp: 'PyTorch distributed',
  megatron: 'Megatron',
  nemo: 'NeMo',
  torchtune: 'torchtune',
  ultralytics: 'Ultralytics',
  timm: 'timm',
  fairseq: 'fairseq',
  detectron2: 'Detectron2',
  mmengine: 'MMEngine',
  composer: 'Composer',
  sb3: 'Stable-Baselines3',
  keras: 'Keras',
  tensorflow: 'TensorFlow',
  orbax: 'Orbax',
  flax: 'Flax',
  ray: 'Ray',
  verl: 'verl',
  pytorch: 'PyTorch',
  safetensors: 'safetensors',
  gguf: 'GGUF',
  onnx: 'ONNX',
};

export function describeFramework(framework: CheckpointFramework): string {
  return frameworkNames[framework];
}

/** One problem as a clause, such as `optimizer.pt is cut short`. */
export function describeCheckpointProblem({ kind, file, detail }: CheckpointProblem): string {
  const what = file === '' ? l10n.t('it') : file;
  const length = kind === 'truncated' && /^\d+$/.test(detail) ? formatBytes(Number(detail)) : null;
  return length === null
    ? problemClauses[kind](what, detail)
    : l10n.t('{0} is cut short (truncated): it ought to have {1}', what, length);
}

type Clause = (what: string, detail: string) => string;

/** What comes after it in brackets, where there is anything. */
const withDetail = (clause: (what: string) => string): Clause => {
  return (what, detail) =>
    detail === '' ? clause(what) : l10n.t('{0} ({1})', clause(what), detail);
};

const problemClauses: Readonly<Record<CheckpointProblem['kind'], Clause>> = {
  empty: (what) => l10n.t('{0} is empty', what),
  zeros: (what) =>
    l10n.t('{0} holds nothing but zeros, as after a crash before the disk was written', what),
  'git-lfs-pointer': (what) =>
    l10n.t('{0} is a Git LFS pointer; the file itself was not fetched', what),
  'web-page': (what) => l10n.t('{0} is a web page, not the file that was to be downloaded', what),
  'unknown-format': withDetail((what) => l10n.t('{0} is of no known format', what)),
  unreadable: withDetail((what) => l10n.t('{0} cannot be read', what)),
  truncated: withDetail((what) => l10n.t('{0} is cut short (truncated)', what)),
  'trailing-bytes': (what, detail) =>
    l10n.t('{0} has {1} bytes more than it ought to', what, detail),
  damaged: withDetail((what) => l10n.t('{0} is damaged', what)),
  sparse: (what) => l10n.t('{0} was never fully written: most of it is a hole on the disk', what),
  'over-limit': withDetail((what) => l10n.t('{0} is larger than can be read safely', what)),
  checksum: withDetail((what) => l10n.t('{0} does not match its checksum (CRC)', what)),
  'not-finite': (what, detail) => l10n.t('{0} holds NaN or infinite weights: {1}', what, detail),
  'unsafe-pickle': (what, detail) =>
    l10n.t('{0} would run code that no checkpoint needs: {1}', what, detail),
  'missing-file': (what) => l10n.t('{0} is missing', what),
  'missing-tensor': (what, detail) => l10n.t('{0} lacks the values of {1}', what, detail),
  'not-committed': withDetail((what) => l10n.t('{0} was not committed', what)),
  unfinished: withDetail((what) => l10n.t('{0} was not finished', what)),
  'not-the-named-step': (what, detail) =>
    l10n.t('{0} is of step {1}, not of the one in the name', what, detail),
};

const reasonWords: Readonly<Record<KeepReason, () => string>> = {
  best: () => l10n.t('among the best'),
  recent: () => l10n.t('among the newest asked for'),
  every: () => l10n.t('at a step to keep'),
  pinned: () => l10n.t('pinned'),
  'last-finite': () => l10n.t('the last with finite weights'),
  newest: () => l10n.t('the newest'),
  'resume-point': () => l10n.t('where a resume would start'),
  incomplete: () => l10n.t('not complete, or being written'),
  running: () => l10n.t('of a run that is running'),
  'linked-to': () => l10n.t('a link leads to it'),
  tracked: () => l10n.t('the framework’s notes name it'),
  'noted-best': () => l10n.t('the framework’s best'),
  'foreign-files': () => l10n.t('holds files that are no part of it'),
  'needed-by-others': () => l10n.t('others need it'),
  outside: () => l10n.t('lies outside the folder'),
  unjudged: () => l10n.t('its metric is not known'),
};

export function describeKeepReason(reason: KeepReason): string {
  return reasonWords[reason]();
}
