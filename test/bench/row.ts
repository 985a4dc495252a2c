// What every benchmark gets and reports: its surroundings, and lines of the table.

export interface BenchContext {
  /** An empty folder that is removed afterwards. */
  readonly scratch: string;
  /** The folder with the bundles of `test/bench`. */
  readonly bundled: string;
  /** A copy of the built extension that nobody builds over. */
  readonly extension: string;
}

export interface BenchRow {
  readonly what: string;
  readonly bar: string;
  readonly measured: string;
  /** The peer in the same run, or what else the figure stands beside. */
  readonly beside: string;
  /** Null for a line that informs and has no bar. */
  readonly met: boolean | null;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Nearest-rank percentile; NaN of nothing. */
export function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * fraction) - 1)] ?? NaN;
}

/** Every figure of the rounds, so that one sees how far they lie apart. */
export function spread(values: readonly number[], digits = 0): string {
  return values.map((value) => value.toFixed(digits)).join(', ');
}
