// The table of remedies: what could be done about a failure, whether a program may try it unasked, and how often.
import type { Remedy, RemedyAction } from './failure';
import { l10n } from './language';

interface Row extends Omit<Remedy, 'action' | 'description'> {
  readonly description: () => string;
}

/** To be tried without asking, at most so often for one run. */
function safe(limit: number, description: () => string, environment?: Row['environment']): Row {
  return { description, safeToRetry: true, limit, ...(environment && { environment }) };
}

/** Changes what the training does or needs somebody to look: only after asking. */
function ask(limit: number, description: () => string, environment?: Row['environment']): Row {
  return { description, safeToRetry: false, limit, ...(environment && { environment }) };
}

/** To be done by a person first: trying again as it is ends the same way. */
function person(description: () => string): Row {
  return { description, safeToRetry: false, limit: 0 };
}

const segments = 'expandable_segments:True';

export const remedyTable: Readonly<Record<RemedyAction, Row>> = {
  'smaller-batch': safe(3, () =>
    l10n.t(
      'Resume with half the batch and twice the accumulation; the effective batch stays the same.',
    ),
  ),
  'much-smaller-input': ask(1, () =>
    l10n.t(
      'One tensor alone is larger than the GPU: look for a wrong shape, or make sequences, images or the batch much smaller.',
    ),
  ),
  'expandable-segments': safe(
    1,
    () =>
      l10n.t('The memory is in pieces: let the allocator grow its segments, with the same batch.'),
    { PYTORCH_CUDA_ALLOC_CONF: segments, PYTORCH_ALLOC_CONF: segments },
  ),
  'other-gpu': ask(1, () => l10n.t('Use another GPU.')),
  'free-gpu': ask(1, () =>
    l10n.t(
      'Another process holds the memory of the GPU: see which one, wait for it or end it. A smaller batch is not the answer.',
    ),
  ),
  'without-cuda-graphs': ask(1, () =>
    l10n.t(
      'CUDA graphs keep memory of their own: compile with mode "default" instead of "reduce-overhead".',
    ),
  ),
  'fix-leak': ask(1, () =>
    l10n.t(
      'Memory grew over many steps: look for losses added up without .item(), or for lists and graphs that grow.',
    ),
  ),
  'cap-length': ask(1, () =>
    l10n.t('A batch longer than all before: cap the length of samples, or group them by length.'),
  ),
  'smaller-evaluation-batch': safe(2, () =>
    l10n.t(
      'Resume with a smaller evaluation batch; move predictions off the GPU as they come (eval_accumulation_steps).',
    ),
  ),
  'load-on-cpu': safe(1, () =>
    l10n.t(
      'Load the checkpoint into the machine’s memory first (map_location="cpu"), before the model is moved.',
    ),
  ),
  'smaller-optimizer': ask(1, () =>
    l10n.t(
      'The states of the optimizer do not fit: use an 8-bit or paged optimizer, offload it, or train adapters only.',
    ),
  ),
  'gradient-checkpointing': ask(1, () =>
    l10n.t('Turn gradient checkpointing on: slower, with less memory.'),
  ),
  'jax-memory-settings': ask(
    1,
    () => l10n.t('Let JAX take memory as it needs it, or a larger share.'),
    {
      XLA_PYTHON_CLIENT_PREALLOCATE: 'false',
    },
  ),
  'tf-memory-settings': ask(1, () => l10n.t('Let TensorFlow take memory as it needs it.'), {
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    TF_GPU_ALLOCATOR: 'cuda_malloc_async',
  }),
  'kernel-settings': person(() =>
    l10n.t(
      'A kernel asks for more on-chip memory than the GPU has: use smaller blocks or fewer stages. The batch has nothing to do with it.',
    ),
  ),
  'fewer-workers': safe(1, () =>
    l10n.t(
      'Resume with half the data workers and a smaller prefetch_factor; the batch hardly matters.',
    ),
  ),
  'more-memory': ask(1, () =>
    l10n.t('Give the job more memory (--mem of Slurm, the limit of the container).'),
  ),
  'more-shared-memory': ask(1, () =>
    l10n.t(
      'Give the container more shared memory (--shm-size=8g or --ipc=host), or share tensors by files (set_sharing_strategy("file_system")).',
    ),
  ),
  'without-workers': person(() =>
    l10n.t(
      'Run once with num_workers=0: the error then shows where it happens instead of in a worker.',
    ),
  ),
  'longer-timeout': ask(1, () =>
    l10n.t('Raise the timeout if a sample may take so long; else find what blocks.'),
  ),
  'fix-data': person(() =>
    l10n.t('Fix or skip the sample: with the same data it ends the same way.'),
  ),
  'raise-file-limit': ask(1, () =>
    l10n.t(
      'Raise the number of open files (ulimit -n), or share tensors by files (set_sharing_strategy("file_system")).',
    ),
  ),
  'resume-before': ask(1, () =>
    l10n.t(
      'Resume from the last checkpoint before the first bad step whose weights are finite, with a change: the same settings end the same way.',
    ),
  ),
  'lower-learning-rate': ask(1, () =>
    l10n.t('Resume with half the learning rate, or skip the data of that step.'),
  ),
  'use-bf16': ask(1, () => l10n.t('Use bf16 instead of fp16: it needs no loss scale.')),
  'fix-labels': person(() =>
    l10n.t(
      'A label or token id is out of range: compare the number of classes or the vocabulary with the data.',
    ),
  ),
  'blocking-launches': person(() =>
    l10n.t(
      'Run once with blocking launches, or on the CPU: the line that is shown is then the true one (CUDA_LAUNCH_BLOCKING=1).',
    ),
  ),
  'retry-once': safe(1, () =>
    l10n.t('Resume once as it was; if it happens again, it is no accident.'),
  ),
  'replace-gpu': ask(1, () =>
    l10n.t('The GPU is damaged: take it out of use, resume on another one.'),
  ),
  'install-build': person(() =>
    l10n.t('Install a build of the framework that is made for this GPU and driver.'),
  ),
  'fix-gpu-visibility': person(() =>
    l10n.t(
      'Look at which GPUs the process may see (CUDA_VISIBLE_DEVICES), who uses them, and whether workers are started by fork.',
    ),
  ),
  'find-culprit': ask(1, () =>
    l10n.t('Find the process that did not come to the operation: the others only waited for it.'),
  ),
  'check-network-interface': person(() =>
    l10n.t(
      'Look at the "Last error" line and at the network interface that NCCL uses (NCCL_SOCKET_IFNAME, NCCL_DEBUG=INFO).',
    ),
  ),
  resume: safe(2, () => l10n.t('Resume from the newest whole checkpoint.')),
  'free-port': safe(2, () =>
    l10n.t(
      'Use a free port (--standalone, or --rdzv-endpoint=localhost:0), after a look for a left-over process of this run.',
    ),
  ),
  'free-disk': person(() =>
    l10n.t('Free disk space, also in the folder for temporary files, then resume.'),
  ),
  quarantine: safe(1, () =>
    l10n.t(
      'Set the damaged checkpoint aside (nothing is deleted) and resume from the newest one that is whole.',
    ),
  ),
  'trusted-checkpoint': person(() =>
    l10n.t(
      'The file is not damaged: it holds more than weights. Allow its classes (add_safe_globals) if you trust where it is from.',
    ),
  ),
  'matching-model': person(() =>
    l10n.t(
      'The checkpoint is of another model or optimizer: compare names (module. of DDP, _orig_mod. of compile) and shapes.',
    ),
  ),
  'other-checkpoint': ask(1, () =>
    l10n.t('There is no checkpoint at that path: choose one that is there.'),
  ),
  'matching-batch': person(() =>
    l10n.t(
      'Batch, accumulation and number of processes must agree: change two of the three together.',
    ),
  ),
  'fix-path': person(() => l10n.t('Correct the path, or put the file there.')),
  'fix-permissions': person(() => l10n.t('Give the user the right to read or write there.')),
  'retry-later': safe(3, () => l10n.t('Try again after 30 seconds, 2 minutes, then 10 minutes.')),
  offline: ask(1, () => l10n.t('Work without network if everything was downloaded before.'), {
    HF_HUB_OFFLINE: '1',
  }),
  login: person(() => l10n.t('Log in, or ask for access to the model or data.')),
  'tracker-offline': ask(
    1,
    () => l10n.t('Keep the tracker’s log on this machine and upload it later.'),
    {
      WANDB_MODE: 'offline',
    },
  ),
  'install-package': person(() =>
    l10n.t('Install what is missing, in versions that belong together.'),
  ),
  'fix-command': person(() => l10n.t('Correct the command line.')),
  requeue: safe(3, () =>
    l10n.t('Put the job in the queue again; it goes on from the newest whole checkpoint.'),
  ),
  'more-time': ask(1, () => l10n.t('Ask for more time, or save more often.')),
  'look-at-kernel': person(() =>
    l10n.t(
      'Look who ended the process: the kernel’s log, the limits of the container, the job scheduler.',
    ),
  ),
  'fix-code': person(() => l10n.t('Correct the line that is shown.')),
  'look-at-stack': person(() =>
    l10n.t('See where the processes stand (py-spy dump), and what GPU, disk and network do.'),
  ),
  'look-at-log': person(() => l10n.t('Look at the end of the console.')),
};

/** In the language that is spoken. */
export function remedyOf(action: RemedyAction): Remedy {
  const { description, ...row } = remedyTable[action];
  return { action, description: description(), ...row };
}
