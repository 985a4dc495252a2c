// Long consoles, long lines and hostile ones take time that grows with their length only.
import assert from 'node:assert/strict';
import { ConsoleFeed } from '../../../../src/core/diagnosis/consoleFeed';
import { diagnose, diagnoseScan } from '../../../../src/core/diagnosis/diagnose';

const megabyte = 1 << 20;
const death =
  'Traceback (most recent call last):\n  File "train.py", line 9, in main\n    run()\nRuntimeError: CUDA error: out of memory\n';

/** Of bars, dictionaries and log lines, as trainings print them. */
function trainingText(bytes: number): string {
  const lines = Array.from({ length: 1_000 }, (_, step) => {
    const bar = `Epoch 1:  ${step % 100}%|████      | ${step}/1000 [02:11<02:40,  3.42it/s, loss=0.${step}]`;
    const row = `{'loss': 0.${step}, 'grad_norm': 1.25, 'learning_rate': 2e-05, 'epoch': 0.4}`;
    return `\r${bar}\r${bar}\n${row}\n2026-11-22 10:00:00,123 INFO trainer: step ${step} saved checkpoint to out/checkpoint-${step}\n`;
  }).join('');
  return lines.repeat(Math.ceil(bytes / lines.length));
}

/** Seconds of the processor. */
function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

describe('the diagnosis of long consoles', () => {
  it('finds the end of one of 10 MB read in pieces, at 5 MB a second or more', () => {
    const text = trainingText(10 * megabyte) + death;
    let found: unknown = null;
    const seconds = cpuSeconds(() => {
      const feed = new ConsoleFeed();
      for (let at = 0; at < text.length; at += 65_536) feed.push(text.slice(at, at + 65_536));
      const { class: failureClass, frame, evidence } = diagnoseScan(feed.finish(), {}, 1)!;
      found = [failureClass, frame, evidence.at(-1)?.line];
    });
    const lines = text.split('\n').length - 1;
    assert.deepEqual(found, ['cuda-oom', { file: 'train.py', line: 9, function: 'main' }, lines]);
    assert.ok(text.length / megabyte / seconds >= 5, `${text.length / megabyte / seconds} MB/s`);
  });

  const hostile = {
    'one line of a bar that was never ended': `${'Epoch 0:  6%|██        | 3/50 [00:01<00:10]'.repeat(25_000)}\n`,
    'one line of words': `${'loss error File "x", line '.repeat(40_000)}\n`,
    brackets: `${'[rank1]: ['.repeat(100_000)}\n`,
    spaces: `${' '.repeat(megabyte)}Killed\n`,
    stars: `${'*** '.repeat(250_000)}\n`,
    digits: `${'1'.repeat(megabyte)}: x\n`,
    'frames without end': '  File "a.py", line 1, in f\n'.repeat(40_000),
    'headers without end': 'Traceback (most recent call last):\n'.repeat(30_000),
    'errors without end': 'ValueError: x\n'.repeat(70_000),
    'carriage returns': '\rstep 1 loss 2'.repeat(70_000),
    escapes: '\x1b['.repeat(500_000),
  };
  for (const [name, text] of Object.entries(hostile)) {
    it(`is quick with ${name}, and finds what follows`, () => {
      let found: unknown = null;
      const seconds = cpuSeconds(() => {
        found = diagnose(`${text}\n${death}`)?.class;
      });
      assert.deepEqual([found, seconds < 2], ['cuda-oom', true], `${seconds} s`);
    });
  }
});
