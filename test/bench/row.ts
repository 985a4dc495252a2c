// What every benchmark reports: one line of the table.

export interface BenchRow {
  readonly what: string;
  readonly bar: string;
  readonly measured: string;
  /** The peer in the same run, or what else the figure stands beside. */
  readonly beside: string;
  readonly met: boolean;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Nearest-rank percentile; NaN of nothing. */
export function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * fraction) - 1)] ?? NaN;
}
