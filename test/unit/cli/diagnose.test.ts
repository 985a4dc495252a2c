// `trackside diagnose` as a program: what it prints and how it exits.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../support/projectRoot';
import { useCommandLine } from '../../support/commandLine';
import { useTemporaryFolder } from '../../support/temporaryFolder';

const fixtures = path.join(projectRoot, 'test/fixtures/failures');

describe('command line about failures', () => {
  const folder = useTemporaryFolder();
  const run = useCommandLine();

  it('prints a failure as JSON with every field, and exits with 3', async () => {
    const { code, stdout } = await run('diagnose', path.join(fixtures, 'slurm-4.out'), '--json');
    const told = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(
      [
        code,
        { ...told, remedies: (told['remedies'] as { action: string }[]).map((r) => r.action) },
      ],
      [
        3,
        {
          failed: true,
          class: 'oom-killed',
          confidence: 'high',
          rank: 0,
          exception: null,
          message:
            'slurmstepd-vm: error: StepId=4.0 exceeded memory limit (150216704 > 104857600), being killed',
          frame: null,
          numbers: { used: 150216704, limit: 104857600 },
          phase: null,
          step: null,
          evidence: [
            {
              line: 1,
              text: 'slurmstepd-vm: error: StepId=4.0 exceeded memory limit (150216704 > 104857600), being killed',
            },
            { line: 2, text: 'slurmstepd-vm: error: Exceeded job memory limit' },
            { line: 5, text: 'srun: error: vm: task 0: Killed' },
          ],
          remedies: ['fewer-workers', 'more-memory'],
        },
      ],
    );
  });

  it('exits with 0 where nothing is wrong, and says so with the same fields', async () => {
    const { code, stdout } = await run('diagnose', path.join(fixtures, 'ok-1.out'), '--json');
    assert.deepEqual(
      [code, JSON.parse(stdout)],
      [
        0,
        {
          ...{ failed: false, class: null, confidence: null, rank: null, exception: null },
          ...{ message: null, frame: null, numbers: {}, phase: null, step: null },
          ...{ evidence: [], remedies: [] },
        },
      ],
    );
  });

  it('says it in words as well', async () => {
    const { code, stdout } = await run('diagnose', path.join(fixtures, 'torchrun-exc.log'));
    assert.deepEqual(
      [code, stdout.split('\n').slice(0, 6)],
      [
        3,
        [
          'failed: GPU out of memory (cuda-oom), confidence high',
          '  PyTorch asked for more memory than the GPU had left (CUDA, ROCm, XPU and others).',
          '  rank 1, phase start',
          '  at /home/ml/project/fail.py:5 in inner',
          '  RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB (fake)',
          '  asked 2.00 GiB',
        ],
      ],
    );
  });

  it('reads consoles of two bytes a character', async () => {
    const file = path.join(folder(), 'console.log');
    const text = 'Traceback (most recent call last):\n  File "a.py", line 2, in f\nKeyError: 1\n';
    writeFileSync(file, `\ufeff${text}`, 'utf16le');
    const { code, stdout } = await run('diagnose', file, '--json');
    const { exception, frame } = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(
      [code, exception, frame],
      [3, 'KeyError', { file: 'a.py', line: 2, function: 'f' }],
    );
  });

  it('refuses what it cannot read, and more than one place', async () => {
    const codes = [
      await run('diagnose', path.join(folder(), 'nothing.log')),
      await run('diagnose'),
      await run('diagnose', folder(), folder()),
    ].map(({ code }) => code);
    assert.deepEqual(codes, [1, 2, 2]);
  });
});
