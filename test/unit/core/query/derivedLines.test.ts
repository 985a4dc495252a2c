// Facts about lines that nobody logged: groups and differences in crowded columns, and figures of growing lines, each against its definition.
import assert from 'node:assert/strict';
import { collectFrame } from '../../../../src/core/query/frame';
import { collectLineStatistics } from '../../../../src/core/query/lineStatistics';
import { RunStore } from '../../../../src/core/store/store';
import type { GroupQuery } from '../../../../src/shared/frame';
import { randomFrom } from '../store/random';
import { runId, SaidFile, type Said } from '../store/saidFile';
import { firstPieces, piecesOf, wholeOf } from './frameReader';

interface Drawn {
  readonly xs: number[];
  readonly ys: number[];
}

const names = ['a', 'b', 'c'];

function randomRuns(seed: number, points: number): Map<string, Drawn> {
  const random = randomFrom(seed);
  const runs = names.map((name, at): [string, Drawn] => {
    const drawn: Drawn = { xs: [], ys: [] };
    let x = at * 7;
    for (let i = 0; i < points - at * 300; i++) {
      x += 1 + Math.floor(random() * 3);
      drawn.xs.push(x);
      drawn.ys.push(random() < 0.01 ? NaN : Math.fround(random() * 8 - 3 + at));
    }
    return [name, drawn];
  });
  return new Map(runs);
}

function storeOf(runs: ReadonlyMap<string, Drawn>): RunStore {
  const store = new RunStore();
  for (const [name, { xs, ys }] of runs) {
    const said = xs.map((x, i): Said => ['loss', x, ys[i]!]);
    new SaidFile(store.addRun(runId(name)).addFile('f')).say(...said);
  }
  return store;
}

/** The last finite value at or before x; NaN outside of the run, a column wide. */
function valueAt({ xs, ys }: Drawn, left: number, x: number): number {
  if (left > xs.at(-1)!) return NaN;
  let last = NaN;
  for (let i = 0; i < xs.length && xs[i]! <= x; i++) if (Number.isFinite(ys[i])) last = ys[i]!;
  return last;
}

function assertClose(actual: readonly number[], wanted: readonly number[]): void {
  assert.equal(actual.length, wanted.length);
  actual.forEach((one, i) => {
    const other = wanted[i]!;
    const same = Number.isNaN(other)
      ? Number.isNaN(one)
      : Math.abs(one - other) <= 1e-6 * (1 + Math.abs(other));
    assert.ok(same, `${i}: ${one} instead of ${other}`);
  });
}

const columns = 64;

describe('a group of runs with more points than columns', () => {
  const runs = randomRuns(3, 2000);
  const store = storeOf(runs);
  const groupOf = (band: GroupQuery['band']): GroupQuery => ({
    members: [names.map(runId)],
    centre: 'mean',
    band,
  });

  it('has one place a column, where each run has its last value', () => {
    const frame = collectFrame(store, wholeOf(names, { columns, groups: groupOf('std') }));
    const [centre] = firstPieces(frame, 'line');
    const { from, to } = frame.range;
    const width = (to - from) / columns;
    const means = centre!.xs.map((x) => {
      const values = [...runs.values()].map((run) => valueAt(run, x - width, x));
      const present = values.filter((value) => Number.isFinite(value));
      return present.reduce((sum, value) => sum + value, 0) / present.length;
    });
    assert.equal(centre!.xs.length, columns);
    assertClose(centre!.ys, means);
    const { group, members, run } = frame.series[0]!;
    assert.deepEqual([frame.series.length, group, members, run], [1, 0, 3, 'a']);
  });

  it('loses no extreme of any run in the band of all values', () => {
    const frame = collectFrame(store, wholeOf(names, { columns, groups: groupOf('minMax') }));
    const all = [...runs.values()].flatMap(({ ys }) => ys).filter((y) => Number.isFinite(y));
    const [low, high] = [firstPieces(frame, 'bandLow')[0]!, firstPieces(frame, 'bandHigh')[0]!];
    assert.deepEqual(
      [Math.min(...low.ys), Math.max(...high.ys)],
      [Math.min(...all), Math.max(...all)],
    );
    assert.deepEqual(frame.y, { min: Math.min(...all), max: Math.max(...all) });
  });

  it('has as many lines as groups, and none for runs in no group', () => {
    const members = [[runId('c')], [runId('a')]];
    const groups: GroupQuery = { members, centre: 'median', band: 'none' };
    const frame = collectFrame(store, wholeOf(names, { columns, groups }));
    assert.deepEqual(
      frame.series.map(({ run, group }) => [run, group]),
      [
        ['c', 0],
        ['a', 1],
      ],
    );
  });
});

