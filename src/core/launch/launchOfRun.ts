// Which launch a run is from, by what its files say of the process that wrote them. Rather none than a wrong one.
import path from 'node:path';
import type { RunState, RunSummary, StateEvidence } from '../../shared/vocabulary';
import type { LaunchCondition } from './liveness';
import type { Launch } from './launchFolder';
import { hasFailed, type LaunchState } from './launchState';

export interface KnownLaunch extends Launch {
  readonly condition: LaunchCondition | null;
}

type RunFiles = Pick<
  RunSummary,
  'directory' | 'sources' | 'firstWallTime' | 'lastWallTime' | 'evidence'
>;

/** Clocks of processes on one machine agree; times in logs are rounded. */
const toleranceSeconds = 2;
/** Files are closed and flushed after the program has gone. */
const afterwardsSeconds = 30;

/**
 * The newest launch whose process the run's files name, whose command names the run's directory, or which alone ran when
 * all of the run was written.
 * @param launches the oldest first
 */
export function launchOfRun(run: RunFiles, launches: readonly KnownLaunch[]): KnownLaunch | null {
  const own = launches.findLast(({ folder }) => folder === run.directory);
  if (own) return own;
  const named = launches.findLast((launch) => isNamedIn(run, launch));
  if (named) return named;
  const told = launches.findLast((launch) => isToldTo(launch, run));
  if (told) return told;
  const fitting = launches.filter((launch) => spans(launch, run));
  return fitting.length === 1 ? fitting[0]! : null;
}

/** TensorBoard's writers put host and process into the name: `events.out.tfevents.TIME.HOST.PID.N`. */
function isNamedIn({ sources }: RunFiles, { state }: KnownLaunch): boolean {
  if (!state?.process) return false;
  const { process: own, host } = state;
  return sources.some(({ file }) => {
    const found = /\.tfevents\.(\d+)\.(.+)\.(\d+)\.\d+(?:\.v2)?$/.exec(file);
    if (found?.[2] !== host || Number(found[3]) !== own.pid) return false;
    const time = Number(found[1]);
    return time >= startOf(state) - toleranceSeconds && time <= endOf(state);
  });
}

/** One of its words is the run's directory, and the run grew while it ran. */
function isToldTo({ state, spec }: KnownLaunch, { directory, evidence }: RunFiles): boolean {
  const grewAtMs = growthOf(evidence);
  if (!state || grewAtMs === null) return false;
  const isDuring = grewAtMs / 1000 >= startOf(state) && grewAtMs / 1000 <= endOf(state);
  const words = spec.argv.slice(1).map((word) => word.replace(/^[\w.-]+=/, ''));
  return (
    isDuring && words.some((word) => word !== '' && path.resolve(spec.cwd, word) === directory)
  );
}

function growthOf(evidence: StateEvidence): number | null {
  if ('lastGrowthAtMs' in evidence) return evidence.lastGrowthAtMs;
  if (evidence.kind === 'noPointsYet') return evidence.createdAtMs;
  return evidence.kind === 'writerGone' ? evidence.goneAtMs : null;
}

/** Everything of the run was written below the launch's directory while it ran. */
function spans({ state, spec }: KnownLaunch, run: RunFiles): boolean {
  if (!state || run.firstWallTime === null || run.lastWallTime === null) return false;
  const relative = path.relative(spec.cwd, run.directory);
  if (relative.startsWith('..') || path.isAbsolute(relative)) return false;
  const isFrom = run.firstWallTime >= startOf(state) - toleranceSeconds;
  return isFrom && run.lastWallTime <= endOf(state);
}

function startOf({ startedAtMs }: LaunchState): number {
  return startedAtMs === null ? Infinity : startedAtMs / 1000;
}

function endOf({ exit }: LaunchState): number {
  return exit === null ? Infinity : exit.atMs / 1000 + afterwardsSeconds;
}

type Told = Pick<RunSummary, 'state' | 'evidence'>;

/**
 * What the process tells of a run beyond its files; null where the files say more: their own end, or that nothing came for
 * long though the process lives.
 */
export function stateByProcess(run: Told, launch: KnownLaunch): Told | null {
  const { state, condition } = launch;
  if (!state?.process || run.evidence.kind === 'endRecord') return null;
  const { pid } = state.process;
  if (condition === 'supervised' || condition === 'unsupervised') {
    if (state.exit !== null || run.state === 'stalled' || run.state === 'starting') return null;
    const evidence: StateEvidence = {
      kind: 'process',
      pid,
      startedAtMs: state.startedAtMs ?? state.updatedAtMs,
      lastGrowthAtMs: growthOf(run.evidence),
    };
    return { state: 'running', evidence };
  }
  if (condition !== 'ended' || state.exit === null) return null;
  const { code, signal, atMs } = state.exit;
  const wasStopped = state.stop !== null;
  const ended: RunState = hasFailed(state) ? 'failed' : wasStopped ? 'stopped' : 'finished';
  const evidence: StateEvidence = { kind: 'processEnd', atMs, exitCode: code, signal, wasStopped };
  return { state: ended, evidence };
}
