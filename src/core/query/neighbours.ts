// The rows of a matrix that lie nearest to one of them, by angle or by distance.
import type { Matrix } from './principalComponents';

export type Metric = 'cosine' | 'euclidean';

export interface Neighbour {
  readonly row: number;
  /** Euclidean: the distance. Cosine: 1 − cos of the angle, 0 … 2; 1 to and from a row of zeros. */
  readonly distance: number;
}

/** The `count` rows nearest to `row`, nearest first, the row itself left out; equal distances in the order of rows. */
export function nearestRows(
  matrix: Matrix,
  row: number,
  count: number,
  metric: Metric,
): readonly Neighbour[] {
  const measure = metric === 'cosine' ? cosineDistance : euclideanDistance;
  const all: Neighbour[] = [];
  for (let other = 0; other < matrix.rows; other++) {
    if (other === row) continue;
    const distance = measure(matrix, row, other);
    if (!Number.isNaN(distance)) all.push({ row: other, distance });
  }
  return all.sort((a, b) => a.distance - b.distance || a.row - b.row).slice(0, count);
}

function euclideanDistance({ values, columns }: Matrix, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    sum += (values[a * columns + j]! - values[b * columns + j]!) ** 2;
  }
  return Math.sqrt(sum);
}

function cosineDistance({ values, columns }: Matrix, a: number, b: number): number {
  let [both, ofA, ofB] = [0, 0, 0];
  for (let j = 0; j < columns; j++) {
    const left = values[a * columns + j]!;
    const right = values[b * columns + j]!;
    both += left * right;
    ofA += left * left;
    ofB += right * right;
  }
  if (ofA === 0 || ofB === 0) return 1;
  return 1 - both / Math.sqrt(ofA * ofB);
}
