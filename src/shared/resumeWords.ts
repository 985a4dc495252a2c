// What is said of going on from a checkpoint, in words.
import { describeCheckpointProblem } from './checkpointWords';
import { l10n } from './language';
import type { PassedOver, PreflightFact, ResumeRecipe, ResumeWarning } from './resume';
import { formatBytes } from './text';

/** What is told to go on by words that are always the same. */
const frameworkNames = {
  axolotl: 'Axolotl',
  'llama-factory': 'LLaMA-Factory',
  'lightning-cli': 'Lightning',
  torchtune: 'torchtune',
  torchtitan: 'torchtitan',
  megatron: 'Megatron',
  nemo: 'NeMo',
  nanogpt: 'nanoGPT',
  ultralytics: 'Ultralytics',
  timm: 'timm',
  detectron2: 'Detectron2',
  mmengine: 'MMEngine',
  fairseq: 'fairseq',
  composer: 'Composer',
  verl: 'verl',
} as const;

type OtherRecipe = Exclude<ResumeRecipe, keyof typeof frameworkNames>;

/** Why the command looks as it does. */
export function describeRecipe(recipe: ResumeRecipe): string {
  return isFramework(recipe)
    ? l10n.t('This is how {0} is told to go on.', frameworkNames[recipe])
    : describeOther(recipe);
}

function isFramework(recipe: ResumeRecipe): recipe is keyof typeof frameworkNames {
  return recipe in frameworkNames;
}

function describeOther(recipe: OtherRecipe): string {
  switch (recipe) {
    case 'hf-trainer':
      return l10n.t('The script takes the Trainer’s arguments; an explicit path is the surest.');
    case 'own-option':
      return l10n.t('The script has an option of its own for it.');
    case 'automatic':
      return l10n.t('The script looks for a checkpoint whenever it is started.');
    case 'keras-backup':
      return l10n.t('BackupAndRestore goes on by itself.');
    case 'template':
      return l10n.t('From your template.');
    case 'code':
      return l10n.t('No option was found that makes the script go on.');
  }
}

export function describeResumeWarning(warning: ResumeWarning): string {
  switch (warning.kind) {
    case 'noCheckpoint':
      return l10n.t('There is no checkpoint that a training could go on from.');
    case 'weightsOnly':
      return l10n.t(
        'Only the weights can be loaded: {0} missing. Optimizer and learning rate begin anew.',
        warning.missing.join(', '),
      );
    case 'noCommand':
      return l10n.t('Nothing tells which command the run was started with.');
    case 'ignoredOption':
      return l10n.t(
        '{0} takes {1} and never looks at it: the training would begin from scratch.',
        warning.script,
        warning.option,
      );
    case 'needsCode':
      return l10n.t('The script itself has to load the checkpoint, such as by {0}', warning.code);
    case 'findsByItself':
      return l10n.t(
        'The program takes what it finds in {0}, and begins from scratch without a word where it finds nothing.',
        warning.folder,
      );
    case 'wouldOverwrite':
      return l10n.t('{0} would make it begin from scratch.', warning.option);
    case 'unreadScript':
      return l10n.t('{0} could not be read: whether it goes on is not known.', warning.script);
  }
}

export function describePassedOver({ problems, resume, missing }: PassedOver): string {
  if (problems.length > 0) return problems.map(describeCheckpointProblem).join('; ');
  return resume === 'weights'
    ? l10n.t('weights only: {0} missing', missing.join(', '))
    : l10n.t('no training can go on from it');
}

export function describePreflight(fact: PreflightFact): string {
  switch (fact.kind) {
    case 'disk':
    case 'temporaryDisk':
      return fact.freeBytes === null
        ? l10n.t('Free space at {0} is not known.', fact.path)
        : l10n.t(
            '{0} free at {1}; the next checkpoints need {2}.',
            formatBytes(fact.freeBytes),
            fact.path,
            formatBytes(fact.neededBytes),
          );
    case 'commit':
      if (fact.ok === true) return l10n.t('The code is at the same commit.');
      if (fact.ok === null) return l10n.t('Whether the code changed is not known.');
      return l10n.t(
        'The code is at commit {0}, and was at {1}.',
        short(fact.now),
        short(fact.before),
      );
    case 'worldSize':
      if (fact.ok === null) return l10n.t('The number of processes is not known.');
      return fact.ok
        ? l10n.t('The number of processes is the same.')
        : l10n.t('{0} processes would start, and {1} saved.', fact.now ?? '?', fact.before ?? '?');
    case 'oldProcesses':
      return fact.pids.length === 0
        ? l10n.t('No process of an earlier start is left.')
        : l10n.t('Processes of an earlier start still run: {0}', fact.pids.join(', '));
    case 'port':
      return fact.ok
        ? l10n.t('Port {0} is free.', fact.port)
        : l10n.t('Port {0} is taken.', fact.port);
  }
}

function short(commit: string | null): string {
  return commit?.slice(0, 8) ?? '?';
}
