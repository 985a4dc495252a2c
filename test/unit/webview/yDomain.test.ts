// Which stretch of y a chart shows.
import assert from 'node:assert/strict';
import type { ChartData } from '../../../webview/charts/chartData';
import { autoDomain, withoutOutliers } from '../../../webview/charts/yDomain';
import type { RunId } from '../../../src/shared/vocabulary';

function dataOf(values: readonly number[], inner: { min: number; max: number } | null): ChartData {
  const finite = values.filter(Number.isFinite);
  const range = { from: 0, to: values.length - 1 };
  const run = 'a' as RunId;
  return {
    query: {
      tag: 'loss',
      runs: [run],
      axis: 'step',
      range: null,
      columns: 100,
      detail: 'm4',
      smoothing: { kind: 'none' },
      raw: true,
      ghosts: true,
    },
    revision: 1,
    axis: 'step',
    range,
    extent: range,
    y: finite.length > 0 ? { min: Math.min(...finite), max: Math.max(...finite) } : null,
    yMinPositive: finite.filter((value) => value > 0).sort((a, b) => a - b)[0] ?? null,
    yInner: inner,
    series: [
      {
        run,
        tag: 'loss',
        tagAt: 0,
        tags: 1,
        group: null,
        members: 1,
        firstNonFinite: null,
        writer: 0,
        writers: 1,
        file: 'f',
        restarts: [],
        points: values.length,
        pieces: [
          {
            role: 'line',
            exact: true,
            x: Float64Array.from(values, (_, i) => i),
            y: Float32Array.from(values),
          },
        ],
      },
    ],
    markPlaces: [],
  };
}

const plain = { log: false, ignoreOutliers: false };

describe('y domain', () => {
  it('holds all values with a little air and never goes below zero for what never does', () => {
    const data = dataOf([0, 4, 10], null);
    assert.deepEqual(autoDomain(data, data.range, plain), { from: 0, to: 10.5 });
  });

  it('is open around a constant', () => {
    const data = dataOf([2, 2], null);
    assert.deepEqual(autoDomain(data, data.range, plain), { from: 1, to: 3 });
    const zero = dataOf([0, 0], null);
    assert.deepEqual(autoDomain(zero, zero.range, plain), { from: -1, to: 1 });
  });

  it('is something even without a finite value', () => {
    const data = dataOf([NaN, NaN], null);
    assert.deepEqual(autoDomain(data, data.range, plain), { from: 0, to: 1 });
    assert.deepEqual(autoDomain(data, data.range, { ...plain, log: true }), { from: 0.1, to: 10 });
  });

  it('leaves out what would squash the rest, and only that', () => {
    const all = { min: 0, max: 100 };
    assert.deepEqual(withoutOutliers(all, { min: 1, max: 3 }), { min: 0, max: 3 });
    assert.deepEqual(withoutOutliers(all, { min: 5, max: 60 }), all);
    assert.deepEqual(withoutOutliers(all, { min: 5, max: 5 }), all);
  });

  it('fits the visible part of a wider frame', () => {
    const data = dataOf([100, 1, 2, 3, 50], null);
    assert.deepEqual(autoDomain(data, { from: 1, to: 3 }, plain), { from: 0.9, to: 3.1 });
  });

  it('starts a log axis at the smallest positive value', () => {
    const data = dataOf([-5, 0, 0.01, 100], null);
    const { from, to } = autoDomain(data, data.range, { ...plain, log: true });
    assert.ok(from > 0.005 && from < 0.01 && to > 100 && to < 200, `${from} … ${to}`);
  });
});
