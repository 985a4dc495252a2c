// Whether a run that says nothing hangs: by its own cadence, with its gaps of evaluations and checkpoints.

export interface SignsOfRun {
  readonly startedAtMs: number;
  /** The newest of console output, metrics and written checkpoints, in milliseconds since the Unix epoch. */
  readonly lastSignAtMs: number;
  /** Gaps between metrics, in milliseconds. */
  readonly gapsMs: readonly number[];
  /** Its last words were of something that takes long in silence: compiling, downloading, saving. */
  readonly isBusyInSilence?: boolean;
}

export interface Silence {
  readonly isStalled: boolean;
  readonly silentMs: number;
  /** The silence after which it counts as stalled. */
  readonly thresholdMs: number;
}

const shortestMs = 5 * 60_000;
/** After its start, and where it is busy in silence. */
const graceMs = 20 * 60_000;
const usualGaps = 8;
/** A gap that came before, such as that of an evaluation, may be so much longer the next time. */
const longestGaps = 2;

const busyWords =
  /Compiling|compiling the model|Tracing|autotune|AUTOTUNE|Downloading|Generating \w+ split|Saving|Writing model shards|Loading checkpoint shards|Tokenizing|Running tokenizer/;

/** Whether a program that printed this last is busy in silence. */
export function isBusyInSilence(lastLines: string): boolean {
  return busyWords.test(lastLines);
}

/** The median of the gaps tells the cadence; the longest but few the gaps of evaluations and checkpoints. */
export function judgeSilence(signs: SignsOfRun, nowMs: number): Silence {
  const { startedAtMs, lastSignAtMs, gapsMs } = signs;
  const sorted = gapsMs.filter((gap) => gap >= 0).toSorted((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? 0;
  // One gap in a hundred may have been an accident, such as a machine that slept.
  const longest = sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)] ?? 0;
  const usual = Math.max(shortestMs, usualGaps * median, longestGaps * longest);
  const isInGrace = signs.isBusyInSilence === true || lastSignAtMs - startedAtMs < graceMs;
  const hasCadence = sorted.length >= 5 && signs.isBusyInSilence !== true;
  const thresholdMs = isInGrace && !hasCadence ? Math.max(usual, graceMs) : usual;
  const silentMs = Math.max(0, nowMs - lastSignAtMs);
  return { isStalled: silentMs > thresholdMs, silentMs, thresholdMs };
}
