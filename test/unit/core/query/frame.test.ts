// Facts about what a chart gets: every pixel of the true line, exact points where they fit, no surprise on odd questions.
import assert from 'node:assert/strict';
import { collectFrame } from '../../../../src/core/query/frame';
import { RunStore } from '../../../../src/core/store/store';
import type { Frame } from '../../../../src/shared/frame';
import { randomFrom } from '../store/random';
import { runId, SaidFile, steps, type Said } from '../store/saidFile';
import { firstPieces, piecesOf, wholeOf } from './frameReader';
import { rasterise } from './rasterise';

function storeOf(runs: Record<string, readonly (readonly Said[])[]>): RunStore {
  const store = new RunStore();
  for (const [name, files] of Object.entries(runs)) {
    files.forEach((said, i) =>
      new SaidFile(store.addRun(runId(name)).addFile(`f${i}`), 1000 + i * 1e6).say(...said),
    );
  }
  return store;
}

/** A noisy line with one-point spikes and irregular steps. */
function spiky(seed: number, count: number): Said[] {
  const random = randomFrom(seed);
  let step = 0;
  return Array.from({ length: count }, (): Said => {
    step += 1 + Math.floor(random() ** 6 * 40);
    const spike = random() < 0.002 ? (random() - 0.5) * 100 : 0;
    return ['loss', step, Math.fround(random() + spike)];
  });
}

/** Equal within what float32 and interpolation may differ. */
function assertSamePixels(
  actual: readonly ([number, number] | null)[],
  expected: readonly ([number, number] | null)[],
): void {
  assert.equal(actual.length, expected.length);
  actual.forEach((one, column) => {
    const other = expected[column] ?? null;
    const same =
      one === other ||
      (one && other && one.every((y, i) => Math.abs(y - other[i]!) <= 1e-5 * (1 + Math.abs(y))));
    assert.ok(same, `column ${column}: ${String(one)} instead of ${String(other)}`);
  });
}

describe('a reduced line (M4)', () => {
  for (const seed of [1, 2, 3, 4]) {
    it(`covers exactly the pixels of the full line, seed ${seed}`, () => {
      const said = spiky(seed, 30_000);
      // The second file resumes in the middle: the visible line crosses segments.
      const store = storeOf({ run: [said.slice(0, 20_000), said.slice(15_000)] });
      const xs = said.map((one) => (one as [string, number, number])[1]);
      const ys = said.map((one) => (one as [string, number, number])[2]);
      const random = randomFrom(seed * 7);
      for (let i = 0; i < 20; i++) {
        const span = xs.at(-1)! * random() ** 3;
        const from = Math.floor((xs.at(-1)! - span) * random());
        const range = { from, to: from + span };
        const columns = 1 + Math.floor(random() * 900);
        const frame = collectFrame(store, wholeOf(['run'], { range, columns, ghosts: false }));
        const piece = firstPieces(frame, 'line')[0]!;
        assertSamePixels(
          rasterise(piece.xs, piece.ys, range.from, range.to, columns),
          rasterise(xs, ys, range.from, range.to, columns),
        );
        assert.ok(piece.xs.every((x, at) => at === 0 || x >= piece.xs[at - 1]!));
        assert.ok(piece.xs.length <= 4 * columns + 2);
      }
    });
  }

  it('keeps every extreme at two points per column', () => {
    const said = spiky(11, 30_000);
    const store = storeOf({ run: [said] });
    const columns = 300;
    const frame = collectFrame(store, wholeOf(['run'], { columns, detail: 'minmax' }));
    const { xs, ys } = firstPieces(frame, 'line')[0]!;
    const all = said as [string, number, number][];
    const expected = Array<[number, number] | null>(columns).fill(null);
    const actual = Array<[number, number] | null>(columns).fill(null);
    const { from, to } = frame.range;
    const add = (into: ([number, number] | null)[], x: number, y: number): void => {
      const c = Math.min(columns - 1, Math.floor(((x - from) / (to - from)) * columns));
      into[c] = [Math.min(into[c]?.[0] ?? y, y), Math.max(into[c]?.[1] ?? y, y)];
    };
    all.forEach(([, step, value]) => add(expected, step, value));
    xs.forEach((x, i) => add(actual, x, ys[i]!));
    assert.deepEqual(actual, expected);
    assert.ok(xs.length <= 2 * columns);
  });

  it('is the same whether the points came at once or one by one', () => {
    const said = spiky(21, 5000);
    const whole = collectFrame(storeOf({ run: [said] }), wholeOf(['run'], { columns: 70 }));
    const store = new RunStore();
    const file = new SaidFile(store.addRun(runId('run')).addFile('f0'));
    let grown: Frame | undefined;
    for (let i = 0; i < said.length; i += 250) {
      file.say(...said.slice(i, i + 250));
      grown = collectFrame(store, wholeOf(['run'], { columns: 70 }));
    }
    assert.deepEqual({ ...grown, revision: 0 }, { ...whole, revision: 0 });
  });
});

