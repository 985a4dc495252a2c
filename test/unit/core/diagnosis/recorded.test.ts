// Consoles of programs that really died: class, process, line and numbers.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { diagnose } from '../../../../src/core/diagnosis/diagnose';
import { projectRoot } from '../../../support/projectRoot';

const recordedFailures = path.join(projectRoot, 'test/fixtures/failures');

const dl = '/home/ml/project/dl.py';
const fail = '/home/ml/project/fail.py';
const oomNumbers = {
  asked: 2 ** 31,
  gpu: 0,
  total: 25393994138,
  free: 1138166333,
  used: 24159191040,
  allocated: 23514945946,
  reserved: 204336005,
};
const tb = '/home/ml/project/tb.py';

/** File, class, confidence, rank, exception, line, numbers. */
const facts: readonly (readonly unknown[])[] = [
  [
    'dataloader-bus.log',
    'shared-memory',
    'high',
    null,
    'RuntimeError',
    [dl, 17, 'main'],
    { pid: 27073 },
  ],
  ['dataloader-exc.log', 'dataset-error', 'high', null, 'ValueError', [dl, 11, '__getitem__'], {}],
  [
    ...['dataloader-exit.log', 'dataloader-exit', 'high', null, 'RuntimeError', [dl, 17, 'main']],
    { pid: 27131, exitCode: 1 },
  ],
  [
    ...['dataloader-fnf.log', 'file-not-found', 'high', null, 'FileNotFoundError'],
    ...[[dl, 12, '__getitem__'], {}],
  ],
  [
    'dataloader-kill.log',
    'dataloader-killed',
    'high',
    null,
    'RuntimeError',
    [dl, 17, 'main'],
    { pid: 27052 },
  ],
  [
    'dataloader-segv.log',
    'dataloader-crash',
    'high',
    null,
    'RuntimeError',
    [dl, 17, 'main'],
    { pid: 27088 },
  ],
  [
    ...['dmesg-memcg-oom.log', 'oom-killed', 'high', null, null, null],
    { pid: 10740, used: 125304832, limit: 125829120 },
  ],
  ['ok-1.out', null],
  ['slurm-2.out', 'python-error', 'high', 0, 'RuntimeError', ['<string>', 1, '<module>'], {}],
  ['slurm-3.out', 'killed', 'low', 0, null, null, { signal: 'SIGKILL' }],
  ['slurm-4.out', 'oom-killed', 'high', 0, null, null, { used: 150216704, limit: 104857600 }],
  ['slurm-5.out', 'time-limit', 'high', null, null, null, {}],
  ['slurm-6.out', 'cancelled', 'high', null, null, null, {}],
  ['slurm-7.out', 'cancelled', 'high', null, null, null, {}],
  [
    'torchrun-exc.log',
    'cuda-oom',
    'high',
    1,
    'RuntimeError',
    [fail, 5, 'inner'],
    { asked: 2 ** 31 },
  ],
  ['torchrun-exit3.log', 'exit-code', 'medium', 1, null, null, { exitCode: 3, pid: 8090 }],
  ['torchrun-kill.log', 'killed', 'low', 1, null, null, { signal: 'SIGKILL', pid: 8073 }],
  ['torchrun-rec.log', 'python-error', 'high', 1, 'ValueError', [fail, 18, 'main'], {}],
  ['traceback-a.log', 'python-error', 'high', null, 'ZeroDivisionError', [tb, 1, 'rec'], {}],
  ['traceback-b.log', 'python-error', 'high', null, 'ExceptionGroup', [tb, 9, '<module>'], {}],
  ['traceback-c.log', null],
  ['traceback-d.log', null],
  ['traceback-e.log', 'python-error', 'high', null, 'ValueError', [tb, 17, '<module>'], {}],
];

const deaths = '/home/ml/project/write_deaths.py';

