// What is said of going on from a checkpoint: from which, with which command, and what speaks against it.
import type { CheckpointFramework, CheckpointProblem, ResumeKind } from './checkpoints';

/** How a program is made to go on. */
export type ResumeRecipe =
  | 'hf-trainer'
  | 'axolotl'
  | 'llama-factory'
  | 'lightning-cli'
  | 'torchtune'
  | 'torchtitan'
  | 'megatron'
  | 'nemo'
  | 'nanogpt'
  | 'ultralytics'
  | 'timm'
  | 'detectron2'
  | 'mmengine'
  | 'fairseq'
  | 'composer'
  | 'verl'
  | 'keras-backup'
  /** An option of the script's own. */
  | 'own-option'
  /** The script looks for a checkpoint whenever it is started. */
  | 'automatic'
  /** What the user wrote, with `{checkpoint}` and `{step}` in it. */
  | 'template'
  /** Nothing on the command line does it. */
  | 'code';

export interface ResumePoint {
  /** Absolute. */
  readonly path: string;
  readonly framework: CheckpointFramework;
  readonly step: number | null;
  readonly epoch: number | null;
  readonly sizeBytes: number;
  readonly resume: ResumeKind;
  readonly missing: readonly string[];
}

/** A newer checkpoint than the one that was chosen, and why it was not. */
export interface PassedOver {
  readonly path: string;
  readonly problems: readonly CheckpointProblem[];
  readonly resume: ResumeKind;
  readonly missing: readonly string[];
}

export interface ResumeCommand {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | null>>;
  /** Where the earlier command is known from. */
  readonly from: 'launch' | 'wandb' | 'typed';
  readonly earlier: readonly string[];
}

export type ResumeWarning =
  | { readonly kind: 'noCheckpoint' }
  | { readonly kind: 'weightsOnly'; readonly missing: readonly string[] }
  | { readonly kind: 'noCommand' }
  /** The script takes the option and never looks at it. */
  | { readonly kind: 'ignoredOption'; readonly option: string; readonly script: string }
  /** The script has no option for it: `code` is what would have to stand in it. */
  | { readonly kind: 'needsCode'; readonly code: string }
  /** The program looks for the newest checkpoint by itself, and begins anew without a word where it finds none. */
  | { readonly kind: 'findsByItself'; readonly folder: string }
  /** It would begin anew on top of what is there. */
  | { readonly kind: 'wouldOverwrite'; readonly option: string }
  | { readonly kind: 'unreadScript'; readonly script: string };

/** What was looked at before a start. `ok` null: it could not be found out. */
export type PreflightFact =
  | {
      readonly kind: 'disk' | 'temporaryDisk';
      readonly path: string;
      readonly freeBytes: number | null;
      /** Twice the size of the checkpoint: one is written while the one before is there. */
      readonly neededBytes: number;
      readonly ok: boolean | null;
    }
  | {
      readonly kind: 'commit';
      readonly before: string | null;
      readonly now: string | null;
      readonly ok: boolean | null;
    }
  | {
      readonly kind: 'worldSize';
      readonly before: number | null;
      readonly now: number | null;
      readonly ok: boolean | null;
    }
  /** Processes of earlier starts that still run. */
  | { readonly kind: 'oldProcesses'; readonly pids: readonly number[]; readonly ok: boolean | null }
  | { readonly kind: 'port'; readonly port: number; readonly ok: boolean | null };

export interface ResumePlan {
  readonly checkpoint: ResumePoint | null;
  readonly passedOver: readonly PassedOver[];
  readonly recipe: ResumeRecipe | null;
  readonly command: ResumeCommand | null;
  readonly warnings: readonly ResumeWarning[];
  readonly preflight: readonly PreflightFact[];
}