describe('a frame', () => {
  it('holds exact points where they fit, with one neighbour on each side', () => {
    const store = storeOf({ run: [steps('loss', 0, 99)] });
    const frame = collectFrame(store, wholeOf(['run'], { range: { from: 10, to: 12 } }));
    assert.deepEqual(piecesOf(frame, frame.series[0]), [
      { role: 'line', exact: true, xs: [9, 10, 11, 12, 13], ys: [9, 10, 11, 12, 13] },
    ]);
    assert.deepEqual(
      { ...frame, buffer: frame.buffer.byteLength, series: null },
      {
        revision: store.revision,
        axis: 'step',
        range: { from: 10, to: 12 },
        extent: { from: 0, to: 99 },
        y: { min: 10, max: 12 },
        yMinPositive: 10,
        yInner: { min: 11, max: 11 },
        series: null,
        buffer: 60,
        singleStep: false,
        markPlaces: [],
      },
    );
  });

  it('shows the line that crosses a stretch without points, and nothing beside the line', () => {
    const store = storeOf({
      run: [
        [
          ['loss', 0, 1],
          ['loss', 100, 3],
        ],
      ],
    });
    const crossing = collectFrame(store, wholeOf(['run'], { range: { from: 40, to: 60 } }));
    assert.deepEqual(firstPieces(crossing, 'line')[0]?.xs, [0, 100]);
    assert.deepEqual(crossing.y, { min: 1, max: 3 });
    const beside = collectFrame(store, wholeOf(['run'], { range: { from: 101, to: 200 } }));
    assert.deepEqual([beside.series[0]?.pieces, beside.y, beside.yInner], [[], null, null]);
  });

  it('shows superseded parts as ghosts, and where the run was started again', () => {
    const store = storeOf({ run: [steps('loss', 0, 9), steps('loss', 5, 7, 100)] });
    const frame = collectFrame(store, wholeOf(['run']));
    assert.deepEqual(piecesOf(frame, frame.series[0]), [
      { role: 'ghost', exact: true, xs: [5, 6, 7, 8, 9], ys: [5, 6, 7, 8, 9] },
      {
        role: 'line',
        exact: true,
        xs: [0, 1, 2, 3, 4, 5, 6, 7],
        ys: [0, 1, 2, 3, 4, 105, 106, 107],
      },
    ]);
    assert.deepEqual(
      [frame.extent, frame.y, frame.series[0]?.restarts, frame.series[0]?.points],
      [{ from: 0, to: 9 }, { min: 0, max: 107 }, [5], 13],
    );
    const without = collectFrame(store, wholeOf(['run'], { ghosts: false }));
    assert.deepEqual(
      [without.extent, without.series[0]?.pieces.map(({ role }) => role)],
      [{ from: 0, to: 7 }, ['line']],
    );
  });

  it('leaves the values behind a smoothed line out when they are not wanted', () => {
    const store = storeOf({ run: [steps('loss', 0, 999)] });
    const smoothing = { kind: 'ema', weight: 0.6 } as const;
    for (const columns of [10, 1_000]) {
      const whole = collectFrame(store, wholeOf(['run'], { smoothing, columns }));
      const bare = collectFrame(store, wholeOf(['run'], { smoothing, columns, raw: false }));
      assert.deepEqual(piecesOf(bare, bare.series[0]), firstPieces(whole, 'smooth'));
      assert.deepEqual([bare.y, bare.yInner], [whole.y, whole.yInner]);
    }
  });

  it('marks values that are not finite, at most once per pixel column, and leaves gaps for them', () => {
    const said: Said[] = [
      ['loss', 0, 1],
      ['loss', 1, NaN],
      ['loss', 2, Infinity],
      ['loss', 50, 3],
      ['loss', 99, -Infinity],
      ['loss', 100, 2],
    ];
    const frame = collectFrame(storeOf({ run: [said] }), wholeOf(['run'], { columns: 10 }));
    assert.deepEqual(piecesOf(frame, frame.series[0]), [
      { role: 'line', exact: true, xs: [0, 1, 2, 50, 99, 100], ys: [1, NaN, NaN, 3, NaN, 2] },
      { role: 'nonFinite', exact: true, xs: [1, 99], ys: [3, 4] },
    ]);
    const many = Array.from({ length: 10_000 }, (_, i): Said => ['loss', i, i % 3 ? i : NaN]);
    const reduced = collectFrame(storeOf({ run: [many] }), wholeOf(['run'], { columns: 50 }));
    const marks = firstPieces(reduced, 'nonFinite')[0]!;
    assert.deepEqual(marks.ys, Array(50).fill(1));
    assert.deepEqual(reduced.y, { min: 1, max: 9998 });
  });

  it('keeps drawing what float32 cannot hold at the limits of float32', () => {
    const said: Said[] = [
      ['loss', 0, 1e300],
      ['loss', 1, -1e300],
      ['loss', 2, 1e-60],
    ];
    const frame = collectFrame(storeOf({ run: [said] }), wholeOf(['run']));
    const limit = 3.4028234663852886e38;
    assert.deepEqual(firstPieces(frame, 'line')[0]?.ys, [limit, -limit, 0]);
    assert.deepEqual(frame.y, { min: -limit, max: limit });
    assert.equal(frame.yMinPositive, 1.401298464324817e-45);
  });

  it('tells when every point has the same step', () => {
    const zero: Said[] = [
      ['loss', 0, 1],
      ['loss', 0, 2],
    ];
    const store = storeOf({ zero: [zero], one: [[['loss', 0, 1]]], many: [steps('loss', 0, 3)] });
    const ask = (...runs: string[]): boolean => collectFrame(store, wholeOf(runs)).singleStep;
    assert.deepEqual(
      [ask('zero'), ask('one'), ask('zero', 'one'), ask('zero', 'many'), ask()],
      [true, false, true, false, false],
    );
    const wall = collectFrame(store, wholeOf(['zero'], { axis: 'wall' }));
    assert.equal(wall.singleStep, true);
    const once = storeOf({ a: [[['loss', 9, 1]]], b: [[['loss', 9, 2]]] });
    assert.equal(collectFrame(once, wholeOf(['a', 'b'])).singleStep, false);
  });

  it('pools the inner 90 % of values over runs as TensorBoard does', () => {
    const store = storeOf({
      a: [steps('loss', 0, 49)],
      b: [[...steps('loss', 50, 98), ['loss', 99, 1e9], ['loss', 100, NaN]]],
    });
    const frame = collectFrame(store, wholeOf(['a', 'b']));
    assert.deepEqual(frame.yInner, { min: 5, max: 94 });
    const two = collectFrame(store, wholeOf(['a'], { range: { from: 3, to: 4 } }));
    assert.deepEqual(two.yInner, { min: 3, max: 4 });
  });

  it('packs the pieces of all runs into one buffer of exactly their size', () => {
    const runs = Object.fromEntries(
      Array.from({ length: 5 }, (_, i) => [`r${i}`, [spiky(i, 100 + i * 500)]]),
    );
    const frame = collectFrame(
      storeOf(runs),
      wholeOf(Object.keys(runs), { smoothing: { kind: 'ema', weight: 0.5 } }),
    );
    const pieces = frame.series.flatMap((series) => series.pieces);
    const total = pieces.reduce((sum, { count }) => sum + count, 0);
    assert.equal(frame.buffer.byteLength, total * 12);
    let points = 0;
    for (const { count, xOffset, yOffset } of pieces) {
      assert.deepEqual([xOffset, yOffset], [points * 8, total * 8 + points * 4]);
      points += count;
    }
  });

  it('answers odd questions with an empty or a clamped frame', () => {
    const store = storeOf({ run: [spiky(1, 2000)] });
    const pieces = (changes: Parameters<typeof wholeOf>[1]): number =>
      collectFrame(store, wholeOf(['run', 'run', 'nobody'], changes)).series[0]?.pieces.length ??
      -1;
    const range = (from: number, to: number): { from: number; to: number } => ({ from, to });
    assert.deepEqual(
      [
        pieces({ range: range(NaN, 5) }),
        pieces({ range: range(9, 2) }),
        pieces({ range: range(Infinity, Infinity) }),
        pieces({ range: range(-Infinity, Infinity) }),
        pieces({ columns: 0 }),
        pieces({ columns: NaN }),
        pieces({ columns: -5 }),
        pieces({ columns: 1e9 }),
        pieces({ columns: Infinity }),
        pieces({ tag: 'none' }),
        pieces({ smoothing: { kind: 'ema', weight: NaN } }),
        pieces({ smoothing: { kind: 'ema', weight: 7 } }),
        pieces({ smoothing: { kind: 'timeWeightedEma', weight: -1 } }),
      ],
      [0, 0, 0, 1, 1, 1, 1, 1, 1, -1, 1, 2, 1],
    );
    const nothing = collectFrame(store, wholeOf([]));
    assert.deepEqual(
      { ...nothing, revision: 0, buffer: nothing.buffer.byteLength },
      {
        revision: 0,
        axis: 'step',
        range: { from: 0, to: 1 },
        extent: null,
        y: null,
        yMinPositive: null,
        yInner: null,
        series: [],
        buffer: 0,
        singleStep: false,
        markPlaces: [],
      },
    );
  });
});

