// How each framework is made to go on from a checkpoint: one line each, the surest sign first. What a script does with its
// options is told by its source.
import path from 'node:path';
import type { CheckpointFramework } from '../../shared/checkpoints';
import type { ResumePoint, ResumeRecipe, ResumeWarning } from '../../shared/resume';
import {
  partsOfCommand,
  valueOf,
  withOption,
  withoutOption,
  withSetting,
} from '../launch/trainingCommand';

export interface RecipeSetting {
  readonly argv: readonly string[];
  readonly checkpoint: ResumePoint;
  /** Source of the script; null where it has none or cannot be read. */
  readonly source: string | null;
}

export interface RecipeResult {
  readonly argv: readonly string[];
  readonly warnings: readonly ResumeWarning[];
}

export interface Recipe {
  readonly id: ResumeRecipe;
  fits(setting: RecipeSetting): boolean;
  apply(setting: RecipeSetting): RecipeResult;
}

const changed = (argv: readonly string[], ...warnings: readonly ResumeWarning[]): RecipeResult => ({
  argv,
  warnings,
});

const isOf =
  (...frameworks: readonly CheckpointFramework[]) =>
  ({ checkpoint }: RecipeSetting): boolean =>
    frameworks.includes(checkpoint.framework);

/** Whether a word of the command, without its folder, is this program. */
const runs =
  (program: RegExp) =>
  ({ argv }: RecipeSetting): boolean =>
    argv.some((word) => program.test(word.replace(/^.*[\\/]/, '').replace(/\.exe$/, '')));

const mentions =
  (pattern: RegExp) =>
  ({ source }: RecipeSetting): boolean =>
    source !== null && pattern.test(source);

const folderOf = ({ checkpoint }: RecipeSetting): string => path.dirname(checkpoint.path);

const finds = (setting: RecipeSetting): ResumeWarning => ({
  kind: 'findsByItself',
  folder: folderOf(setting),
});

/** The programs of trainers, which are known by their names. */
const programs: readonly Recipe[] = [
  {
    id: 'axolotl',
    fits: runs(/^axolotl(?:\.cli.*)?$/),
    apply: ({ argv, checkpoint }) =>
      changed(withOption(argv, ['--resume-from-checkpoint'], checkpoint.path, 'joined')),
  },
  {
    id: 'llama-factory',
    fits: runs(/^(?:llamafactory-cli|lmf)$/),
    apply: ({ argv, checkpoint }) =>
      changed(withSetting(argv, 'resume_from_checkpoint', checkpoint.path)),
  },
  {
    id: 'ultralytics',
    fits: runs(/^yolo$/),
    apply: ({ argv, checkpoint }) => {
      const model = withSetting(argv, 'model', checkpoint.path);
      const asked = model.some((word) => /^resume(?:=|$)/.test(word));
      return changed(asked ? model : [...model, 'resume=True']);
    },
  },
  {
    id: 'torchtune',
    fits: runs(/^tune$/),
    apply: (setting) => {
      const asked = withSetting(setting.argv, 'resume_from_checkpoint', 'True');
      return changed(withSetting(asked, 'checkpointer.checkpoint_dir', folderOf(setting)));
    },
  },
  {
    id: 'fairseq',
    fits: (setting) => runs(/^fairseq-(?:hydra-)?train$/)(setting) || isOf('fairseq')(setting),
    apply: ({ argv, checkpoint }) => changed(withOption(argv, ['--restore-file'], checkpoint.path)),
  },
];

/** Frameworks whose scripts all take the same words. */
const frameworks: readonly Recipe[] = [
  {
    id: 'torchtitan',
    fits: ({ argv }) => argv.some((word) => word.includes('torchtitan')),
    apply: (setting) => {
      const { step } = setting.checkpoint;
      const argv =
        step === null
          ? setting.argv
          : withOption(setting.argv, ['--checkpoint.load_step'], String(step));
      return changed(argv, finds(setting));
    },
  },
  {
    id: 'megatron',
    fits: isOf('megatron'),
    apply: (setting) => {
      const { step } = setting.checkpoint;
      const fresh = withoutOption(setting.argv, ['--finetune']);
      const loaded = withOption(fresh, ['--load'], folderOf(setting));
      const stepped = step === null ? loaded : withOption(loaded, ['--ckpt-step'], String(step));
      // Without this it would begin anew where the checkpoint is not found.
      return changed(withOption(stepped, ['--exit-on-missing-checkpoint'], null));
    },
  },
  {
    id: 'nemo',
    fits: isOf('nemo'),
    apply: (setting) => {
      const asked = withSetting(setting.argv, 'exp_manager.resume_if_exists', 'True');
      const strict = withSetting(asked, 'exp_manager.resume_ignore_no_checkpoint', 'False');
      return changed(strict, finds(setting));
    },
  },
  {
    id: 'verl',
    fits: isOf('verl'),
    apply: ({ argv, checkpoint }) => {
      const asked = withSetting(argv, 'trainer.resume_mode', 'resume_path');
      return changed(withSetting(asked, 'trainer.resume_from_path', checkpoint.path));
    },
  },
  {
    id: 'mmengine',
    fits: isOf('mmengine'),
    apply: ({ argv, checkpoint }) => changed(withOption(argv, ['--resume'], checkpoint.path)),
  },
  {
    id: 'detectron2',
    fits: isOf('detectron2'),
    apply: (setting) => changed(withOption(setting.argv, ['--resume'], null), finds(setting)),
  },
  {
    id: 'timm',
    fits: isOf('timm'),
    apply: ({ argv, checkpoint }) => changed(withOption(argv, ['--resume'], checkpoint.path)),
  },
  {
    id: 'lightning-cli',
    fits: (setting) =>
      isOf('lightning')(setting) &&
      (setting.argv.includes('fit') || mentions(/\bLightningCLI\b/)(setting)),
    apply: ({ argv, checkpoint }) => changed(withOption(argv, ['--ckpt_path'], checkpoint.path)),
  },
  {
    id: 'nanogpt',
    fits: mentions(/init_from\s*==\s*['"]resume['"]/),
    apply: (setting) => {
      const asked = withOption(setting.argv, ['--init_from'], 'resume', 'joined');
      return changed(withOption(asked, ['--out_dir'], folderOf(setting), 'joined'));
    },
  },
  {
    id: 'keras-backup',
    fits: (setting) => isOf('keras')(setting) && mentions(/\bBackupAndRestore\b/)(setting),
    apply: (setting) => changed(setting.argv, finds(setting)),
  },
  {
    id: 'composer',
    fits: (setting) => isOf('composer')(setting) && mentions(/\bautoresume\s*=\s*True/)(setting),
    apply: (setting) => changed(setting.argv, finds(setting)),
  },
];

/** Overwriting what is there is the opposite of going on. */
const overwriting = ['--overwrite_output_dir', 'overwrite_output_dir', '--overwrite-output-dir'];

export function overwriteWarning(argv: readonly string[]): readonly ResumeWarning[] {
  const own = argv.slice(partsOfCommand(argv).argumentsAt);
  const option = overwriting.find((name) => valueOf(['', ...own], [name]) !== null);
  return option === undefined ? [] : [{ kind: 'wouldOverwrite', option }];
}

export const recipes: readonly Recipe[] = [...programs, ...frameworks];