/** The same of programs on real frameworks, written by `write_deaths.py`. */
const factsOfFrameworks: readonly (readonly unknown[])[] = [
  ['group.log', 'python-error', 'high', null, 'ValueError', [deaths, 66, 'load'], {}],
  ['hf-data.log', 'dataset-error', 'high', null, 'ValueError', [deaths, 14, '__getitem__'], {}],
  ['hf-nan.log', 'nan', 'high', null, null, null, {}],
  ['interrupt.log', 'user-stop', 'high', null, 'KeyboardInterrupt', [deaths, 90, '<module>'], {}],
  ['keras-nan.log', 'nan', 'medium', null, null, null, {}],
  ['lightning-interrupt.log', 'user-stop', 'high', null, null, null, {}],
  ['lightning-nan.log', 'nan', 'high', null, null, null, {}],
  [
    ...['lightning-oom.log', 'cuda-oom', 'high', null, 'torch.OutOfMemoryError'],
    ...[[deaths, 25, 'hungry'], oomNumbers],
  ],
  ['lightning-term.log', 'clean-stop', 'high', null, null, null, {}],
  [
    ...['lightning-val.log', 'index-out-of-range', 'high', null, 'IndexError'],
    ...[[deaths, 26, 'validation_step'], {}],
  ],
  ['load.log', 'checkpoint-corrupt', 'high', null, 'RuntimeError', [deaths, 84, 'resume'], {}],
  [
    ...['memory.log', 'host-oom', 'high', null, 'numpy._core._exceptions._ArrayMemoryError'],
    ...[[deaths, 110, '<module>'], { asked: 80044446502093 }],
  ],
  ['rich.log', 'python-error', 'high', null, 'KeyError', [deaths, 74, 'train'], {}],
  ['segv.log', 'segfault', 'high', null, 'Fatal Python error', [deaths, 79, 'crash'], {}],
  ['spawn.log', 'python-error', 'high', 1, 'RuntimeError', [deaths, 10, 'work'], {}],
  // torchrun saw the process first that lost the other one.
  ['torchrun-exit-late.log', 'exit-code', 'medium', 1, null, null, { exitCode: 5, pid: 24778 }],
  ['state.log', 'checkpoint-mismatch', 'high', null, 'RuntimeError', [deaths, 105, '<module>'], {}],
];

/** What trainings of many frameworks print, and programs that look worse than they are. */
function healthyConsoles(): string[] {
  const folders = ['failures/healthy', 'console', 'textLogs/runs'];
  return folders
    .map((name) => path.join(projectRoot, 'test/fixtures', name))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
        path.join(folder, name),
      ),
    )
    .filter((file) => /\.(?:log|out)$|(?:log|cout|logs-rank0|log_\d+)\.txt$/.test(file));
}

describe('the diagnosis of recorded consoles', () => {
  const all = [
    ...facts,
    ...factsOfFrameworks.map(([name, ...told]) => [`deaths/${String(name)}`, ...told]),
  ];
  for (const [name, ...expected] of all) {
    it(`is right for ${String(name)}`, () => {
      const found = diagnose(readFileSync(path.join(recordedFailures, String(name)), 'utf8'));
      const { frame } = found ?? {};
      const place = frame ? [frame.file, frame.line, frame.function] : null;
      const told = found
        ? [found.class, found.confidence, found.rank, found.exception, place, found.numbers]
        : [null];
      assert.deepEqual(told, expected);
    });
  }

  it('is nothing for consoles at which nothing is wrong', () => {
    const files = healthyConsoles();
    const wrong = files.filter((file) => diagnose(readFileSync(file, 'utf8'))?.failed);
    assert.deepEqual([files.length >= 50, wrong], [true, []]);
  });

  it('says what the exception said, notes included', () => {
    const messages = ['traceback-e.log', 'torchrun-rec.log', 'dataloader-fnf.log'].map(
      (name) => diagnose(readFileSync(path.join(recordedFailures, name), 'utf8'))?.message,
    );
    assert.deepEqual(messages, [
      'v\na note',
      'boom rec',
      "[Errno 2] No such file or directory: '/data/missing/img_007.jpg'",
    ]);
  });

  it('rests on lines of the console', () => {
    const found = diagnose(readFileSync(path.join(recordedFailures, 'torchrun-rec.log'), 'utf8'));
    assert.deepEqual(found?.evidence.slice(0, 2), [
      { line: 11, text: 'File "/home/ml/project/fail.py", line 18, in main' },
      { line: 14, text: 'ValueError: boom rec' },
    ]);
  });
});