describe('the difference to a baseline', () => {
  const runs = randomRuns(8, 2000);
  const store = storeOf(runs);

  it('keeps the extremes of each column', () => {
    const frame = collectFrame(store, wholeOf(['a', 'b'], { columns, baseline: runId('a') }));
    const [own, other] = frame.series.map((series) => piecesOf(frame, series)[0]!);
    const { xs, ys } = runs.get('b')!;
    const { from, to } = frame.range;
    const columnOf = (x: number): number =>
      Math.min(columns - 1, Math.floor(((x - from) / (to - from)) * columns));
    const wanted = Array.from({ length: columns }, (_, c) => {
      const inside = xs.flatMap((x, i) => (columnOf(x) === c ? [i] : []));
      const base = valueAt(runs.get('a')!, 0, xs[inside.at(-1)!] ?? NaN);
      const values = inside.map((i) => ys[i]!).filter((y) => Number.isFinite(y));
      return values.length === 0 ? [] : [Math.min(...values) - base, Math.max(...values) - base];
    });
    const lowAndHigh = (drawn: Drawn): number[][] =>
      Array.from({ length: columns }, (_, c) => {
        const values = drawn.ys.filter((_y, i) => columnOf(drawn.xs[i]!) === c);
        return values.length === 0 ? [] : [Math.min(...values), Math.max(...values)];
      });
    const drawn = lowAndHigh({ xs: [...other!.xs], ys: [...other!.ys] });
    assertClose(drawn.flat(), wanted.flat());
    assert.ok(own!.ys.length > columns);
  });

  it('is smoothed before it is taken', () => {
    const smoothing = { kind: 'ema', weight: 0.9 } as const;
    const query = { columns: 4000, smoothing };
    const frame = collectFrame(store, wholeOf(['a', 'a'], { ...query, baseline: runId('a') }));
    const finite = piecesOf(frame, frame.series[0])[0]!.ys.filter((y) => !Number.isNaN(y));
    assert.deepEqual(new Set(finite), new Set([0]));
  });

  it('has no line where the baseline does not have the tag', () => {
    const frame = collectFrame(store, wholeOf(['a'], { baseline: runId('gone') }));
    assert.deepEqual(
      frame.series.map(({ pieces }) => pieces.length),
      [0],
    );
  });
});

describe('figures of a line', () => {
  it('are the same however the points came, over any stretch', () => {
    const random = randomFrom(11);
    const { xs, ys } = randomRuns(11, 9000).get('a')!;
    const store = new RunStore();
    const file = new SaidFile(store.addRun(runId('a')).addFile('f'));
    const query = { tag: 'loss', runs: [runId('a')], axis: 'step' } as const;
    for (let i = 0; i < xs.length; i += 700) {
      file.say(...xs.slice(i, i + 700).map((x, k): Said => ['loss', x, ys[i + k]!]));
      collectLineStatistics(store, { ...query, range: null });
    }
    for (let round = 0; round < 30; round++) {
      const [a, b] = [random(), random()].map((share) => Math.floor(share * xs.length));
      const [from, to] = [xs[Math.min(a!, b!)]!, xs[Math.max(a!, b!)]!];
      const inside = xs.flatMap((x, i) =>
        x >= from && x <= to && Number.isFinite(ys[i]) ? [[x, ys[i]!] as const] : [],
      );
      const mean = inside.reduce((sum, [, y]) => sum + y, 0) / inside.length;
      const meanX = inside.reduce((sum, [x]) => sum + x, 0) / inside.length;
      const spread = inside.reduce((sum, [, y]) => sum + (y - mean) ** 2, 0);
      const joint = inside.reduce((sum, [x, y]) => sum + (x - meanX) * (y - mean), 0);
      const wide = inside.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
      const [row] = collectLineStatistics(store, { ...query, range: { from, to } });
      const values = inside.map(([, y]) => y);
      assert.deepEqual(
        [row!.count, row!.min, row!.max, row!.start, row!.end, row!.startX, row!.endX],
        [
          inside.length,
          Math.min(...values),
          Math.max(...values),
          values[0],
          values.at(-1),
          inside[0]![0],
          inside.at(-1)![0],
        ],
      );
      assertClose(
        [row!.mean!, row!.std!, row!.slope! * 1e4],
        [mean, Math.sqrt(spread / inside.length), (joint / wide) * 1e4],
      );
    }
  });

  it('are none where the stretch is empty', () => {
    const store = storeOf(new Map([['a', { xs: [1, 2], ys: [3, 4] }]]));
    const [row] = collectLineStatistics(store, {
      ...{ tag: 'loss', runs: [runId('a')], axis: 'step', range: { from: 5, to: 9 } },
    });
    assert.deepEqual([row!.count, row!.mean, row!.slope, row!.endX], [0, null, null, null]);
  });
});
