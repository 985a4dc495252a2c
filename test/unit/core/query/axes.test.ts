// Facts about lines where the axis is not simply what was logged: several writers, one step only, downtime, odd clocks.
import assert from 'node:assert/strict';
import { collectFrame } from '../../../../src/core/query/frame';
import { collectNearest } from '../../../../src/core/query/nearest';
import { RunStore } from '../../../../src/core/store/store';
import type { FrameQuery, NearestQuery, Smoothing } from '../../../../src/shared/frame';
import type { RunId } from '../../../../src/shared/vocabulary';
import { randomFrom } from '../store/random';
import { runId, SaidFile, type Said } from '../store/saidFile';
import { firstPieces, piecesOf, wholeOf } from './frameReader';

type Files = Readonly<Record<string, readonly Said[]>>;

function storeOf(runs: Readonly<Record<string, Files>>): RunStore {
  const store = new RunStore();
  for (const [name, files] of Object.entries(runs)) {
    const run = store.addRun(runId(name));
    for (const [key, said] of Object.entries(files)) new SaidFile(run.addFile(key)).say(...said);
  }
  return store;
}

/** `count` points of `loss` from a step and a moment on, one every `gap` seconds. */
function logged(step: number, time: number, count: number, gap = 1, value = 0): Said[] {
  return Array.from({ length: count }, (_, i): Said => [
    'loss',
    step + i,
    value + i,
    time + i * gap,
  ]);
}

/** Every line of a frame: whose it is, and its polylines without those for marks. */
function linesOf(store: RunStore, query: FrameQuery): unknown[] {
  const frame = collectFrame(store, query);
  return frame.series.map((series) => ({
    run: series.run,
    writer: series.writer,
    writers: series.writers,
    file: series.file,
    points: series.points,
    restarts: series.restarts,
    pieces: piecesOf(frame, series).map(({ role, xs, ys }) => ({ role, xs, ys })),
  }));
}

function nearest(store: RunStore, x: number, changes: Partial<NearestQuery>): unknown[] {
  const runs = Array.from(store.runs(), ({ id }) => id);
  const smoothing: Smoothing = { kind: 'none' };
  return collectNearest(store, { tag: 'loss', runs, axis: 'step', x, smoothing, ...changes });
}

describe('a run that several processes wrote at the same time', () => {
  const store = storeOf({
    run: { f1: logged(0, 1000, 20), f2: logged(0, 1001, 20, 1, 100), f3: logged(5, 2000, 3) },
  });

  it('trap 11: has a line for each, with its own restarts, ghosts and file', () => {
    const xs = (from: number, to: number): number[] =>
      Array.from({ length: to - from + 1 }, (_, i) => from + i);
    assert.deepEqual(linesOf(store, wholeOf(['run'])), [
      {
        run: 'run',
        writer: 0,
        writers: 2,
        file: 'f3',
        points: 23,
        restarts: [5],
        pieces: [
          { role: 'ghost', xs: xs(5, 19), ys: xs(5, 19) },
          { role: 'line', xs: xs(0, 7), ys: [0, 1, 2, 3, 4, 0, 1, 2] },
        ],
      },
      {
        run: 'run',
        writer: 1,
        writers: 2,
        file: 'f2',
        points: 20,
        restarts: [],
        pieces: [{ role: 'line', xs: xs(0, 19), ys: xs(100, 119) }],
      },
    ]);
  });

  it('shows the process of the newest file alone when asked to', () => {
    const only = collectFrame(store, wholeOf(['run'], { newestWriter: true }));
    assert.deepEqual(
      only.series.map(({ writer, writers }) => [writer, writers]),
      [[0, 2]],
    );
    assert.deepEqual(only.extent, { from: 0, to: 19 });
  });

  it('is smoothed line by line', () => {
    const smoothing: Smoothing = { kind: 'ema', weight: 0.9 };
    const together = collectFrame(store, wholeOf(['run'], { smoothing, ghosts: false }));
    const apart = storeOf({ run: { f2: logged(0, 1001, 20, 1, 100) } });
    const alone = collectFrame(apart, wholeOf(['run'], { smoothing }));
    assert.deepEqual(
      piecesOf(together, together.series[1]).map(({ ys }) => ys),
      piecesOf(alone, alone.series[0]).map(({ ys }) => ys),
    );
  });

  it('has a nearest point on each line', () => {
    const point = { run: 'run', tag: 'loss', step: 6, x: 6, smoothed: null };
    assert.deepEqual(nearest(store, 6, {}), [
      { ...point, writer: 0, wallTime: 2001, relative: 1001, value: 1 },
      { ...point, writer: 1, wallTime: 1007, relative: 7, value: 106 },
    ]);
    assert.equal(nearest(store, 6, { newestWriter: true }).length, 1);
  });
});

