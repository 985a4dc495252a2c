// What is said of checkpoints, in words.
import type { CheckpointFramework, CheckpointProblem, KeepReason } from './checkpoints';
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
export function describeCheckpointProblem(problem: CheckpointProblem): string {
  const { file } = problem;
  return `${file === '' ? 'it' : file} ${clauseOf(problem)}`;
}

function clauseOf({ kind, detail }: CheckpointProblem): string {
  switch (kind) {
    case 'empty':
      return 'is empty';
    case 'zeros':
      return 'holds nothing but zeros, as after a crash before the disk was written';
    case 'git-lfs-pointer':
      return 'is a Git LFS pointer; the file itself was not fetched';
    case 'web-page':
      return 'is a web page, not the file that was to be downloaded';
    case 'unknown-format':
      return `is of no known format${suffix(detail)}`;
    case 'unreadable':
      return `cannot be read${suffix(detail)}`;
    case 'truncated':
      return /^\d+$/.test(detail)
        ? `is cut short (truncated): it ought to have ${formatBytes(Number(detail))}`
        : `is cut short (truncated)${suffix(detail)}`;
    case 'trailing-bytes':
      return `has ${detail} bytes more than it ought to`;
    case 'damaged':
      return `is damaged${suffix(detail)}`;
    case 'sparse':
      return 'was never fully written: most of it is a hole on the disk';
    case 'over-limit':
      return `is larger than can be read safely${suffix(detail)}`;
    case 'checksum':
      return `does not match its checksum (CRC)${suffix(detail)}`;
    case 'not-finite':
      return `holds NaN or infinite weights: ${detail}`;
    case 'unsafe-pickle':
      return `would run code that no checkpoint needs: ${detail}`;
    case 'missing-file':
      return 'is missing';
    case 'missing-tensor':
      return `lacks the values of ${detail}`;
    case 'not-committed':
      return `was not committed${suffix(detail)}`;
    case 'unfinished':
      return `was not finished${suffix(detail)}`;
    case 'not-the-named-step':
      return `is of step ${detail}, not of the one in the name`;
  }
}

function suffix(detail: string): string {
  return detail === '' ? '' : ` (${detail})`;
}

const reasonWords: Readonly<Record<KeepReason, string>> = {
  best: 'among the best',
  recent: 'among the newest asked for',
  every: 'at a step to keep',
  pinned: 'pinned',
  'last-finite': 'the last with finite weights',
  newest: 'the newest',
  'resume-point': 'where a resume would start',
  incomplete: 'not complete, or being written',
  running: 'of a run that is running',
  'linked-to': 'a link leads to it',
  tracked: 'the framework’s notes name it',
  'noted-best': 'the framework’s best',
  'foreign-files': 'holds files that are no part of it',
  'needed-by-others': 'others need it',
  outside: 'lies outside the folder',
  unjudged: 'its metric is not known',
};

export function describeKeepReason(reason: KeepReason): string {
  return reasonWords[reason];
}
