// Decides what state a run is in from what its files tell, and says why. Pure; wording happens elsewhere.
import type { RunState, StateEvidence } from '../../shared/vocabulary';

/** What is known of a run's life. Times are milliseconds since the Unix epoch. */
export interface RunLife {
  readonly points: number;
  /** When the run's first file was made, as far as known. */
  readonly createdAtMs: number;
  /** When data last arrived: the newest modification time of its files, or when growth was last seen. */
  readonly lastGrowthAtMs: number;
  /** Set when the last thing in the files is an explicit end. Seconds since the Unix epoch, NaN if unknown. */
  readonly endWallTime: number | null;
  /** What that end says; null where it says nothing. */
  readonly exitCode: number | null;
  /** How the run ended where its tracker says so; an exit code tells it otherwise. */
  readonly endState?: 'finished' | 'failed' | 'stopped';
  /** Who says so: the id of a format, with the tracker's own word for it where it has one. */
  readonly endTold?: { readonly by: string; readonly word?: string };
  /** A high percentile of the recent gaps between wall times; null before there are any. */
  readonly usualGapMs: number | null;
  /** How long the writers of all its files may keep data to themselves: the promptest of them counts. */
  readonly heldBackMs: number;
  /** When the process that had its files open was first seen to be gone; null while it is there, or where nobody knows. */
  readonly writerGoneAtMs: number | null;
  /** Whether the log tells that all is done that there was to do. More may come: an evaluation, another epoch. */
  readonly isAllDone: boolean;
  /** Whether the writer of one of its files ends each with an end record, unless it is killed. */
  readonly alwaysSaysEnd: boolean;
}

/** A file system may delay what writers let go of. */
const diskDelayMs = 30_000;

/** Silence of this many usual gaps is unusual: evaluation and checkpoints make some gaps much longer. */
const unusualGaps = 5;
/** After this many thresholds of silence nobody would still call the run stalled. */
const thresholdsUntilUnknown = 10;

/**
 * The silence after which a run no longer counts as running, in milliseconds: shorter silence proves nothing, since
 * writers keep records back.
 */
function stallThresholdMs({ usualGapMs, heldBackMs }: RunLife): number {
  return Math.max(heldBackMs + diskDelayMs, unusualGaps * (usualGapMs ?? 0));
}

/** State and evidence at `nowMs`. An end record decides, then the end of the process; otherwise growth and silence speak. */
export function decideRunState(
  facts: RunLife,
  nowMs: number,
): { readonly state: RunState; readonly evidence: StateEvidence } {
  const { lastGrowthAtMs, usualGapMs } = facts;
  if (facts.endWallTime !== null) {
    const endedAtMs = Number.isFinite(facts.endWallTime) ? facts.endWallTime * 1000 : null;
    const { exitCode } = facts;
    const coded = exitCode === null || exitCode === 0 ? 'finished' : 'failed';
    const state = facts.endState ?? coded;
    return { state, evidence: { kind: 'endRecord', endedAtMs, exitCode, ...facts.endTold } };
  }
  const { writerGoneAtMs, alwaysSaysEnd, isAllDone } = facts;
  // Where even a run that did all of it says so at its end, only a kill leaves that out.
  if (writerGoneAtMs !== null && (!isAllDone || alwaysSaysEnd)) {
    const evidence = { kind: 'writerGone', goneAtMs: writerGoneAtMs, alwaysSaysEnd } as const;
    return { state: alwaysSaysEnd ? 'failed' : 'stopped', evidence };
  }
  const silentMs = nowMs - lastGrowthAtMs;
  const thresholdMs = stallThresholdMs(facts);
  if (isAllDone && (writerGoneAtMs !== null || silentMs >= thresholdMs)) {
    return { state: 'finished', evidence: { kind: 'allDone', lastGrowthAtMs } };
  }
  if (silentMs < thresholdMs) {
    return facts.points === 0
      ? { state: 'starting', evidence: { kind: 'noPointsYet', createdAtMs: facts.createdAtMs } }
      : { state: 'running', evidence: { kind: 'growing', lastGrowthAtMs, usualGapMs } };
  }
  if (facts.points > 0 && silentMs < thresholdMs * thresholdsUntilUnknown) {
    return {
      state: 'stalled',
      evidence: { kind: 'silent', lastGrowthAtMs, usualGapMs, thresholdMs },
    };
  }
  return { state: 'unknown', evidence: { kind: 'noEndRecord', lastGrowthAtMs } };
}

/** When the state may change without new data, or null when only new data can change it. */
export function nextStateChangeMs(facts: RunLife, nowMs: number): number | null {
  if (facts.endWallTime !== null || facts.writerGoneAtMs !== null) return null;
  const thresholdMs = stallThresholdMs(facts);
  const stallsAt = facts.lastGrowthAtMs + thresholdMs;
  if (nowMs < stallsAt) return stallsAt;
  const forgottenAt = facts.lastGrowthAtMs + thresholdMs * thresholdsUntilUnknown;
  return facts.points > 0 && !facts.isAllDone && nowMs < forgottenAt ? forgottenAt : null;
}
