// `trackside diagnose` as a program: what it prints and how it exits.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../support/projectRoot';
import { firstState } from '../../../src/core/launch/launchState';
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

  /** A run's metrics as lines of JSON, and its console beside it. */
  function writeRun(name: string, losses: readonly (number | string)[], console: string): void {
    const run = path.join(folder(), name);
    mkdirSync(run, { recursive: true });
    const now = Date.now() / 1000;
    const rows = losses.map((loss, step) => JSON.stringify({ step, loss, timestamp: now + step }));
    writeFileSync(
      path.join(run, 'metrics.jsonl'),
      `${rows.join('\n').replaceAll('"NaN"', 'NaN')}\n`,
    );
    if (console !== '') writeFileSync(path.join(run, 'output.log'), console);
  }
  const wentWell = Array.from({ length: 40 }, (_, at) => 1 / (at + 1));
  const died = readFileSync(path.join(fixtures, 'torchrun-rec.log'), 'utf8');

  async function diagnoseFolder(): Promise<unknown> {
    const { code, stdout } = await run('diagnose', folder(), '--json');
    const told = JSON.parse(stdout) as Record<string, unknown> | Record<string, unknown>[];
    const list = Array.isArray(told) ? told : [told];
    return [code, list.map((each) => [each['run'], each['class'], each['rank'], each['step']])];
  }

  it('finds the console of the only run of a folder, and takes the step from its metrics', async () => {
    writeRun('exp', wentWell, '');
    writeFileSync(path.join(folder(), 'slurm-12.out'), died);
    assert.deepEqual(await diagnoseFolder(), [3, [[undefined, 'python-error', 1, 39]]]);
  });

  it('asks of jobs with numbers the last one', async () => {
    writeRun('exp', wentWell, '');
    writeFileSync(path.join(folder(), 'slurm-9.out'), died);
    writeFileSync(path.join(folder(), 'slurm-10.out'), 'step 1 loss: 0.5\n');
    assert.deepEqual(await diagnoseFolder(), [0, [[undefined, null, null, null]]]);
  });

  it('tells several runs apart', async () => {
    writeRun('well', wentWell, 'step 1 loss: 0.5\n');
    const other = wentWell.map((loss) => 2 * loss);
    writeRun('bad', other, died);
    assert.deepEqual(await diagnoseFolder(), [
      3,
      [
        ['bad', 'python-error', 1, 39],
        ['well', null, null, null],
      ],
    ]);
  });

  it('sees a loss that became no number, without a console', async () => {
    writeRun('exp', [...wentWell, 'NaN', 'NaN', 'NaN'], '');
    assert.deepEqual(await diagnoseFolder(), [3, [[undefined, 'nan', null, 40]]]);
  });

  it('reads what a tracker kept of the console', async () => {
    const { code, stdout } = await run('diagnose', path.join(fixtures, 'wandb'), '--json');
    const { exception, frame, step } = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(
      [code, exception, frame, step],
      [3, 'ValueError', { file: '/home/ml/project/train.py', line: 4, function: 'train' }, 30],
    );
  });

  it('believes a supervisor about the end of what it ran', async () => {
    const supervisor = { pid: 1, startMark: null };
    const state = { ...firstState('host', supervisor, 0), phase: 'ended' as const };
    const exit = { code: null, signal: 'SIGKILL', atMs: 0 };
    const stop = { askedAtMs: 0, signal: 'SIGINT', nextAtMs: null };
    writeFileSync(path.join(folder(), 'console.log'), 'step 1 loss: 0.5\n');
    const told = [];
    for (const changed of [
      { ...state, exit },
      { ...state, exit, stop },
    ]) {
      writeFileSync(path.join(folder(), 'state.json'), JSON.stringify(changed));
      const { code, stdout } = await run('diagnose', folder(), '--json');
      told.push([code, (JSON.parse(stdout) as Record<string, unknown>)['class']]);
    }
    assert.deepEqual(told, [
      [3, 'killed'],
      [0, 'user-stop'],
    ]);
  });

  it('finds the console beside a folder that is a run', async () => {
    writeRun('runs/exp', wentWell, '');
    writeFileSync(path.join(folder(), 'nohup.out'), died);
    const { code } = await run('diagnose', path.join(folder(), 'runs/exp'));
    assert.equal(code, 3);
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
