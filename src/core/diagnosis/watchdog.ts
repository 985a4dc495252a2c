// Reads what NCCL's watchdog says, and finds the process for which the others waited.

export interface WatchdogReport {
  readonly rank: number;
  readonly sequence: number;
  readonly index: number;
}

/** Texts of several processes may be mixed up within a line, so few words are asked for. */
const report = /\[(?:PG [^\]]{1,120} )?Rank (\d{1,6})\].{0,200}WorkNCCL\(SeqNum=(\d{1,15})/;

export function readWatchdog(text: string, index: number): WatchdogReport | null {
  const found = report.exec(text);
  return found && { rank: Number(found[1]), sequence: Number(found[2]), index };
}

/**
 * The rank that the others waited for: it is behind them, or says nothing at all. Null where nothing tells.
 * @param known ranks that printed anything
 */
export function culpritOf(
  reports: readonly WatchdogReport[],
  known: ReadonlySet<number>,
): number | null {
  if (reports.length === 0) return null;
  const behind = reports.toSorted((a, b) => a.sequence - b.sequence)[0]!;
  if (reports.some(({ sequence }) => sequence !== behind.sequence)) return behind.rank;
  const waiting = new Set(reports.map(({ rank }) => rank));
  return [...known].toSorted((a, b) => a - b).find((rank) => !waiting.has(rank)) ?? null;
}
