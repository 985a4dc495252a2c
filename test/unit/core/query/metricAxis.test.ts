// Facts about lines whose x is another metric of the run: joined by step, in the order of x, right while both grow.
import assert from 'node:assert/strict';
import { collectFrame } from '../../../../src/core/query/frame';
import { collectNearest } from '../../../../src/core/query/nearest';
import { RunStore } from '../../../../src/core/store/store';
import type { FrameQuery } from '../../../../src/shared/frame';
import { randomFrom } from '../store/random';
import { runId, SaidFile, type Said } from '../store/saidFile';
import { firstPieces, wholeOf } from './frameReader';

function storeOf(files: Readonly<Record<string, readonly Said[]>>): RunStore {
  const store = new RunStore();
  const run = store.addRun(runId('run'));
  for (const [key, said] of Object.entries(files)) new SaidFile(run.addFile(key)).say(...said);
  return store;
}

const onMetric = (xTags: readonly string[], changes: Partial<FrameQuery> = {}): FrameQuery =>
  wholeOf(['run'], { axis: 'metric', xTags, ...changes });

function pointsOf(store: RunStore, query: FrameQuery): [number, number][] {
  const [piece] = firstPieces(collectFrame(store, query), 'line');
  return (piece?.xs ?? []).map((x, i) => [x, piece!.ys[i]!]);
}

const loss = (from: number, to: number): Said[] =>
  Array.from({ length: to - from + 1 }, (_, i): Said => ['loss', from + i, 10 + from + i]);

describe('an axis that is another metric', () => {
  const epochs: Said[] = [
    ['epoch', 2, 0.5],
    ['epoch', 4, NaN],
    ['epoch', 5, 1],
  ];

  it('places a point at the last finite value at or before its step', () => {
    const store = storeOf({ f: [...loss(0, 6), ...epochs] });
    assert.deepEqual(pointsOf(store, onMetric(['epoch'])), [
      [0.5, 12],
      [0.5, 13],
      [0.5, 14],
      [1, 15],
      [1, 16],
    ]);
  });

  it('takes the first of several metrics that the run has, and leaves runs without any out', () => {
    const store = storeOf({ f: [...loss(0, 1), ['train/epoch', 0, 7]] });
    assert.deepEqual(pointsOf(store, onMetric(['epoch', 'train/epoch'])), [
      [7, 10],
      [7, 11],
    ]);
    assert.deepEqual(collectFrame(store, onMetric(['tokens'])).series, []);
  });

  it('draws the points in the order of x where that is not the order of steps', () => {
    const accuracy = [0.3, 0.1, 0.2].map((value, step): Said => ['accuracy', step, value]);
    const store = storeOf({ f: [...loss(0, 2), ...accuracy] });
    const sorted = [
      [0.1, 11],
      [0.2, 12],
      [0.3, 10],
    ].map(([x, y]) => [x, y]);
    assert.deepEqual(pointsOf(store, onMetric(['accuracy'])), sorted);
    const smoothing = { kind: 'none' } as const;
    const [point] = collectNearest(store, {
      ...{ tag: 'loss', runs: [runId('run')], axis: 'metric', xTags: ['accuracy'] },
      ...{ x: 0.29, smoothing },
    });
    assert.deepEqual([point?.x, point?.step, point?.wallTime, point?.value], [0.3, 0, 1000, 10]);
  });

  it('stays right while both metrics grow, are superseded and change places', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = randomFrom(seed);
      const files: Record<string, Said[]> = { a: [], b: [] };
      let x = 0;
      for (let step = 0; step < 300; step++) {
        const file = step < 200 ? 'a' : 'b';
        const at = step < 200 ? step : step - 60;
        x += seed % 3 === 0 ? random() - 0.3 : random();
        if (random() < 0.5) files[file]!.push(['x', at, random() < 0.05 ? NaN : x]);
        if (random() < 0.7) files[file]!.push(['loss', at, random()]);
      }
      const store = new RunStore();
      const run = store.addRun(runId('run'));
      const query = onMetric(['x'], { columns: 1000 });
      for (const [key, said] of Object.entries(files)) {
        const file = new SaidFile(run.addFile(key), key === 'a' ? 1000 : 5000);
        const rest = [...said];
        while (rest.length > 0) {
          file.say(...rest.splice(0, 1 + Math.floor(random() * 30)));
          if (random() < 0.6) collectFrame(store, query);
        }
      }
      const fresh = new RunStore();
      const again = fresh.addRun(runId('run'));
      new SaidFile(again.addFile('a'), 1000).say(...files['a']!);
      new SaidFile(again.addFile('b'), 5000).say(...files['b']!);
      assert.deepEqual(pointsOf(store, query), pointsOf(fresh, query), `seed ${seed}`);
      assert.ok(pointsOf(store, query).length > 50);
    }
  });
});
