// What is said of a run that died: what, where and why, with the evidence for it and what could be done.

export const failureClasses = [
  // Memory.
  ...['cuda-oom', 'mps-oom', 'jax-oom', 'tensorflow-oom', 'kernel-resources'],
  ...['host-oom', 'oom-killed', 'shared-memory'],
  // Reading data.
  ...['dataloader-killed', 'dataloader-crash', 'dataloader-exit', 'dataloader-timeout'],
  ...['dataset-error', 'too-many-open-files', 'io-error'],
  // Numbers.
  ...['nan', 'loss-scale', 'divergence'],
  // The GPU.
  ...['device-assert', 'index-out-of-range', 'illegal-memory-access', 'gpu-hardware'],
  ...['no-kernel-image', 'cuda-setup', 'no-gpu', 'cuda-error'],
  // Several processes.
  ...['nccl-timeout', 'nccl-error', 'peer-lost', 'rendezvous', 'port-in-use'],
  // Disks and checkpoints.
  ...['disk-full', 'checkpoint-corrupt', 'checkpoint-refused', 'checkpoint-mismatch'],
  ...['checkpoint-missing', 'batch-mismatch'],
  // Files, network, accounts.
  ...['file-not-found', 'permission-denied', 'network', 'auth', 'tracker', 'import-error', 'usage'],
  // Schedulers, signals, people.
  ...['time-limit', 'preempted', 'node-failure', 'terminated', 'clean-stop', 'cancelled'],
  ...['user-stop'],
  // Everything else.
  ...['killed', 'segfault', 'abort', 'bus-error', 'signal', 'exit-code', 'python-error', 'stall'],
] as const;

/** Why a run ended; `failureTable` says more of each. */
export type FailureClass = (typeof failureClasses)[number];

/** High: text and end of the process agree. Low: little more than a guess. */
export type Confidence = 'high' | 'medium' | 'low';

/** What the process was doing. */
export type FailurePhase =
  'start' | 'load' | 'data' | 'train' | 'optimizer-step' | 'evaluation' | 'save';

export interface FailureFrame {
  /** As the process printed it: of its machine, its container, perhaps relative; `<string>` where there is no file. */
  readonly file: string;
  readonly line: number;
  /** Null where there is none, as of a syntax error. */
  readonly function: string | null;
}

/** Another process that holds memory of the GPU. */
export interface MemoryHolder {
  readonly pid: number;
  /** Bytes. */
  readonly used: number;
}

/** What the text says in numbers. All sizes are bytes; what it does not say is not there. */
export interface FailureNumbers {
  readonly asked?: number;
  readonly free?: number;
  readonly total?: number;
  /** Reserved by the program's own allocator and not allocated. */
  readonly reserved?: number;
  readonly allocated?: number;
  /** What this process holds in all. */
  readonly used?: number;
  /** What it was allowed. */
  readonly limit?: number;
  /** In private pools, such as those of CUDA graphs. */
  readonly privatePools?: number;
  readonly otherProcesses?: readonly MemoryHolder[];
  /** As the process counts them, from 0. */
  readonly gpu?: number;
  readonly pid?: number;
  readonly exitCode?: number;
  /** Such as `SIGKILL`. */
  readonly signal?: string;
  /** Number of the collective operation that hung. */
  readonly sequence?: number;
  readonly timeoutMs?: number;
  readonly ranMs?: number;
  /** NVIDIA's number for what went wrong in the GPU. */
  readonly xid?: number;
  /** Last and best value of the metric, where a metric is the evidence. */
  readonly last?: number;
  readonly best?: number;
}

export interface EvidenceLine {
  /** From 1; null where the file was not read from its start. */
  readonly line: number | null;
  readonly text: string;
}

export const remedyActions = [
  ...['smaller-batch', 'much-smaller-input', 'expandable-segments', 'other-gpu', 'free-gpu'],
  ...['without-cuda-graphs', 'fix-leak', 'cap-length', 'smaller-evaluation-batch', 'load-on-cpu'],
  ...['smaller-optimizer', 'gradient-checkpointing', 'jax-memory-settings', 'tf-memory-settings'],
  ...['kernel-settings', 'fewer-workers', 'more-memory', 'more-shared-memory', 'without-workers'],
  ...['longer-timeout', 'fix-data', 'raise-file-limit', 'resume-before', 'lower-learning-rate'],
  ...['use-bf16', 'fix-labels', 'blocking-launches', 'retry-once', 'replace-gpu', 'install-build'],
  ...['fix-gpu-visibility', 'find-culprit', 'check-network-interface', 'resume', 'free-port'],
  ...['free-disk', 'quarantine', 'trusted-checkpoint', 'matching-model', 'other-checkpoint'],
  ...['matching-batch', 'fix-path', 'fix-permissions', 'retry-later', 'offline', 'login'],
  ...[
    'tracker-offline',
    'install-package',
    'fix-command',
    'requeue',
    'more-time',
    'look-at-kernel',
  ],
  ...['fix-code', 'look-at-stack', 'look-at-log'],
] as const;

/** What could be done; `remedyTable` has the words. */
export type RemedyAction = (typeof remedyActions)[number];

export interface Remedy {
  readonly action: RemedyAction;
  readonly description: string;
  /** Whether a program may try it without asking. */
  readonly safeToRetry: boolean;
  /** How often it may be tried for one run; 0 where trying again alone is of no use. */
  readonly limit: number;
  /** Variables for the environment of the next try. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Failure {
  readonly class: FailureClass;
  /** What it is in a few words, in the language of whoever asked. */
  readonly title: string;
  /** False for what ended before its end without anything being wrong: stopped by a person, or cleanly on request. */
  readonly failed: boolean;
  readonly confidence: Confidence;
  /** The process it began in; null where there is one only, or where nothing tells. */
  readonly rank: number | null;
  /** Type of the root exception as Python prints it; null where there was none. */
  readonly exception: string | null;
  readonly message: string;
  /** The user's own line, as far as can be told. */
  readonly frame: FailureFrame | null;
  /** The line is only near it: the GPU works behind the program's back. */
  readonly isFrameApproximate: boolean;
  readonly numbers: FailureNumbers;
  readonly phase: FailurePhase | null;
  /** The last one that was told of before the end. */
  readonly step: number | null;
  readonly evidence: readonly EvidenceLine[];
  readonly remedies: readonly Remedy[];
}
