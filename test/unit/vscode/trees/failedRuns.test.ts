// Why runs ended, for the rows that show them.
import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/core/diagnosis/diagnose';
import { FailedRuns } from '../../../../src/vscode/trees/failedRuns';
import { makeRun } from '../makeRun';

const failure = diagnose('RuntimeError: CUDA error: out of memory\n');

describe('failed runs in the tree', () => {
  function start(): { failed: FailedRuns; asked: string[]; changed: string[] } {
    const asked: string[] = [];
    const changed: string[] = [];
    const failed = new FailedRuns(
      (run) => {
        asked.push(run);
        return Promise.resolve(failure);
      },
      (run) => changed.push(run),
    );
    return { failed, asked, changed };
  }

  it('are asked for once, and shown when the answer is there', async () => {
    const { failed, asked, changed } = start();
    const run = makeRun('a', { state: 'failed' });
    const first = failed.known(run);
    await failed.of(run);
    assert.deepEqual(
      [first, failed.known(run)?.class, asked, changed],
      [null, 'cuda-oom', [run.id], [run.id]],
    );
  });

  it('are asked for again when the run moved on', async () => {
    const { failed, asked } = start();
    await failed.of(makeRun('a', { state: 'failed', points: 1 }));
    const later = makeRun('a', { state: 'failed', points: 2 });
    assert.deepEqual([failed.known(later), asked.length], [null, 2]);
  });

  it('are none of runs that go on or are done, and of doubtful ones only on demand', async () => {
    const { failed, asked } = start();
    failed.known(makeRun('a', { state: 'unknown' }));
    await failed.of(makeRun('b', { state: 'running' }));
    await failed.of(makeRun('c', { state: 'finished' }));
    const before = asked.length;
    await failed.of(makeRun('a', { state: 'unknown' }));
    assert.deepEqual([before, asked.length], [0, 1]);
  });
});
