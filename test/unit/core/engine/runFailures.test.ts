// Why runs ended, as the engine tells it: found beside the run, kept, and found out anew when something moved on.
import assert from 'node:assert/strict';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RunFailures } from '../../../../src/core/engine/runFailures';
import type { RunId, RunSummary } from '../../../../src/shared/vocabulary';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const death = 'Traceback (most recent call last):\n  File "t.py", line 9, in fit\nKeyError: 1\n';
const endedAt = 1_700_000_000;
const id = 'run' as RunId;

describe('failures of runs', () => {
  const folder = useTemporaryFolder();

  /** A run without values in `runs/exp`, which ended at a fixed time. */
  function summaryOf(more: Partial<RunSummary> = {}): RunSummary {
    const summary: Partial<RunSummary> = {
      ...{ id, name: 'exp', directory: path.join(folder(), 'runs/exp'), state: 'unknown' },
      ...{ evidence: { kind: 'noEndRecord', lastGrowthAtMs: endedAt * 1000 }, sources: [] },
      ...{ points: 10, lastWallTime: endedAt, lastStep: 7 },
      ...more,
    };
    return summary as RunSummary;
  }

  function write(name: string, text: string, secondsAfter = 5): void {
    const file = path.join(folder(), name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    utimesSync(file, endedAt + secondsAfter, endedAt + secondsAfter);
  }

  it('are found inside its directory, else above it in what ended with it', async () => {
    mkdirSync(path.join(folder(), 'runs/exp'), { recursive: true });
    write('slurm-1.out', death, 86_400);
    const failures = (): RunFailures =>
      new RunFailures(
        () => summaryOf(),
        () => Promise.resolve({}),
      );
    const found = [await failures().get(id)];
    write('slurm-2.out', death.replace('KeyError', 'IndexError'));
    found.push(await failures().get(id));
    write('runs/exp/logs/output.log', death);
    found.push(await failures().get(id));
    assert.deepEqual(
      found.map((each) => each && [each.exception, each.step]),
      [null, ['IndexError', 7], ['KeyError', 7]],
    );
  });

  it('are found out once, and anew when the console or the run moved on', async () => {
    let asked = 0;
    let points = 10;
    const failures = new RunFailures(
      () => summaryOf({ points }),
      () => {
        asked++;
        return Promise.resolve({});
      },
    );
    write('runs/exp/output.log', 'step 1 loss: 0.5\n');
    const found = [await failures.get(id), await failures.get(id)];
    write('runs/exp/output.log', death);
    found.push(await failures.get(id), await failures.get(id));
    points++;
    found.push(await failures.get(id));
    assert.deepEqual(
      [asked, found.map((each) => each?.class ?? null)],
      [3, [null, null, 'python-error', 'python-error', 'python-error']],
    );
  });

  it('are none of runs that are gone', async () => {
    const failures = new RunFailures(
      () => null,
      () => Promise.resolve({}),
    );
    assert.equal(await failures.get(id), null);
  });
});
