// What has become of a launch: a state that events move on. The supervisor writes it down, everybody else reads it.
import { isObject, parseObject } from './launchSpec';

/** A process that cannot be mistaken for another one that was given its number later. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, as the system tells it; null where the system does not. */
  readonly startMark: string | null;
}

/** How the program ended. Either a code or the name of a signal. */
export interface LaunchExit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly atMs: number;
}

export type LaunchPhase =
  | 'starting'
  | 'running'
  /** A stop was asked for and is under way, or what a failed program left behind is being ended. */
  | 'stopping'
  /** It failed and will be started again. */
  | 'waiting'
  | 'ended';

export interface LaunchState {
  readonly version: 1;
  readonly phase: LaunchPhase;
  /** Name of the machine: process numbers mean nothing on another one. */
  readonly host: string;
  readonly supervisor: ProcessIdentity;
  /** The program, which leads a process group of its own. Null before its first start. */
  readonly process: ProcessIdentity | null;
  /** When it was started the last time. */
  readonly startedAtMs: number | null;
  /** The last end; null while it has none. */
  readonly exit: LaunchExit | null;
  /** Why it could not be started: a system error code. */
  readonly startError: string | null;
  /** How often it was started again. */
  readonly restarts: number;
  /** Set as soon as a stop was asked for. */
  readonly stop: StopProgress | null;
  /** Bytes of output that could not be written. */
  readonly lostBytes: number;
  readonly updatedAtMs: number;
}

export interface StopProgress {
  readonly askedAtMs: number;
  /** The strongest signal so far. */
  readonly signal: StopSignal | null;
  /** When the next, stronger one follows; null after the last. */
  readonly nextAtMs: number | null;
}

export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGKILL';

export type LaunchEvent =
  | { readonly kind: 'started'; readonly process: ProcessIdentity }
  | { readonly kind: 'startFailed'; readonly code: string }
  | { readonly kind: 'stopAsked' }
  | {
      readonly kind: 'signalled';
      readonly signal: StopSignal;
      readonly nextAtMs: number | null;
    }
  | { readonly kind: 'exited'; readonly code: number | null; readonly signal: string | null }
  /** Nothing of the process group is left, and all output was taken. */
  | { readonly kind: 'cleared'; readonly willRestart: boolean }
  | { readonly kind: 'restarting' }
  | { readonly kind: 'outputLost'; readonly bytes: number };

export function firstState(host: string, supervisor: ProcessIdentity, atMs: number): LaunchState {
  return {
    version: 1,
    phase: 'starting',
    host,
    supervisor,
    process: null,
    startedAtMs: null,
    exit: null,
    startError: null,
    restarts: 0,
    stop: null,
    lostBytes: 0,
    updatedAtMs: atMs,
  };
}

/** An ended launch stays as it is, whatever is said of it later. */
export function advance(state: LaunchState, event: LaunchEvent, atMs: number): LaunchState {
  if (state.phase === 'ended') return state;
  return { ...state, ...changesOf(state, event, atMs), updatedAtMs: atMs };
}

function changesOf(state: LaunchState, event: LaunchEvent, atMs: number): Partial<LaunchState> {
  switch (event.kind) {
    case 'started': {
      const phase = state.stop ? 'stopping' : 'running';
      return { phase, process: event.process, startedAtMs: atMs, exit: null };
    }
    case 'startFailed':
      return { phase: 'ended', startError: event.code };
    case 'stopAsked':
      return state.stop
        ? {}
        : { phase: 'stopping', stop: { askedAtMs: atMs, signal: null, nextAtMs: atMs } };
    case 'signalled': {
      const { signal, nextAtMs } = event;
      // What a failed program left behind is signalled too, though nobody asked for a stop.
      return {
        phase: 'stopping',
        stop: state.stop ? { ...state.stop, signal, nextAtMs } : null,
      };
    }
    case 'exited':
      return { phase: 'stopping', exit: { code: event.code, signal: event.signal, atMs } };
    case 'cleared':
      return { phase: event.willRestart ? 'waiting' : 'ended' };
    case 'restarting':
      return { phase: 'starting', restarts: state.restarts + 1 };
    case 'outputLost':
      return { lostBytes: state.lostBytes + event.bytes };
  }
}

/** A program that was asked to stop, or ended with 0, did not fail. */
export function hasFailed({ exit, stop, startError }: LaunchState): boolean {
  if (startError !== null) return true;
  return exit !== null && stop === null && exit.code !== 0;
}

const phases: readonly string[] = ['starting', 'running', 'stopping', 'waiting', 'ended'];

/** A state as it was written; undefined where it cannot be one. */
export function parseState(text: string): LaunchState | undefined {
  const typed = parseObject(text);
  if (typed?.['version'] !== 1 || !phases.includes(String(typed['phase']))) return undefined;
  if (!isIdentity(typed['supervisor']) || typeof typed['host'] !== 'string') return undefined;
  if (typed['process'] !== null && !isIdentity(typed['process'])) return undefined;
  // Nobody but the supervisor writes here, whole or not at all: with these right, the rest is.
  return typed as unknown as LaunchState;
}

function isIdentity(value: unknown): value is ProcessIdentity {
  if (!isObject(value)) return false;
  const { pid, startMark } = value;
  return Number.isSafeInteger(pid) && (startMark === null || typeof startMark === 'string');
}
