// Principal components: the directions in which rows of numbers vary most, found by subspace iteration.
import { seededRandom } from '../../base/seededRandom';

/** Rows of equally many numbers, one row after the other. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: ArrayLike<number>;
}

export interface PrincipalComponents {
  readonly components: number;
  /** Where each row lies: `rows` × `components`, row by row. */
  readonly scores: Float64Array;
  /** The directions: `components` × `columns`, of length 1; the entry of largest size is positive. */
  readonly axes: Float64Array;
  /** Variance along each direction, the sum of squares divided by rows − 1, descending. */
  readonly variances: Float64Array;
  /** The variance of all columns together. */
  readonly totalVariance: number;
}

const mostRounds = 500;

/** Directions iterated beside the wanted ones: they carry what would slow the wanted ones down. */
const extraDirections = 8;

/** Up to so many columns their products are summed up once; beyond, every round goes over the rows. */
const mostCovarianceColumns = 1200;

const seed = 4711;

/**
 * The first principal components of centred columns, as scikit-learn's PCA has them (up to their sign). Values that are
 * not finite count as the mean of their column. The same input gives the same answer.
 */
export function principalComponents(matrix: Matrix, wanted: number): PrincipalComponents {
  const { rows, columns } = matrix;
  const components = Math.max(0, Math.min(wanted, columns, rows));
  const centred = centre(matrix);
  const multiply = productOf(centred, rows, columns);
  const width = Math.min(columns, components + extraDirections);
  const found = iterate(multiply, columns, width, components);
  return describe(centred, found, { rows, columns, components });
}

function centre({ rows, columns, values }: Matrix): Float64Array {
  const centred = new Float64Array(rows * columns);
  for (let column = 0; column < columns; column++) {
    let [sum, count] = [0, 0];
    for (let at = column; at < rows * columns; at += columns) {
      const value = values[at]!;
      if (!Number.isFinite(value)) continue;
      sum += value;
      count++;
    }
    const mean = count === 0 ? 0 : sum / count;
    for (let at = column; at < rows * columns; at += columns) {
      const value = values[at]!;
      centred[at] = Number.isFinite(value) ? value - mean : 0;
    }
  }
  return centred;
}

/** A block of `width` directions, each of `columns` numbers, one after the other. */
type Block = Float64Array;
type Multiply = (block: Block, width: number) => Block;

/** Multiplies by the sums of products of the columns. */
function productOf(centred: Float64Array, rows: number, columns: number): Multiply {
  if (columns > mostCovarianceColumns) {
    return (block, width) => multiplyByRows(centred, rows, columns, block, width);
  }
  const products = sumProducts(centred, rows, columns);
  return (block, width) => {
    const result = new Float64Array(block.length);
    for (let k = 0; k < width; k++) {
      for (let i = 0; i < columns; i++) {
        let sum = 0;
        for (let j = 0; j < columns; j++)
          sum += products[i * columns + j]! * block[k * columns + j]!;
        result[k * columns + i] = sum;
      }
    }
    return result;
  };
}

function sumProducts(centred: Float64Array, rows: number, columns: number): Float64Array {
  const products = new Float64Array(columns * columns);
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    for (let i = 0; i < columns; i++) {
      const value = centred[from + i]!;
      if (value === 0) continue;
      for (let j = i; j < columns; j++) products[i * columns + j]! += value * centred[from + j]!;
    }
  }
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < i; j++) products[i * columns + j] = products[j * columns + i]!;
  }
  return products;
}

function multiplyByRows(
  centred: Float64Array,
  rows: number,
  columns: number,
  block: Block,
  width: number,
): Block {
  const result = new Float64Array(block.length);
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    for (let k = 0; k < width; k++) {
      let along = 0;
      for (let j = 0; j < columns; j++) along += centred[from + j]! * block[k * columns + j]!;
      for (let j = 0; j < columns; j++) result[k * columns + j]! += along * centred[from + j]!;
    }
  }
  return result;
}

/** Multiplies a block again and again, kept orthogonal, until the sizes of the wanted directions stand still. */
function iterate(multiply: Multiply, columns: number, width: number, wanted: number): Block {
  const random = seededRandom(seed);
  let block: Block = Float64Array.from({ length: width * columns }, () => random() - 0.5);
  orthonormalise(block, width, columns);
  let before = new Float64Array(wanted);
  for (let round = 0; round < mostRounds; round++) {
    const image = multiply(block, width);
    // Within the block, the directions along which it is stretched alone.
    const { vectors, sizes } = symmetricEigen(innerProducts(block, image, width, columns), width);
    const turned = combine(image, vectors, width, columns);
    orthonormalise(turned, width, columns);
    block = turned;
    const now = sizes.slice(0, wanted);
    const still = now.every((size, k) => Math.abs(size - before[k]!) <= 1e-13 * (sizes[0] ?? 0));
    before = now;
    if (still) break;
  }
  return block;
}

