// Rows of numbers as every reader of tensors gives them, and how many of them there may be.

export interface TensorRows {
  readonly rows: number;
  readonly columns: number;
  /** Null where it is known only after reading everything. */
  readonly totalRows: number | null;
  /** `rows` × `columns`, row by row. */
  readonly values: Float32Array<ArrayBuffer>;
  /** What was wrong, by what to call it, and how often. */
  readonly faults: ReadonlyMap<string, number>;
}

/** 100 MB of single precision. */
const mostValues = 25_000_000;

/** How many rows of this width to read: those wanted as far as memory allows. */
export function allowedRows(wanted: number, columns: number): number {
  return Math.min(wanted, Math.floor(mostValues / Math.max(1, columns)));
}

/** A tensor that cannot be read at all. */
export function noRows(fault: string): TensorRows {
  return {
    rows: 0,
    columns: 0,
    totalRows: 0,
    values: new Float32Array(0),
    faults: new Map([[fault, 1]]),
  };
}
