// Facts about smoothed lines: TensorBoard's average on every point, the same at any zoom and however the points came.
import assert from 'node:assert/strict';
import { collectFrame } from '../../../../src/core/query/frame';
import { RunStore } from '../../../../src/core/store/store';
import type { FrameQuery, PieceRole, Smoothing } from '../../../../src/shared/frame';
import { randomFrom } from '../store/random';
import { runId, SaidFile, type Said } from '../store/saidFile';
import { firstPieces, wholeOf } from './frameReader';

/** TensorBoard's formula as published: debiased, per point, non-finite values pass through. */
function tensorboardAverage(values: readonly number[], weight: number): number[] {
  if (values.every((value) => value === values[0])) return [...values];
  let last = 0;
  let points = 0;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    last = last * weight + (1 - weight) * value;
    points++;
    return last / (weight === 1 ? 1 : 1 - Math.pow(weight, points));
  });
}

/** The average with weight^(1000·Δx/range) between neighbouring finite points, from its definition as a weighted mean. */
function timeWeightedAverage(
  xs: readonly number[],
  values: readonly number[],
  weight: number,
): number[] {
  const range = xs.at(-1)! - xs[0]!;
  return values.map((value, i) => {
    if (!Number.isFinite(value)) return NaN;
    let sum = 0;
    let weights = 0;
    for (let k = 0; k <= i; k++) {
      if (!Number.isFinite(values[k])) continue;
      const share = weight ** ((1000 * (xs[i]! - xs[k]!)) / range);
      sum += share * values[k]!;
      weights += share;
    }
    return sum / weights;
  });
}

interface Series {
  readonly xs: number[];
  readonly values: number[];
}

function randomSeries(seed: number, count: number, odd = 0.01): Series {
  const random = randomFrom(seed);
  let x = 0;
  const series: Series = { xs: [], values: [] };
  for (let i = 0; i < count; i++) {
    x += 1 + Math.floor(random() * 5);
    series.xs.push(x);
    series.values.push(random() < odd ? NaN : random() * 10 - 3);
  }
  return series;
}

const said = ({ xs, values }: Series, from = 0, to = xs.length): Said[] =>
  xs.slice(from, to).map((x, i) => ['loss', x, values[from + i]!] as const);

function storeWith(series: Series): RunStore {
  const store = new RunStore();
  new SaidFile(store.addRun(runId('run')).addFile('f')).say(...said(series));
  return store;
}

function assertClose(actual: readonly number[], expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  actual.forEach((one, i) => {
    const other = expected[i]!;
    const same = Number.isFinite(other)
      ? Math.abs(one - other) <= 1e-6 * (1 + Math.abs(other))
      : isNaN(one);
    assert.ok(same, `point ${i}: ${one} instead of ${other}`);
  });
}

function smooth(
  store: RunStore,
  smoothing: Smoothing,
  changes: Parameters<typeof wholeOf>[1] = {},
) {
  const frame = collectFrame(store, wholeOf(['run'], { smoothing, ...changes }));
  return firstPieces(frame, 'smooth')[0]!;
}

