// What a reader of one file hands over: what is shown of it, and what only the search for checkpoints asks.
import type { CheckpointContent, CheckpointFramework } from '../../shared/checkpoints';

export interface FileContent extends CheckpointContent {
  /** The program whose state this is; null where any could have made it. */
  readonly framework: CheckpointFramework | null;
  /** Names of the best checkpoint by what the state notes, as its program saw the paths. */
  readonly bestPaths: readonly string[];
}

/** Lists of one file are no longer than this. */
export const mostTensors = 200_000;
export const mostScalars = 5_000;

const nothing: FileContent = {
  format: '',
  tensors: [],
  scalars: [],
  step: null,
  epoch: null,
  metrics: {},
  parts: { weights: false, optimizer: false, scheduler: false, rng: false },
  writtenBy: null,
  unsafeNames: [],
  problems: [],
  cut: false,
  framework: null,
  bestPaths: [],
};

export function fileContent(
  known: Partial<FileContent> & { readonly format: string },
): FileContent {
  return { ...nothing, ...known };
}
