// Importances of columns: single trees equal scikit-learn's, forests agree with its permutation importances.
import assert from 'node:assert/strict';
import { columnImportances } from '../../../../src/core/query/importance';
import { RegressionTree } from '../../../../src/core/query/regressionTree';
import { readStatistics, relativeError } from '../../../support/statisticsFixture';

describe('importance', () => {
  const { forest } = readStatistics();

  it("grows the tree that scikit-learn's DecisionTreeRegressor grows", () => {
    const rows = Uint32Array.from(forest.target, (_, row) => row);
    const tree = new RegressionTree(forest.columns, forest.target, rows, {
      maxDepth: 4,
      minRowsToSplit: 4,
      minRowsPerLeaf: 2,
    });
    const guesses = Array.from(rows, (row) =>
      tree.predict((column) => forest.columns[column]![row]!),
    );
    const gain = tree.gains.reduce((sum, one) => sum + one, 0);
    assert.ok(relativeError(guesses, forest.treePredictions) < 1e-9);
    assert.ok(
      relativeError(
        tree.gains.map((one) => one / gain),
        forest.treeImportances,
      ) < 1e-9,
    );
  });

  it("finds the importances that scikit-learn's forest has for unseen rows", () => {
    const found = columnImportances(forest.columns, forest.target);
    assert.ok(found);
    const importances = found.columns.map(({ importance }) => importance);
    // Two random forests of 60 rows: equal in what they say, not in digits.
    importances.forEach((importance, column) => {
      const wanted = forest.importances[column]!;
      assert.ok(Math.abs(importance - wanted) < 0.1 + 0.2 * wanted, `${column}: ${importance}`);
    });
    assert.ok(Math.abs(found.explained - forest.explained) < 0.05, String(found.explained));
    assert.equal(found.rows, 60);
  });

  it('gives the same answer again', () => {
    const once = columnImportances(forest.columns, forest.target);
    assert.deepEqual(columnImportances(forest.columns, forest.target), once);
  });

  it('takes a missing value as a value of its own', () => {
    const target = Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? 1 : 5));
    const column = target.map((value, row) => (value === 1 ? NaN : 10 + (row % 4)));
    const found = columnImportances([column], target);
    assert.ok(found && found.explained > 0.99 && found.columns[0]!.importance > 0.9);
  });

  it('has no answer for few rows or a constant target', () => {
    assert.equal(columnImportances([[1, 2, 3]], [1, 2, 3]), null);
    assert.equal(columnImportances([Array<number>(20).fill(1)], Array<number>(20).fill(3)), null);
    assert.equal(columnImportances([[1, 2]], Array<number>(20).fill(NaN)), null);
  });
});