describe('smoothing', () => {
  for (const weight of [0.1, 0.6, 0.9, 0.999]) {
    it(`is TensorBoard's average at every point, weight ${weight}`, () => {
      const series = randomSeries(weight * 1000, 5000);
      const piece = smooth(storeWith(series), { kind: 'ema', weight }, { columns: 2000 });
      assert.deepEqual([piece.exact, piece.xs], [true, series.xs]);
      assertClose(piece.ys, tensorboardAverage(series.values, weight));
    });

    it(`is weighted by distance where that is asked, weight ${weight}`, () => {
      const series = randomSeries(weight * 999, 1500);
      const kind = 'timeWeightedEma';
      const piece = smooth(storeWith(series), { kind, weight }, { columns: 2000 });
      assertClose(piece.ys, timeWeightedAverage(series.xs, series.values, weight));
    });
  }

  it('leaves a constant series as it is', () => {
    const series: Series = { xs: [], values: [] };
    for (let i = 0; i < 3000; i++) {
      series.xs.push(i);
      series.values.push(0.001);
    }
    for (const kind of ['ema', 'timeWeightedEma'] as const) {
      const piece = smooth(storeWith(series), { kind, weight: 0.9 }, { columns: 2000 });
      assert.deepEqual(piece.ys, Array(3000).fill(Math.fround(0.001)));
    }
  });

  it('shows the raw line behind, and neither when the weight is 0', () => {
    const store = storeWith(randomSeries(1, 50));
    const roles = (weight: number): string[] =>
      collectFrame(store, wholeOf(['run'], { smoothing: { kind: 'ema', weight } }))
        .series[0]!.pieces.map(({ role }) => role)
        .filter((role) => role !== 'nonFinite');
    assert.deepEqual([roles(0.5), roles(0)], [['raw', 'smooth'], ['line']]);
  });

  it('takes the last average of each pixel column when it is reduced', () => {
    const series = randomSeries(2, 40_000, 0);
    const store = storeWith(series);
    const all = tensorboardAverage(series.values, 0.9);
    const columns = 200;
    const frame = collectFrame(
      store,
      wholeOf(['run'], { columns, smoothing: { kind: 'ema', weight: 0.9 } }),
    );
    const { from, to } = frame.range;
    const expected = Array<number>(columns);
    series.xs.forEach((x, i) => {
      expected[Math.min(columns - 1, Math.floor(((x - from) / (to - from)) * columns))] = all[i]!;
    });
    const piece = firstPieces(frame, 'smooth')[0]!;
    assert.equal(piece.exact, false);
    assertClose(piece.ys, expected);
  });

  it('has one point a column in a crowd, even where all the values behind it are sent', () => {
    const series = randomSeries(5, 150, 0);
    const store = storeWith(series);
    const smoothing = { kind: 'ema', weight: 0.9 } as const;
    const rolesOf = (columns: number, detail: FrameQuery['detail']) =>
      ['raw', 'smooth'].map((role) => {
        const frame = collectFrame(store, wholeOf(['run'], { smoothing, columns, detail }));
        const { exact, xs } = firstPieces(frame, role as PieceRole)[0]!;
        return [exact, xs.length];
      });
    const every = [true, 150];
    assert.deepEqual(rolesOf(150, 'minmax'), [every, every]);
    assert.deepEqual(rolesOf(75, 'minmax'), [every, [false, 75]]);
    assert.deepEqual(rolesOf(75, 'm4'), [every, every]);
  });

  it('does not change when the view moves or points come one by one', () => {
    const series = randomSeries(3, 9000);
    for (const kind of ['ema', 'timeWeightedEma'] as const) {
      const smoothing = { kind, weight: 0.95 };
      const whole = smooth(storeWith(series), smoothing, { columns: 10_000 });
      const store = new RunStore();
      const file = new SaidFile(store.addRun(runId('run')).addFile('f'));
      for (let i = 0; i < series.xs.length; i += 700) {
        file.say(...said(series, i, i + 700));
        smooth(store, smoothing);
      }
      const range = { from: series.xs[6000]!, to: series.xs[6100]! };
      const zoomed = smooth(store, smoothing, { range });
      assert.deepEqual(zoomed.xs, whole.xs.slice(5999, 6102));
      assertClose(zoomed.ys, whole.ys.slice(5999, 6102));
    }
  });

  it('starts again from the resume point when a later start supersedes what was smoothed', () => {
    const series = randomSeries(4, 6000, 0);
    const store = storeWith(series);
    const smoothing = { kind: 'ema', weight: 0.99 } as const;
    smooth(store, smoothing);
    const tail = {
      xs: series.xs.slice(3000, 4000),
      values: series.values.slice(3000, 4000).map((y) => -y),
    };
    new SaidFile(store.run(runId('run'))!.addFile('g'), 1e6).say(...said(tail));
    const piece = smooth(store, smoothing, { columns: 3000 });
    const values = [...series.values.slice(0, 3000), ...tail.values];
    assertClose(piece.ys, tensorboardAverage(values, 0.99));
  });

  it('decays to zero without becoming slow or odd', () => {
    const series: Series = { xs: [], values: [] };
    for (let i = 0; i < 8000; i++) {
      series.xs.push(i);
      series.values.push(i < 10 ? 1 : 0);
    }
    const piece = smooth(storeWith(series), { kind: 'ema', weight: 0.6 }, { columns: 3000 });
    assertClose(piece.ys, tensorboardAverage(series.values, 0.6));
    assert.equal(piece.ys.at(-1), 0);
  });
});
