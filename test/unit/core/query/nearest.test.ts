// Facts about what lies under the cursor.
import assert from 'node:assert/strict';
import { collectNearest } from '../../../../src/core/query/nearest';
import { RunStore } from '../../../../src/core/store/store';
import type { NearestQuery } from '../../../../src/shared/frame';
import type { RunId } from '../../../../src/shared/vocabulary';
import { runId, SaidFile, steps } from '../store/saidFile';

function ask(
  runs: readonly string[],
  x: number,
  changes: Partial<NearestQuery> = {},
): NearestQuery {
  return {
    tag: 'loss',
    runs: runs as readonly RunId[],
    axis: 'step',
    x,
    smoothing: { kind: 'none' },
    ...changes,
  };
}

describe('the nearest points', () => {
  const store = new RunStore();
  const a = new SaidFile(store.addRun(runId('a')).addFile('f'));
  a.say(
    ['loss', 0, 0.1, 100],
    ['loss', 10, 0.2, NaN],
    ['loss', 20, NaN, 120],
    ['loss', 20, 4, 121],
  );
  const b = store.addRun(runId('b'));
  new SaidFile(b.addFile('f1')).say(...steps('loss', 0, 9));
  new SaidFile(b.addFile('f2')).say(...steps('loss', 5, 6, 100));

  it('are exact and lie on the visible line of each run', () => {
    assert.deepEqual(collectNearest(store, ask(['b', 'nobody', 'a'], 8)), [
      {
        run: 'b',
        tag: 'loss',
        writer: 0,
        x: 6,
        step: 6,
        wallTime: 1006,
        relative: 6,
        value: 106,
        smoothed: null,
      },
      {
        run: 'a',
        tag: 'loss',
        writer: 0,
        x: 10,
        step: 10,
        wallTime: null,
        relative: null,
        value: 0.2,
        smoothed: null,
      },
    ]);
  });

  it('are the left ones at equal distance and the newest of equal x', () => {
    const stepsAt = (x: number): unknown[] =>
      collectNearest(store, ask(['a'], x)).map(({ step, value }) => [step, value]);
    assert.deepEqual(
      [-5, 5, 5.1, 15, 16, 20, 1e9].map((x) => stepsAt(x)[0]),
      [
        [0, 0.1],
        [0, 0.1],
        [10, 0.2],
        [10, 0.2],
        [20, 4],
        [20, 4],
        [20, 4],
      ],
    );
    assert.deepEqual(stepsAt(NaN), []);
  });

  it('are found on the time axes and carry the smoothed value', () => {
    const smoothing = { kind: 'ema', weight: 0.5 } as const;
    assert.deepEqual(collectNearest(store, ask(['a'], 20.6, { axis: 'relative', smoothing })), [
      {
        run: 'a',
        tag: 'loss',
        writer: 0,
        x: 21,
        step: 20,
        wallTime: 121,
        relative: 21,
        value: 4,
        smoothed: (0.5 * (0.5 * 0.1) + 0.5 * 4) / 0.75,
      },
    ]);
    const [gap] = collectNearest(store, ask(['a'], 120, { axis: 'wall', smoothing }));
    assert.deepEqual([gap?.value, gap?.smoothed], [NaN, null]);
  });
});