describe('a tag whose points all have one step', () => {
  const none = Array.from({ length: 5000 }, (_, i): Said => ['loss', 0, i, 1000 + i]);

  it('trap 10: is drawn by the number of the point, reduced and smoothed as on any axis', () => {
    const store = storeOf({ run: { f: none } });
    const frame = collectFrame(store, wholeOf(['run'], { columns: 50 }));
    assert.deepEqual(
      [frame.axis, frame.singleStep, frame.extent, frame.y],
      ['index', true, { from: 0, to: 4999 }, { min: 0, max: 4999 }],
    );
    const range = { from: 10, to: 12 };
    const zoomed = collectFrame(store, wholeOf(['run'], { range }));
    assert.deepEqual(firstPieces(zoomed, 'line')[0], {
      role: 'line',
      exact: true,
      xs: [9, 10, 11, 12, 13],
      ys: [9, 10, 11, 12, 13],
    });
    const smoothing: Smoothing = { kind: 'timeWeightedEma', weight: 0.9 };
    const steps = storeOf({ run: { f: none.map((_, i): Said => ['loss', i, i, 1000 + i]) } });
    const smooth = (from: RunStore): unknown =>
      firstPieces(collectFrame(from, wholeOf(['run'], { smoothing, range })), 'smooth');
    assert.deepEqual(smooth(store), smooth(steps));
  });

  it('trap 10: has nearest points with the step that was logged', () => {
    const store = storeOf({ run: { f: none } });
    assert.deepEqual(nearest(store, 3000.2, {}), [
      {
        run: 'run',
        tag: 'loss',
        writer: 0,
        x: 3000,
        step: 0,
        wallTime: 4000,
        relative: 3000,
        value: 3000,
        smoothed: null,
      },
    ]);
  });

  it('is drawn by time where time is asked for, and by step once there are others', () => {
    const store = storeOf({ run: { f: none } });
    assert.equal(collectFrame(store, wholeOf(['run'], { axis: 'wall' })).axis, 'wall');
    new SaidFile(store.run(runId('run'))!.addFile('g'), 9000).say(['loss', 1, 1]);
    const frame = collectFrame(store, wholeOf(['run']));
    assert.deepEqual([frame.axis, frame.extent], ['step', { from: 0, to: 1 }]);
  });

  it('grows on its axis as points come', () => {
    const store = new RunStore();
    const file = new SaidFile(store.addRun(runId('run')).addFile('f'));
    let grown;
    for (let i = 0; i < none.length; i += 700) {
      file.say(...none.slice(i, i + 700));
      grown = collectFrame(store, wholeOf(['run'], { columns: 70 }));
    }
    const whole = collectFrame(storeOf({ run: { f: none } }), wholeOf(['run'], { columns: 70 }));
    assert.deepEqual({ ...grown, revision: 0 }, { ...whole, revision: 0 });
  });

  it('is not one where every run has a single point', () => {
    const store = storeOf({ a: { f: [['loss', 9, 1]] }, b: { f: [['loss', 9, 2]] } });
    assert.equal(collectFrame(store, wholeOf(['a', 'b'])).axis, 'step');
  });
});