/** Gram–Schmidt, twice for the sake of rounding. Directions that vanish become zero. */
function orthonormalise(block: Block, width: number, columns: number): void {
  for (let k = 0; k < width; k++) {
    const own = block.subarray(k * columns, (k + 1) * columns);
    const length = Math.sqrt(dot(own, own));
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < k; other++) {
        const direction = block.subarray(other * columns, (other + 1) * columns);
        const along = dot(own, direction);
        for (let j = 0; j < columns; j++) own[j]! -= along * direction[j]!;
      }
    }
    const rest = Math.sqrt(dot(own, own));
    const scale = rest <= 1e-12 * length ? 0 : 1 / rest;
    for (let j = 0; j < columns; j++) own[j]! *= scale;
  }
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < left.length; j++) sum += left[j]! * right[j]!;
  return sum;
}

function innerProducts(left: Block, right: Block, width: number, columns: number): Float64Array {
  const products = new Float64Array(width * width);
  for (let a = 0; a < width; a++) {
    for (let b = 0; b < width; b++) {
      products[a * width + b] = dot(
        left.subarray(a * columns, (a + 1) * columns),
        right.subarray(b * columns, (b + 1) * columns),
      );
    }
  }
  return products;
}

/** @param vectors row by row, the eigenvectors as rows */
function combine(block: Block, vectors: Float64Array, width: number, columns: number): Block {
  const combined = new Float64Array(width * columns);
  for (let k = 0; k < width; k++) {
    for (let from = 0; from < width; from++) {
      const share = vectors[k * width + from]!;
      for (let j = 0; j < columns; j++) {
        combined[k * columns + j]! += share * block[from * columns + j]!;
      }
    }
  }
  return combined;
}

function describe(
  centred: Float64Array,
  block: Block,
  { rows, columns, components }: { rows: number; columns: number; components: number },
): PrincipalComponents {
  const axes = block.slice(0, components * columns);
  for (let k = 0; k < components; k++) pointForward(axes.subarray(k * columns, (k + 1) * columns));
  const scores = new Float64Array(rows * components);
  const variances = new Float64Array(components);
  const divisor = Math.max(1, rows - 1);
  for (let row = 0; row < rows; row++) {
    const own = centred.subarray(row * columns, (row + 1) * columns);
    for (let k = 0; k < components; k++) {
      const score = dot(own, axes.subarray(k * columns, (k + 1) * columns));
      scores[row * components + k] = score;
      variances[k]! += (score * score) / divisor;
    }
  }
  return { components, scores, axes, variances, totalVariance: dot(centred, centred) / divisor };
}

/** A direction and its opposite are the same to the method; this makes one of them the answer. */
function pointForward(axis: Float64Array): void {
  let largest = 0;
  for (const entry of axis) if (Math.abs(entry) > Math.abs(largest)) largest = entry;
  if (largest < 0) for (let j = 0; j < axis.length; j++) axis[j] = -axis[j]!;
}

/** Jacobi's rotations: fine for the few directions of a block. Eigenvectors as rows, the largest first. */
function symmetricEigen(
  products: Float64Array,
  size: number,
): { vectors: Float64Array; sizes: Float64Array } {
  const matrix = products.slice();
  const vectors = new Float64Array(size * size);
  for (let k = 0; k < size; k++) vectors[k * size + k] = 1;
  for (let sweep = 0; sweep < 30; sweep++) {
    let rotated = false;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        rotated = rotate(matrix, vectors, size, p, q) || rotated;
      }
    }
    if (!rotated) break;
  }
  const order = Array.from({ length: size }, (_, k) => k).sort(
    (a, b) => matrix[b * size + b]! - matrix[a * size + a]!,
  );
  return {
    vectors: Float64Array.from(
      order.flatMap((k) => [...vectors.subarray(k * size, (k + 1) * size)]),
    ),
    sizes: Float64Array.from(order, (k) => matrix[k * size + k]!),
  };
}

/** Makes the entry (p, q) zero. @returns false where it is zero to rounding */
function rotate(
  matrix: Float64Array,
  vectors: Float64Array,
  size: number,
  p: number,
  q: number,
): boolean {
  const mixed = (matrix[p * size + q]! + matrix[q * size + p]!) / 2;
  const [ofP, ofQ] = [matrix[p * size + p]!, matrix[q * size + q]!];
  if (Math.abs(mixed) <= 1e-15 * Math.sqrt(Math.abs(ofP * ofQ)) || mixed === 0) return false;
  const theta = (ofQ - ofP) / (2 * mixed);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let k = 0; k < size; k++) turn(matrix, k * size + p, k * size + q, cosine, sine);
  for (let k = 0; k < size; k++) turn(matrix, p * size + k, q * size + k, cosine, sine);
  for (let k = 0; k < size; k++) turn(vectors, p * size + k, q * size + k, cosine, sine);
  return true;
}

function turn(values: Float64Array, a: number, b: number, cosine: number, sine: number): void {
  const [left, right] = [values[a]!, values[b]!];
  values[a] = cosine * left - sine * right;
  values[b] = sine * left + cosine * right;
}
