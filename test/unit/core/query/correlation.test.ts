// Correlations against NumPy's and SciPy's, and where there are none.
import assert from 'node:assert/strict';
import {
  averageRanks,
  pearsonCorrelation,
  spearmanCorrelation,
} from '../../../../src/core/query/correlation';
import { readStatistics, relativeError } from '../../../support/statisticsFixture';

describe('correlation', () => {
  for (const { name, left, right, pearson, spearman, ranks } of readStatistics().correlations) {
    it(`equals NumPy's and SciPy's for ${name} columns`, () => {
      const found = [
        pearsonCorrelation(left, right) ?? NaN,
        spearmanCorrelation(left, right) ?? NaN,
      ];
      assert.ok(relativeError(found, [pearson, spearman]) < 1e-9, String(found));
      assert.deepEqual(averageRanks(left), ranks);
    });
  }

  it('leaves out rows in which one of the numbers is missing', () => {
    const left = [1, 2, NaN, 3, 4, Infinity];
    const right = [2, 4, 100, 6, 8, 1];
    const found = [pearsonCorrelation(left, right) ?? NaN, spearmanCorrelation(left, right) ?? NaN];
    assert.ok(relativeError(found, [1, 1]) < 1e-12);
  });

  it('is not there for a constant column or fewer than three rows', () => {
    assert.equal(pearsonCorrelation([1, 1, 1, 1], [1, 2, 3, 4]), null);
    assert.equal(spearmanCorrelation([1, 2], [1, 2]), null);
    assert.equal(pearsonCorrelation([], []), null);
  });
});
