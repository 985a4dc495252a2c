// Writes scripts that resume a run without the editor: the command as it was changed, with why and what to know. Pure.
import type { Failure } from '../../shared/failure';
import { l10n } from '../../shared/language';
import { printCommandLine } from '../launch/commandLine';
import type { Command, Degradation, DegradationKind, DegradationWarning } from './degradation';

export interface RecoveryScript {
  /** Name of the run. */
  readonly run: string;
  readonly failure: Failure | null;
  readonly checkpoint: { readonly path: string; readonly step: number | null } | null;
  /** As it is to be run: resumed, and with all that was given up. */
  readonly command: Command;
  /** Absolute path of the folder that it is run in. */
  readonly cwd: string;
  /** What was given up, in order. */
  readonly given: readonly Degradation[];
}

const kindWords: Readonly<Record<DegradationKind, () => string>> = {
  'expandable-segments': () => l10n.t('The allocator may grow its segments; nothing else changes.'),
  'smaller-batch': () => l10n.t('Smaller batch with more accumulation.'),
  'smaller-evaluation-batch': () => l10n.t('Smaller batch for evaluations.'),
  'gradient-checkpointing': () =>
    l10n.t('Gradient checkpointing: slower, with less memory, the same results.'),
  'half-precision': () => l10n.t('Half precision: results change a little.'),
  'small-optimizer': () => l10n.t('An optimizer with 8-bit states: results change a little.'),
};

const warningWords: Readonly<Record<DegradationWarning, () => string>> = {
  'batch-norm': () =>
    l10n.t('The model normalises over batches: smaller ones give other statistics.'),
  'contrastive-loss': () =>
    l10n.t('The loss compares samples of one batch: smaller ones make it easier.'),
  'loss-jump': () =>
    l10n.t(
      'This kind of model may report its loss multiplied by the accumulation; the training itself is the same but for clipping.',
    ),
  'results-change': () => l10n.t('Results are not those of before.'),
  'automatic-batch': () =>
    l10n.t(
      'auto_find_batch_size changes the batch without the accumulation: the effective batch does not stay the same.',
    ),
};

/** For `sh`. */
export function shellScript(script: RecoveryScript): string {
  const { command, cwd, checkpoint } = script;
  const quoted = (word: string): string => printCommandLine([word], 'posix');
  const guard = checkpoint
    ? [
        `if [ ! -e ${quoted(checkpoint.path)} ]; then`,
        `  echo 'The checkpoint is not there any more: nothing was started.' >&2`,
        '  exit 1',
        'fi',
      ]
    : [];
  const lines = [
    '#!/bin/sh',
    ...comments(script),
    'set -eu',
    `cd -- ${quoted(cwd)}`,
    ...guard,
    ...variables(command).map(([name, value]) => `export ${name}=${quoted(value)}`),
    `exec ${command.argv.map(quoted).join(' \\\n  ')}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** For Python 3, on every system. */
export function pythonScript(script: RecoveryScript): string {
  const { command, cwd, checkpoint } = script;
  const guard = checkpoint
    ? [
        `if not os.path.exists(${literal(checkpoint.path)}):`,
        '    sys.exit("The checkpoint is not there any more: nothing was started.")',
      ]
    : [];
  const lines = [
    '#!/usr/bin/env python3',
    ...comments(script),
    'import os',
    'import subprocess',
    'import sys',
    '',
    `cwd = ${literal(cwd)}`,
    'os.chdir(cwd)',
    ...guard,
    'environment = dict(os.environ)',
    ...variables(command).map(
      ([name, value]) => `environment[${literal(name)}] = ${literal(value)}`,
    ),
    'command = [',
    ...command.argv.map((word) => `    ${literal(word)},`),
    ']',
    'sys.exit(subprocess.call(command, env=environment))',
  ];
  return `${lines.join('\n')}\n`;
}

/** Variables with names that a shell takes. */
function variables({ environment }: Command): [string, string][] {
  return Object.entries(environment).filter(([name]) => /^[A-Za-z_]\w*$/.test(name));
}

/** A string of JSON is one of Python as well. */
function literal(text: string): string {
  return JSON.stringify(text);
}

function comments({ run, failure, checkpoint, given }: RecoveryScript): string[] {
  const words = [
    l10n.t('Resumes the run {0} without the editor.', run),
    ...(failure ? describeFailure(failure) : []),
    ...describeCheckpoint(checkpoint),
    ...given.flatMap(describeStep),
    l10n.t(
      'After the start: the first step that is logged should be close to that of the checkpoint.',
    ),
  ];
  return words.map((line) => `# ${onOneLine(line)}`);
}

function describeFailure({ class: failureClass, title, message, frame, step }: Failure): string[] {
  const said = message.split('\n')[0]!.slice(0, 200);
  return [
    l10n.t('Why it ended: {0} ({1}). {2}', title, failureClass, said),
    ...(frame ? [l10n.t('Where: {0}, line {1}', frame.file, frame.line)] : []),
    ...(step === null ? [] : [l10n.t('Its last step: {0}', step)]),
  ];
}

function describeCheckpoint(checkpoint: RecoveryScript['checkpoint']): string[] {
  if (!checkpoint) return [l10n.t('There is no checkpoint: it begins anew.')];
  const { path, step } = checkpoint;
  if (step === null) return [l10n.t('It goes on from {0}.', path)];
  return [l10n.t('It goes on from {0}, step {1}.', path, step)];
}

function describeStep({ kind, before, after, warnings }: Degradation): string[] {
  const batches =
    before && after
      ? [
          l10n.t(
            'Batch and accumulation: {0} × {1} becomes {2} × {3}.',
            before.size,
            before.accumulation,
            after.size,
            after.accumulation,
          ),
        ]
      : [];
  return [
    l10n.t('Changed: {0}', kindWords[kind]()),
    ...batches,
    ...warnings.map((warning) => l10n.t('Note: {0}', warningWords[warning]())),
  ];
}

/** A comment ends with its line, so nothing in it may begin another one. */
function onOneLine(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trimEnd();
}
