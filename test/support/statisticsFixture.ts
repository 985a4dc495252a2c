// Small columns with what NumPy, SciPy and scikit-learn make of them, as test/fixtures/statistics has them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot';

interface Statistics {
  readonly correlations: readonly {
    readonly name: string;
    readonly left: readonly number[];
    readonly right: readonly number[];
    readonly pearson: number;
    readonly spearman: number;
    readonly ranks: readonly number[];
  }[];
  readonly components: readonly {
    readonly name: string;
    readonly rows: number;
    readonly columns: number;
    readonly values: readonly number[];
    readonly axes: readonly number[];
    readonly variances: readonly number[];
    readonly totalVariance: number;
    readonly firstScores: readonly number[];
  }[];
  readonly forest: {
    readonly columns: readonly (readonly number[])[];
    readonly target: readonly number[];
    readonly treePredictions: readonly number[];
    readonly treeImportances: readonly number[];
    readonly explained: number;
    readonly importances: readonly number[];
  };
  readonly neighbours: {
    readonly rows: number;
    readonly columns: number;
    readonly values: readonly number[];
    readonly cosine: Neighbours;
    readonly euclidean: Neighbours;
  };
}

interface Neighbours {
  readonly rows: readonly number[];
  readonly distances: readonly number[];
}

export function readStatistics(): Statistics {
  const file = path.join(projectRoot, 'test/fixtures/statistics/statistics.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Statistics;
}

/** The largest difference of two lists, relative to the largest number of the second. */
export function relativeError(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (found.length !== wanted.length) return Infinity;
  let [most, size] = [0, 0];
  for (let at = 0; at < wanted.length; at++) {
    most = Math.max(most, Math.abs(found[at]! - wanted[at]!));
    size = Math.max(size, Math.abs(wanted[at]!));
  }
  return size === 0 ? most : most / size;
}
