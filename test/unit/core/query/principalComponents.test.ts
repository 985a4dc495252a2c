// Principal components and neighbours against scikit-learn's.
import assert from 'node:assert/strict';
import { nearestRows } from '../../../../src/core/query/neighbours';
import { principalComponents } from '../../../../src/core/query/principalComponents';
import { readStatistics, relativeError } from '../../../support/statisticsFixture';

/** With the sign of each direction turned to that of the wanted one. */
function aligned(
  found: Float64Array,
  axes: Float64Array,
  wanted: readonly number[],
  width: number,
): number[] {
  const columns = wanted.length / 3;
  const signs = [0, 1, 2].map((k) => {
    const along = Array.from(
      { length: columns },
      (_, j) => axes[k * columns + j]! * wanted[k * columns + j]!,
    );
    return Math.sign(along.reduce((sum, one) => sum + one, 0));
  });
  const direction = (at: number): number => (width === columns ? Math.floor(at / columns) : at % 3);
  return Array.from(found, (value, at) => value * signs[direction(at)]!);
}

describe('principal components', () => {
  for (const wanted of readStatistics().components) {
    it(`equal scikit-learn's for a ${wanted.name} table`, () => {
      const found = principalComponents(wanted, 3);
      const axes = aligned(found.axes, found.axes, wanted.axes, wanted.columns);
      const scores = aligned(found.scores.slice(0, 15), found.axes, wanted.axes, 3);
      assert.ok(relativeError(found.variances, wanted.variances) < 1e-9);
      assert.ok(relativeError(axes, wanted.axes) < 1e-6);
      assert.ok(relativeError(scores, wanted.firstScores) < 1e-6);
      assert.ok(Math.abs(found.totalVariance / wanted.totalVariance - 1) < 1e-12);
    });
  }

  it('take what is not a number as the mean of its column', () => {
    const clean = principalComponents({ rows: 3, columns: 2, values: [0, 0, 2, 2, 1, 1] }, 2);
    const holed = principalComponents(
      { rows: 3, columns: 2, values: [0, 0, 2, 2, NaN, Infinity] },
      2,
    );
    assert.ok(relativeError(holed.variances, clean.variances) < 1e-12);
  });

  it('are fewer where there are fewer columns, and none of nothing', () => {
    assert.equal(
      principalComponents({ rows: 5, columns: 1, values: [1, 2, 3, 4, 5] }, 3).components,
      1,
    );
    assert.deepEqual(
      principalComponents({ rows: 0, columns: 4, values: [] }, 3).scores,
      new Float64Array(),
    );
    const same = principalComponents({ rows: 3, columns: 2, values: [1, 2, 1, 2, 1, 2] }, 2);
    assert.deepEqual([...same.scores], [0, 0, 0, 0, 0, 0]);
  });
});

describe('nearest rows', () => {
  const { neighbours } = readStatistics();
  for (const metric of ['cosine', 'euclidean'] as const) {
    it(`equal scikit-learn's by ${metric} distance`, () => {
      const found = nearestRows(neighbours, 0, 5, metric);
      assert.deepEqual(
        found.map(({ row }) => row),
        neighbours[metric].rows,
      );
      const distances = found.map(({ distance }) => distance);
      assert.ok(relativeError(distances, neighbours[metric].distances) < 1e-9);
    });
  }
});