describe('the time axes', () => {
  const said: Said[] = [
    ['other', 0, 0, 100],
    ['loss', 0, 1, 110],
    ['loss', 1, 2, NaN],
    ['loss', 2, 3, 130],
    ['loss', 3, 4, 120],
    ['loss', 4, 5, 140],
  ];

  it('leave out points without a time and follow the clock where it went back', () => {
    const store = storeOf({ run: [said] });
    const wall = collectFrame(store, wholeOf(['run'], { axis: 'wall' }));
    assert.deepEqual(piecesOf(wall, wall.series[0]), [
      { role: 'line', exact: true, xs: [110, 120, 130, 140], ys: [1, 4, 3, 5] },
    ]);
    const relative = collectFrame(store, wholeOf(['run'], { axis: 'relative' }));
    assert.deepEqual(firstPieces(relative, 'line')[0]?.xs, [10, 20, 30, 40]);
    assert.deepEqual(relative.extent, { from: 10, to: 40 });
    const step = collectFrame(store, wholeOf(['run']));
    assert.deepEqual(firstPieces(step, 'line')[0]?.ys, [1, 2, 3, 4, 5]);
  });

  it('stay in order while late points keep coming', () => {
    const random = randomFrom(4);
    const store = new RunStore();
    const file = new SaidFile(store.addRun(runId('run')).addFile('f'));
    const times: number[] = [];
    for (let i = 0; i < 600; i++) {
      const time = 1 + Math.floor(i + random() * (random() < 0.1 ? 60 : 1));
      times.push(time);
      file.say(['loss', i, i, time]);
      if (i % 37 !== 0) continue;
      const frame = collectFrame(store, wholeOf(['run'], { axis: 'wall', columns: 1000 }));
      const expected = times.map((at, n) => ({ at, n })).sort((a, b) => a.at - b.at || a.n - b.n);
      assert.deepEqual(firstPieces(frame, 'line')[0], {
        role: 'line',
        exact: true,
        xs: expected.map(({ at }) => at),
        ys: expected.map(({ n }) => n),
      });
    }
  });

  it('are empty for a run without any time', () => {
    const store = storeOf({
      run: [
        [
          ['loss', 0, 1, NaN],
          ['loss', 1, 1, NaN],
        ],
      ],
    });
    for (const axis of ['wall', 'relative'] as const) {
      const frame = collectFrame(store, wholeOf(['run'], { axis }));
      assert.deepEqual([frame.extent, frame.series[0]?.pieces], [null, []]);
    }
  });
});
