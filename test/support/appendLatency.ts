// Measures the way of a point from an event file to the screen.
import type { EventLog } from './eventLog';
import type { DashboardView } from './vscodeHost/dashboardView';

export interface AppendLatency {
  /** Milliseconds from the end of the last write to the frame after the drawing. */
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/**
 * Appends one point to every log at a time, `rounds` times, and waits until the chart has drawn them all.
 * The logs hold one point each at the start. Pauses vary, so that no interval of the product is met in step.
 */
export async function measureAppends(
  dashboard: DashboardView,
  tag: string,
  logs: readonly EventLog[],
  rounds: number,
): Promise<AppendLatency> {
  const times: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const drawn = dashboard.timeDrawn(tag, logs.length * (round + 1));
    await new Promise((resolve) => setTimeout(resolve, 100 + ((round * 37) % 200)));
    for (const log of logs) log.append([[round, { [tag]: 1 / (round + 1) }]]);
    const appended = performance.timeOrigin + performance.now();
    times.push((await drawn) - appended);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}
