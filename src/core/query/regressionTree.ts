// A regression tree: splits rows by one column after the other so that the target varies least within each part.

export interface TreeOptions {
  readonly maxDepth: number;
  /** A part with fewer rows is not split. */
  readonly minRowsToSplit: number;
  /** No part gets fewer rows. */
  readonly minRowsPerLeaf: number;
}

interface Leaf {
  readonly value: number;
}

interface Split {
  readonly column: number;
  /** Rows with values up to this go `below`. */
  readonly threshold: number;
  readonly below: TreeNode;
  readonly above: TreeNode;
}

type TreeNode = Leaf | Split;

/** Columns of finite numbers, equally long as the target. */
export type Columns = readonly ArrayLike<number>[];

export class RegressionTree {
  /** By column: by how much its splits lowered the sum of squared deviations of the target. */
  readonly gains: Float64Array;
  readonly #root: TreeNode;

  /** @param rows which rows are learnt from; a row may come several times */
  constructor(
    columns: Columns,
    target: ArrayLike<number>,
    rows: Uint32Array,
    options: TreeOptions,
  ) {
    this.gains = new Float64Array(columns.length);
    const orders = columns.map((values) => orderOf(values, target.length));
    this.#root = grow(rows, 0, { columns, orders, target, options, gains: this.gains });
  }

  /**
   * What the tree expects of a row.
   * @param valueOf the row's value in a column
   */
  predict(valueOf: (column: number) => number): number {
    let node = this.#root;
    while ('column' in node) {
      node = valueOf(node.column) <= node.threshold ? node.below : node.above;
    }
    return node.value;
  }
}

/** The rows of a column from its least to its greatest value, and the place of every row in them. */
interface Order {
  readonly rows: Uint32Array;
  readonly places: Uint32Array;
}

interface Growing {
  readonly columns: Columns;
  readonly orders: readonly Order[];
  readonly target: ArrayLike<number>;
  readonly options: TreeOptions;
  readonly gains: Float64Array;
}

function orderOf(values: ArrayLike<number>, count: number): Order {
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  rows.sort((a, b) => values[a]! - values[b]!);
  const places = new Uint32Array(count);
  rows.forEach((row, place) => {
    places[row] = place;
  });
  return { rows, places };
}

/** Sorting places as plain numbers is many times faster than sorting rows by a comparison. */
function sortRows(rows: Uint32Array, order: Order): Uint32Array {
  return rows
    .map((row) => order.places[row]!)
    .sort()
    .map((place) => order.rows[place]!);
}

function grow(rows: Uint32Array, depth: number, growing: Growing): TreeNode {
  const { target, options, gains, columns } = growing;
  let sum = 0;
  for (const row of rows) sum += target[row]!;
  const leaf = { value: rows.length === 0 ? 0 : sum / rows.length };
  if (depth >= options.maxDepth || rows.length < options.minRowsToSplit) return leaf;
  const best = bestSplit(rows, sum, growing);
  if (!best) return leaf;
  gains[best.column]! += best.gain;
  const values = columns[best.column]!;
  return {
    column: best.column,
    threshold: best.threshold,
    below: grow(
      rows.filter((row) => values[row]! <= best.threshold),
      depth + 1,
      growing,
    ),
    above: grow(
      rows.filter((row) => values[row]! > best.threshold),
      depth + 1,
      growing,
    ),
  };
}

interface Candidate {
  readonly column: number;
  readonly threshold: number;
  readonly gain: number;
}

/** The split that lowers the squared deviations most; null where none lowers them. */
function bestSplit(rows: Uint32Array, sum: number, growing: Growing): Candidate | null {
  const { columns, target, options } = growing;
  const count = rows.length;
  let best: Candidate | null = null;
  // Rounding alone must not look like a gain.
  let most = 1e-12 * squaresOf(rows, target);
  for (let column = 0; column < columns.length; column++) {
    const values = columns[column]!;
    const sorted = sortRows(rows, growing.orders[column]!);
    let sumBelow = 0;
    for (let below = 1; below < count; below++) {
      sumBelow += target[sorted[below - 1]!]!;
      const here = values[sorted[below - 1]!]!;
      const next = values[sorted[below]!]!;
      if (here === next) continue;
      if (below < options.minRowsPerLeaf || count - below < options.minRowsPerLeaf) continue;
      const sumAbove = sum - sumBelow;
      const gain =
        (sumBelow * sumBelow) / below +
        (sumAbove * sumAbove) / (count - below) -
        (sum * sum) / count;
      if (gain <= most) continue;
      most = gain;
      best = { column, threshold: between(here, next), gain };
    }
  }
  return best;
}

function squaresOf(rows: Uint32Array, target: ArrayLike<number>): number {
  let sum = 0;
  for (const row of rows) sum += target[row]! ** 2;
  return sum;
}

/** Half-way; the lower one where there is no number between them. */
function between(lower: number, upper: number): number {
  const middle = lower + (upper - lower) / 2;
  return middle < upper ? middle : lower;
}
