// Writes scripts that resume a run without the editor: the command as it was changed, with why and what to know. Pure.
import type { Failure } from '../../shared/failure';
import { failureTable } from '../../shared/failureTable';
import { printCommandLine } from '../launch/commandLine';
import type { Command, Degradation, DegradationWarning } from './degradation';

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

const kindWords = {
  'expandable-segments': 'The allocator may grow its segments; nothing else changes.',
  'smaller-batch': 'Smaller batch with more accumulation.',
  'smaller-evaluation-batch': 'Smaller batch for evaluations.',
  'gradient-checkpointing': 'Gradient checkpointing: slower, with less memory, the same results.',
  'half-precision': 'Half precision: results change a little.',
  'small-optimizer': 'An optimizer with 8-bit states: results change a little.',
} as const;

const warningWords: Readonly<Record<DegradationWarning, string>> = {
  'batch-norm': 'The model normalises over batches: smaller ones give other statistics.',
  'contrastive-loss': 'The loss compares samples of one batch: smaller ones make it easier.',
  'loss-jump':
    'This kind of model may report its loss multiplied by the accumulation; the training itself is the same but for clipping.',
  'results-change': 'Results are not those of before.',
  'automatic-batch':
    'auto_find_batch_size changes the batch without the accumulation: the effective batch does not stay the same.',
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
    `Resumes the run ${run} without the editor.`,
    ...(failure ? [describeFailure(failure)] : []),
    ...(checkpoint
      ? [describeCheckpoint(checkpoint)]
      : ['There is no checkpoint: it begins anew.']),
    ...given.flatMap(describeStep),
    'After the start: the first step that is logged should be close to that of the checkpoint.',
  ];
  return words.map((line) => `# ${onOneLine(line)}`);
}

function describeFailure({ class: failureClass, message, frame, step }: Failure): string {
  const place = frame ? ` at ${frame.file}:${frame.line}` : '';
  const when = step === null ? '' : ` at step ${step}`;
  const said = message.split('\n')[0]!.slice(0, 200);
  return `It ended${when}${place}: ${failureTable[failureClass].title} (${failureClass}). ${said}`;
}

function describeCheckpoint({ path, step }: NonNullable<RecoveryScript['checkpoint']>): string {
  return `It goes on from ${path}${step === null ? '' : `, step ${step}`}.`;
}

function describeStep({ kind, before, after, warnings }: Degradation): string[] {
  const batches =
    before && after
      ? ` ${before.size} x ${before.accumulation} becomes ${after.size} x ${after.accumulation}.`
      : '';
  return [
    `Changed: ${kindWords[kind]}${batches}`,
    ...warnings.map((warning) => `  Note: ${warningWords[warning]}`),
  ];
}

/** A comment ends with its line, so nothing in it may begin another one. */
function onOneLine(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trimEnd();
}