describe('relative time without downtime', () => {
  const skip = { axis: 'relative', skipDowntime: true } as const;
  const resumed: Files = { f1: logged(0, 1000, 10, 10), f2: logged(5, 5000, 5, 10) };
  const xsOf = (store: RunStore, changes: Partial<FrameQuery> = {}): number[][] => {
    const frame = collectFrame(store, wholeOf(['run'], { ...skip, ...changes }));
    return frame.series.flatMap((series) => piecesOf(frame, series).map(({ xs }) => [...xs]));
  };

  it('trap 13: goes on where the run was left, and counts what was run over as work', () => {
    const store = storeOf({ run: resumed });
    assert.deepEqual(linesOf(store, wholeOf(['run'], skip)), [
      {
        run: 'run',
        writer: 0,
        writers: 1,
        file: 'f2',
        points: 15,
        restarts: [90],
        pieces: [
          { role: 'ghost', xs: [50, 60, 70, 80, 90], ys: [5, 6, 7, 8, 9] },
          {
            role: 'line',
            xs: [0, 10, 20, 30, 40, 90, 100, 110, 120, 130],
            ys: [0, 1, 2, 3, 4, 0, 1, 2, 3, 4],
          },
        ],
      },
    ]);
    const plain = collectFrame(store, wholeOf(['run'], { axis: 'relative' }));
    assert.deepEqual([plain.extent, plain.series[0]?.restarts], [{ from: 0, to: 4040 }, [4000]]);
  });

  it('is the same for all tags of the run, however seldom they are logged', () => {
    const rare: Files = {
      f1: [...resumed['f1']!, ['eval', 2, 1, 1020]],
      f2: [...resumed['f2']!, ['eval', 8, 1, 5030]],
    };
    assert.deepEqual(xsOf(storeOf({ run: rare }), { tag: 'eval' }), [[20, 120]]);
  });

  it('has no downtime while another process of the run is at work', () => {
    const busy = Array.from({ length: 50 }, (_, i): Said => ['other', i, i, 1000 + i * 90]);
    const store = storeOf({ run: { ...resumed, f1b: busy } });
    assert.deepEqual(xsOf(store, { ghosts: false })[0]?.slice(4, 6), [40, 4000]);
  });

  it('leaves out a pause within a file only where the process was started again, and for a minute or more', () => {
    const pause = (seconds: number, mark: readonly Said[]): Files => ({
      f: [['loss', 5, 0, 1000], ['loss', 6, 0, 1010], ...mark, ['loss', 7, 0, 1010 + seconds]],
    });
    const last = (files: Files): number | undefined => xsOf(storeOf({ run: files }))[0]?.at(-1);
    assert.deepEqual(
      [last(pause(600, [{ start: 7 }])), last(pause(30, [{ start: 7 }])), last(pause(600, []))],
      [10, 40, 610],
    );
    const rewound: Files = { f: [...logged(0, 1000, 3), ...logged(1, 2000, 3)] };
    assert.deepEqual(xsOf(storeOf({ run: rewound }), { ghosts: false }), [[0, 2, 3, 4]]);
  });

  it('works under zoom, for the nearest point and for several runs', () => {
    const store = storeOf({ run: resumed, b: { f: logged(0, 7000, 5, 30) } });
    const range = { from: 95, to: 115 };
    assert.deepEqual(xsOf(store, { runs: ['run', 'b'] as RunId[], range }), [
      [90, 100, 110, 120],
      [90, 120],
    ]);
    assert.deepEqual(nearest(store, 108, skip), [
      {
        run: 'run',
        tag: 'loss',
        writer: 0,
        x: 110,
        step: 7,
        wallTime: 5020,
        relative: 4020,
        value: 2,
        smoothed: null,
      },
      {
        run: 'b',
        tag: 'loss',
        writer: 0,
        x: 120,
        step: 4,
        wallTime: 7120,
        relative: 120,
        value: 4,
        smoothed: null,
      },
    ]);
  });

  it('smooths over working time, as if the run had never stopped', () => {
    const smoothing: Smoothing = { kind: 'timeWeightedEma', weight: 0.99 };
    const random = randomFrom(5);
    const values = Array.from({ length: 400 }, () => random());
    const at = (i: number, time: number): Said => ['loss', i, values[i]!, time];
    const first = values.slice(0, 200).map((_, i) => at(i, 1000 + i));
    const store = storeOf({
      run: { f1: first, f2: values.slice(200).map((_, i) => at(200 + i, 9_000 + i)) },
    });
    const never = storeOf({
      run: { f1: first, f2: values.slice(200).map((_, i) => at(200 + i, 1199 + i)) },
    });
    const smooth = (from: RunStore, query: Partial<FrameQuery>): unknown =>
      firstPieces(
        collectFrame(from, wholeOf(['run'], { smoothing, columns: 400, ...query })),
        'smooth',
      );
    assert.deepEqual(smooth(store, skip), smooth(never, { axis: 'relative' }));
  });

  it('stays right while files grow, appear and are read in any order', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = randomFrom(seed);
      const files: Files = {
        a: logged(0, 1000, 60, 1 + random() * 3),
        b: logged(30, 1500 + random() * 100, 60, 2),
        c: logged(40, 3000, 60, 1),
      };
      const store = new RunStore();
      const run = store.addRun(runId('run'));
      const open = Object.keys(files).map((key) => ({
        file: new SaidFile(run.addFile(key)),
        rest: [...files[key]!],
      }));
      while (open.some(({ rest }) => rest.length > 0)) {
        const { file, rest } = open[Math.floor(random() * open.length)]!;
        file.say(...rest.splice(0, 1 + Math.floor(random() * 20)));
        if (random() < 0.4) collectFrame(store, wholeOf(['run'], skip));
      }
      assert.deepEqual(
        linesOf(store, wholeOf(['run'], skip)),
        linesOf(storeOf({ run: files }), wholeOf(['run'], skip)),
        `seed ${seed}`,
      );
    }
  });
});

