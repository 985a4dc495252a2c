// What is said of checkpoints: where they lie, what is in them, what is wrong with them, and what may go.

export const checkpointFrameworks = [
  ...['hf-trainer', 'lightning', 'accelerate', 'deepspeed', 'fsdp', 'dcp'],
  ...['megatron', 'nemo', 'torchtune', 'ultralytics', 'timm', 'fairseq', 'detectron2'],
  ...['mmengine', 'composer', 'sb3', 'keras', 'tensorflow', 'orbax', 'flax', 'ray', 'verl'],
  ...['pytorch', 'safetensors', 'gguf', 'onnx'],
] as const;

/** Which program's layout a checkpoint has; the last four are only kinds of files. */
export type CheckpointFramework = (typeof checkpointFrameworks)[number];

/** Everything that can go on, the weights alone, or nothing. */
export type ResumeKind = 'full' | 'weights' | 'no';

export type CheckpointProblemKind =
  // The whole file.
  | 'empty'
  | 'zeros'
  | 'git-lfs-pointer'
  | 'web-page'
  | 'unknown-format'
  | 'unreadable'
  // Its structure.
  | 'truncated'
  | 'trailing-bytes'
  | 'damaged'
  | 'sparse'
  | 'over-limit'
  // Its contents.
  | 'checksum'
  | 'not-finite'
  | 'unsafe-pickle'
  // A folder.
  | 'missing-file'
  | 'missing-tensor'
  | 'not-committed'
  | 'unfinished'
  | 'not-the-named-step';

export interface CheckpointProblem {
  readonly kind: CheckpointProblemKind;
  /** Relative to the checkpoint; empty for the checkpoint itself. */
  readonly file: string;
  /** A name, a count or a system error code; what it is depends on the kind. */
  readonly detail: string;
}

export interface CheckpointSummary {
  /** Absolute. */
  readonly path: string;
  readonly framework: CheckpointFramework;
  /** Steps of the optimizer that were done; null where nothing tells. */
  readonly step: number | null;
  readonly epoch: number | null;
  /** What was measured at this step, by the name that the framework gives it. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Bytes of its files, those with several names counted once. A symbolic link has none. */
  readonly sizeBytes: number;
  /** When its newest file was written. */
  readonly modifiedMs: number;
  readonly isFolder: boolean;
  /** The path that a symbolic link leads to; null for a checkpoint of its own. */
  readonly linkTo: string | null;
  readonly complete: boolean;
  /** Why it is not complete. */
  readonly problems: readonly CheckpointProblem[];
  readonly resume: ResumeKind;
  /** What a full resume would need and is not there: names of files, or of parts such as `optimizer`. */
  readonly missing: readonly string[];
  /** Whether it is the best of those it lies with, by what the framework notes or by a metric whose direction is known. */
  readonly best: boolean;
  /** Whether it is the newest complete one of those it lies with. */
  readonly last: boolean;
}

/** One tensor as a checkpoint's headers describe it. */
export interface TensorInfo {
  /** The way to it, with dots. */
  readonly name: string;
  /** As PyTorch and NumPy call it: `float32`, `bfloat16`, `int64`, `float8_e4m3fn`; GGUF's own for quantised ones. */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly sizeBytes: number;
  /** The file that holds its values, relative to the checkpoint; empty for the checkpoint itself. */
  readonly shard: string;
  /** Where its values start in that file; null where they are packed, in pieces or not in rows. */
  readonly offset: number | null;
}

export type ScalarValue = string | number | boolean | null;

/** What was saved beside the weights. */
export interface SavedParts {
  readonly weights: boolean;
  readonly optimizer: boolean;
  readonly scheduler: boolean;
  readonly rng: boolean;
}

export interface CheckpointContent {
  /** What the file is: `safetensors`, `torch`, `torch-legacy`, `hdf5`, `keras`, `gguf`, `tensorflow`, `dcp`, `orbax` … */
  readonly format: string;
  readonly tensors: readonly TensorInfo[];
  /** Single values by the way to them: step, epoch, learning rate, configuration. */
  readonly scalars: readonly { readonly name: string; readonly value: ScalarValue }[];
  readonly step: number | null;
  readonly epoch: number | null;
  readonly metrics: Readonly<Record<string, number>>;
  readonly parts: SavedParts;
  /** The program and its version, such as `pytorch-lightning 2.6.6`; null where nothing tells. */
  readonly writtenBy: string | null;
  /** Names that a pickle would import and that no checkpoint needs; they were not imported. */
  readonly unsafeNames: readonly string[];
  readonly problems: readonly CheckpointProblem[];
  /** Whether there was more than the limits allow to list. */
  readonly cut: boolean;
}

/** Values of a tensor summed up. Statistics are of the finite values; NaN where there are none. */
export interface TensorValues {
  readonly count: number;
  readonly nan: number;
  readonly infinite: number;
  readonly zeros: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly deviation: number;
  /** Finite values in equal bins from `min` to `max`. */
  readonly histogram: readonly number[];
}

export interface TensorChange {
  readonly name: string;
  readonly before: Pick<TensorInfo, 'dtype' | 'shape'>;
  readonly after: Pick<TensorInfo, 'dtype' | 'shape'>;
  /** The Euclidean norm of the difference, and of the values before; null where they cannot be compared. */
  readonly distance: number | null;
  readonly normBefore: number | null;
  readonly largest: number | null;
}

export interface CheckpointDiff {
  readonly added: readonly TensorInfo[];
  readonly removed: readonly TensorInfo[];
  /** Another shape or type. */
  readonly reshaped: readonly TensorChange[];
  readonly changed: readonly TensorChange[];
  readonly unchanged: number;
  /** Present in both with values that cannot be read one by one. */
  readonly unread: readonly string[];
}

export interface VerifyProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly problems: readonly CheckpointProblem[];
  /** How far it went: headers and sizes, or every byte. */
  readonly level: 'cheap' | 'deep';
  readonly checkedBytes: number;
  /** Files that carry no checksums, so that a changed byte in them cannot be told. */
  readonly withoutChecksums: readonly string[];
}

export type KeepReason =
  // The policy's.
  | 'best'
  | 'recent'
  | 'every'
  | 'pinned'
  | 'last-finite'
  // Never to be deleted.
  | 'newest'
  | 'resume-point'
  | 'incomplete'
  | 'running'
  | 'linked-to'
  | 'tracked'
  | 'noted-best'
  | 'foreign-files'
  | 'needed-by-others'
  | 'outside'
  | 'unjudged';

export interface RetentionPlan {
  readonly keep: readonly { readonly path: string; readonly reasons: readonly KeepReason[] }[];
  readonly remove: readonly {
    readonly path: string;
    readonly sizeBytes: number;
    /** What the disk gains when this and those before it in the list are gone. */
    readonly freedBytes: number;
  }[];
  readonly freedBytes: number;
}
