// Lines that nobody logged as such: values with their margins, and what the middle of a group does over a stretch.
import assert from 'node:assert/strict';
import type { PieceRole } from '../../../src/shared/frame';
import type { RunId } from '../../../src/shared/vocabulary';
import type { ChartData, DrawnSeries } from '../../../webview/charts/chartData';
import { groupStatistics } from '../../../webview/charts/groupFigures';
import { withMargins } from '../../../webview/charts/margins';

function seriesOf(tag: string, x: readonly number[], y: readonly number[]): DrawnSeries {
  const role: PieceRole = 'line';
  const piece = { role, exact: true, x: Float64Array.from(x), y: Float32Array.from(y) };
  return {
    ...{ run: 'r' as RunId, tag, tagAt: 0, tags: 3, group: null, members: 1, firstNonFinite: null },
    ...{ writer: 0, writers: 1, file: '', pieces: [piece], restarts: [], points: x.length },
  };
}

const dataOf = (...series: readonly DrawnSeries[]): ChartData => ({
  query: {
    ...{ tag: 'mid', runs: [], axis: 'step', range: null, columns: 9, detail: 'm4' },
    ...{ smoothing: { kind: 'none' }, raw: false, ghosts: false },
  },
  ...{ revision: 1, axis: 'step', range: { from: 0, to: 4 }, extent: null, y: null },
  ...{ yMinPositive: null, yInner: null, series, markPlaces: [] },
});

const margins = [{ value: 'mid', lower: 'low', upper: 'high' }];

describe('a line with its margin', () => {
  it('has a band wherever both borders are, also between their points', () => {
    const data = dataOf(
      seriesOf('high', [0, 4], [1, 5]),
      seriesOf('mid', [0, 2, 4], [1, 2, 3]),
      seriesOf('low', [1, 2, 3], [0, 1, 0]),
    );
    const [line, ...others] = withMargins(data, margins).series;
    assert.deepEqual(
      [line?.tag, line?.tags, others, line?.pieces.map(({ role, x, y }) => [role, [...x], [...y]])],
      [
        'mid',
        1,
        [],
        [
          ['bandLow', [1, 2, 3], [0, 1, 0]],
          ['bandHigh', [1, 2, 3], [2, 3, 4]],
          ['line', [0, 2, 4], [1, 2, 3]],
        ],
      ],
    );
  });

  it('is drawn without a band where a border is missing', () => {
    const data = dataOf(seriesOf('mid', [0, 1], [1, 2]), seriesOf('low', [0, 1], [0, 1]));
    const { series } = withMargins(data, margins);
    assert.deepEqual(
      series.map(({ tag, pieces }) => [tag, pieces.length]),
      [['mid', 1]],
    );
  });
});

describe('the middle of a group over a stretch', () => {
  it('is described as any line is', () => {
    const data = dataOf(seriesOf('mid', [0, 1, 2, 3, 4], [9, 2, NaN, 4, 9]));
    const [figures] = groupStatistics(data, { from: 1, to: 3 });
    assert.deepEqual(figures, {
      ...{ run: 'r', tag: 'mid', writer: 0, count: 2, nonFinite: 0, min: 2, max: 4, mean: 3 },
      ...{ std: 1, start: 2, end: 4, startX: 1, endX: 3, change: 2, relativeChange: 1, slope: 1 },
    });
  });

  it('has no figures where it has no points', () => {
    const [figures] = groupStatistics(dataOf(seriesOf('mid', [0], [1])), { from: 1, to: 3 });
    assert.deepEqual([figures?.count, figures?.mean, figures?.slope], [0, null, null]);
  });
});
