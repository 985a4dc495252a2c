// Tells a load that somebody may want to stop from the reading that goes on all the time.
import type { ReadingProgress } from '../runCache';

/** `long`: a load that takes a while. `stopped`: nothing is read, and some of it was left. */
export type Loading = 'none' | 'long' | 'stopped';

/** So much is worth a word at once. */
const largeBytes = 64 << 20;
/** Less than this, for so long, is what files grow by while somebody writes. */
const smallBytes = 4 << 20;
const longMs = 2_000;

export class LoadingGauge {
  #busySinceMs: number | null = null;
  #isLong = false;

  /** @param stopped whether any run's reading was stopped */
  note({ bytesTotal, bytesRead }: ReadingProgress, stopped: boolean, nowMs: number): Loading {
    const waiting = bytesTotal - bytesRead;
    if (waiting <= smallBytes) {
      this.#busySinceMs = null;
      this.#isLong = false;
      return stopped ? 'stopped' : 'none';
    }
    this.#busySinceMs ??= nowMs;
    this.#isLong ||= waiting > largeBytes || nowMs - this.#busySinceMs >= longMs;
    return this.#isLong ? 'long' : 'none';
  }
}
