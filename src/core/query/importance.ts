// How much each column tells about a target, from a small random forest: what its guesses lose when the column is shuffled.
import { seededRandom } from '../../base/seededRandom';
import { pearsonCorrelation } from './correlation';
import { RegressionTree, type Columns, type TreeOptions } from './regressionTree';

/**
 * The forest: 64 regression trees of depth 8 at most, each from a bootstrap sample of the rows and all columns. The rows
 * that a tree has not seen are guessed, once as they are and once with the column's values shuffled among them.
 */
const treeCount = 64;
const treeOptions: TreeOptions = { maxDepth: 8, minRowsToSplit: 4, minRowsPerLeaf: 2 };

/** Above this, an evenly spaced part of the rows stands for all: more do not change the picture, only the time. */
const mostRows = 2000;

/** With fewer rows the answer would be chance. */
export const fewestRowsForImportance = 8;

const seed = 20_240_610;

export interface ColumnImportance {
  /**
   * The rise of the mean squared error when the column is shuffled, as a share of the target's variance: 0 where the
   * column tells nothing (or only what others tell as well), about 1 where it tells nearly everything and more where
   * shuffled values mislead.
   */
  readonly importance: number;
  /** Pearson's correlation with the target, for the direction; null where there is none. */
  readonly correlation: number | null;
}

export interface Importances {
  /** One a column, in their order. */
  readonly columns: readonly ColumnImportance[];
  /** Share of the target's variance that guesses of unseen rows explain: at 0 and below, the rest says nothing. */
  readonly explained: number;
  /** Rows with a finite target that were used. */
  readonly rows: number;
}

/**
 * Importances of columns for a target. Rows without a finite target are left out; a missing value (not finite) is a value
 * of its own, below all others. Texts are to be given as numbers (one a text). The same input gives the same answer.
 * @returns null where there are too few rows or the target is constant
 */
export function columnImportances(columns: Columns, target: ArrayLike<number>): Importances | null {
  const rows = usableRows(target);
  if (rows.length < fewestRowsForImportance) return null;
  const wanted = Float64Array.from(rows, (row) => target[row]!);
  const variance = varianceOf(wanted);
  if (variance === 0) return null;
  const filled = columns.map((values) => fillMissing(rows.map((row) => values[row] ?? NaN)));
  const errors = forestErrors(filled, wanted);
  return {
    columns: columns.map((_, at) => ({
      importance: Math.max(0, (errors.shuffled[at]! - errors.plain) / variance),
      correlation: pearsonCorrelation(filled[at]!, wanted),
    })),
    explained: 1 - errors.together / variance,
    rows: rows.length,
  };
}

function usableRows(target: ArrayLike<number>): readonly number[] {
  const finite: number[] = [];
  for (let row = 0; row < target.length; row++) {
    if (Number.isFinite(target[row])) finite.push(row);
  }
  if (finite.length <= mostRows) return finite;
  const stride = finite.length / mostRows;
  return Array.from({ length: mostRows }, (_, at) => finite[Math.floor(at * stride)]!);
}

function fillMissing(values: readonly number[]): Float64Array {
  const finite = values.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const missing = finite.length === 0 ? 0 : least - 1 - Math.abs(least);
  return Float64Array.from(values, (value) => (Number.isFinite(value) ? value : missing));
}

function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

interface ForestErrors {
  /** Mean squared error of what the trees that have not seen a row guess on average. */
  readonly together: number;
  /** The same of every such tree's own guess. */
  readonly plain: number;
  /** The same by column, with that column shuffled. */
  readonly shuffled: Float64Array;
}

function forestErrors(columns: Columns, target: Float64Array): ForestErrors {
  const random = seededRandom(seed);
  const shuffled = new Float64Array(columns.length);
  const sums = new Float64Array(target.length);
  const counts = new Uint32Array(target.length);
  let [plain, guesses] = [0, 0];
  for (let tree = 0; tree < treeCount; tree++) {
    const { seen, unseen } = drawRows(target.length, random);
    const grown = new RegressionTree(columns, target, seen, treeOptions);
    guesses += unseen.length;
    const guess = (row: number, shuffledColumn = -1, other = row): number =>
      grown.predict((column) => columns[column]![column === shuffledColumn ? other : row]!);
    for (const row of unseen) {
      const guessed = guess(row);
      plain += (guessed - target[row]!) ** 2;
      sums[row]! += guessed;
      counts[row]!++;
    }
    for (let column = 0; column < columns.length; column++) {
      const others = shuffledRows(unseen, random);
      unseen.forEach((row, at) => {
        shuffled[column]! += (guess(row, column, others[at]) - target[row]!) ** 2;
      });
    }
  }
  const count = Math.max(1, guesses);
  return {
    together: meanError(sums, counts, target),
    plain: plain / count,
    shuffled: shuffled.map((sum) => sum / count),
  };
}

function meanError(sums: Float64Array, counts: Uint32Array, target: Float64Array): number {
  let [sum, rows] = [0, 0];
  target.forEach((value, row) => {
    const count = counts[row]!;
    if (count === 0) return;
    sum += (sums[row]! / count - value) ** 2;
    rows++;
  });
  return sum / Math.max(1, rows);
}

function drawRows(count: number, random: () => number): { seen: Uint32Array; unseen: Uint32Array } {
  const seen = Uint32Array.from({ length: count }, () => Math.floor(random() * count));
  const drawn = new Set(seen);
  const unseen = Uint32Array.from({ length: count }, (_, row) => row).filter(
    (row) => !drawn.has(row),
  );
  return { seen, unseen };
}

function shuffledRows(rows: Uint32Array, random: () => number): Uint32Array {
  const order = rows.slice();
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}
