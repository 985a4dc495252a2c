// Scripts that resume a run without the editor: what they say, and that no name in them does anything.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { diagnose } from '../../../../src/core/diagnosis/diagnose';
import { planDegradation, type Command } from '../../../../src/core/recovery/degradation';
import {
  pythonScript,
  shellScript,
  type RecoveryScript,
} from '../../../../src/core/recovery/recoveryScript';
import { runProgram } from '../../../support/run';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const death =
  'step 120 loss: 0.5\nTraceback (most recent call last):\n  File "/app/t.py", line 9, in fit\n    run()\nRuntimeError: CUDA error: out of memory\n';

function scriptOf(command: Command, more: Partial<RecoveryScript> = {}): RecoveryScript {
  return {
    run: 'exp 1',
    failure: diagnose(death),
    checkpoint: { path: '/data/out/checkpoint-100', step: 100 },
    command,
    cwd: '/app',
    given: [],
    ...more,
  };
}

const [smaller] = planDegradation(
  {
    argv: ['python', 't.py', '--per_device_train_batch_size', '8', '--note', "it's"],
    environment: {},
  },
  { processes: 1, phase: 'train', isWithoutSegments: true, source: 'nn.BatchNorm1d', known: null },
);

const expectedShell = `#!/bin/sh
# Resumes the run exp 1 without the editor.
# Why it ended: GPU out of memory (cuda-oom). CUDA error: out of memory
# Where: /app/t.py, line 9
# Its last step: 120
# It goes on from /data/out/checkpoint-100, step 100.
# Changed: Smaller batch with more accumulation.
# Batch and accumulation: 8 × 1 becomes 4 × 2.
# Note: The model normalises over batches: smaller ones give other statistics.
# After the start: the first step that is logged should be close to that of the checkpoint.
set -eu
cd -- /app
if [ ! -e /data/out/checkpoint-100 ]; then
  echo 'The checkpoint is not there any more: nothing was started.' >&2
  exit 1
fi
export HF_HUB_OFFLINE=1
exec python \\
  t.py \\
  --per_device_train_batch_size \\
  4 \\
  --note \\
  'it'\\''s' \\
  --gradient_accumulation_steps \\
  2
`;

const expectedPython = `#!/usr/bin/env python3
# Resumes the run exp 1 without the editor.
# Why it ended: GPU out of memory (cuda-oom). CUDA error: out of memory
# Where: /app/t.py, line 9
# Its last step: 120
# It goes on from /data/out/checkpoint-100, step 100.
# Changed: Smaller batch with more accumulation.
# Batch and accumulation: 8 × 1 becomes 4 × 2.
# Note: The model normalises over batches: smaller ones give other statistics.
# After the start: the first step that is logged should be close to that of the checkpoint.
import os
import subprocess
import sys

cwd = "/app"
os.chdir(cwd)
if not os.path.exists("/data/out/checkpoint-100"):
    sys.exit("The checkpoint is not there any more: nothing was started.")
environment = dict(os.environ)
environment["HF_HUB_OFFLINE"] = "1"
command = [
    "python",
    "t.py",
    "--per_device_train_batch_size",
    "4",
    "--note",
    "it's",
    "--gradient_accumulation_steps",
    "2",
]
sys.exit(subprocess.call(command, env=environment))
`;

describe('recovery scripts', () => {
  const folder = useTemporaryFolder();

  it('say why, from where, what was changed, and then do it', () => {
    const script = scriptOf(
      { ...smaller!.command, environment: { HF_HUB_OFFLINE: '1' } },
      { given: [smaller!] },
    );
    assert.equal(shellScript(script), expectedShell);
    assert.equal(pythonScript(script), expectedPython);
  });

  const odd = [
    ...[
      "it's",
      '"double"',
      '$(touch bad)',
      '`touch bad`',
      '; touch bad',
      '--',
      '',
      'a b',
      '\\',
      '\\n',
    ],
    ...['line\nbreak', '*', '~', '#', '!x', 'ä→', '%s', '${HOME}', '-e', "'\\''", 'tab\tend'],
  ];

  for (const [name, write, program] of [
    ['sh', shellScript, 'sh'],
    ['Python', pythonScript, 'python3'],
  ] as const) {
    it(`hand every word on as it is, in ${name}, and comments do nothing`, async () => {
      const cwd = path.join(folder(), "a 'folder' $(x)");
      mkdirSync(cwd);
      const print = 'console.log(JSON.stringify([process.argv.slice(1), process.env.ODD]))';
      const text = write(
        scriptOf(
          {
            argv: [process.execPath, '-e', print, 'first', '--', ...odd],
            environment: { ODD: odd.join('|'), 'NOT A NAME': 'x' },
          },
          { run: 'x\ntouch bad\r\u2028touch bad', cwd, checkpoint: { path: cwd, step: null } },
        ),
      );
      const file = path.join(folder(), 'script');
      writeFileSync(file, text);
      const { code, stdout, stderr } = await runProgram(program, [file], { timeoutMs: 30_000 });
      assert.deepEqual(
        [code, stderr, JSON.parse(stdout)],
        [0, '', [['first', '--', ...odd], odd.join('|')]],
      );
    });

    it(`start nothing without the checkpoint, in ${name}`, async () => {
      const file = path.join(folder(), 'script');
      const command = { argv: [process.execPath, '-e', 'console.log(1)'], environment: {} };
      const checkpoint = { path: path.join(folder(), 'gone'), step: 1 };
      writeFileSync(file, write(scriptOf(command, { cwd: folder(), checkpoint })));
      const { code, stdout } = await runProgram(program, [file], { timeoutMs: 30_000 });
      assert.deepEqual([code, stdout], [1, '']);
    });
  }
});