describe('odd wall times', () => {
  const relative = (times: readonly number[]): unknown => {
    const said = times.map((time, i): Said => ['loss', i, i, time]);
    const frame = collectFrame(
      storeOf({ run: { f: said } }),
      wholeOf(['run'], { axis: 'relative' }),
    );
    return firstPieces(frame, 'line')[0]?.xs ?? null;
  };

  it('trap 12: never stretch the relative axis', () => {
    const start = 1_718_000_000;
    assert.deepEqual(relative([NaN, 0, start, -1, start + 5, Infinity, 1e300]), [0, 5]);
    assert.deepEqual(relative([0, 0]), null);
    for (const unit of [1e3, 1e6, 1e9]) {
      assert.deepEqual(relative([start * unit, (start + 1) * unit]), [0, 1], String(unit));
    }
    assert.deepEqual(relative([start, (start + 2) * 1e3]), [0, 2]);
  });

  it('trap 13: count from the first event of the run, whichever file and tag it is in', () => {
    const store = storeOf({
      run: {
        f1: [['loss', 0, 0, 1010]],
        f2: [
          ['other', 0, 0, 1000],
          ['loss', 1, 1, 1020],
        ],
      },
    });
    const frame = collectFrame(store, wholeOf(['run'], { axis: 'relative' }));
    assert.deepEqual(frame.extent, { from: 10, to: 20 });
  });

  it('trap 40: leave the order of points on the step axis alone', () => {
    const said: Said[] = [
      ['loss', 0, 1, 50],
      ['loss', 1, 2, 40],
      ['loss', 2, 3, 60],
    ];
    const frame = collectFrame(storeOf({ run: { f: said } }), wholeOf(['run']));
    assert.deepEqual(firstPieces(frame, 'line')[0]?.ys, [1, 2, 3]);
  });
});
