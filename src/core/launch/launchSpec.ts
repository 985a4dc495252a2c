// What is to be run and how: written once when a training is launched, and read by the process that supervises it.
import { fail, succeed, type Result } from '../../base/result';

/** How long each signal has to work before the next, stronger one. */
export interface StopGrace {
  /** After SIGINT, which most training scripts save a checkpoint for. */
  readonly interruptMs: number;
  /** After SIGTERM. */
  readonly terminateMs: number;
}

export interface RestartPolicy {
  /** How often it is started again after a failure; 0 for never. A stop that was asked for is no failure. */
  readonly most: number;
  readonly delayMs: number;
}

export interface ConsoleLimits {
  /** A part of the console log is closed when it is this long, at the end of a line. */
  readonly partBytes: number;
  /** How many parts are kept besides the first. */
  readonly keptParts: number;
}

export interface LaunchSpec {
  readonly version: 1;
  /** What people call it. */
  readonly name: string;
  /** The program and its arguments, never a line for a shell. */
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** What is added to the environment; null removes a variable. */
  readonly env: Readonly<Record<string, string | null>>;
  readonly createdAtMs: number;
  readonly grace: StopGrace;
  readonly restart: RestartPolicy;
  readonly console: ConsoleLimits;
  /** The checkpoint that it goes on from; null where it begins anew. */
  readonly resumedFrom: string | null;
  /** The commit that the code was at; null outside of a repository. */
  readonly commit: string | null;
}

export const defaultGrace: StopGrace = { interruptMs: 30_000, terminateMs: 10_000 };
export const noRestart: RestartPolicy = { most: 0, delayMs: 5_000 };
export const defaultConsole: ConsoleLimits = { partBytes: 64 * 2 ** 20, keptParts: 3 };

/** The files of a launch, by their names in its folder. */
export const launchFiles = {
  spec: 'spec.json',
  state: 'state.json',
  /** Made by the one process that may supervise this launch, and never removed: a launch happens once. */
  claim: 'supervisor.lock',
  control: 'control.json',
  /** What was last said of an error in parts of the console log that are gone. */
  errors: 'console.errors.txt',
  /** What the supervisor itself has to say. */
  journal: 'supervisor.txt',
} as const;

/** How the supervisor itself ends. */
export const supervisorCodes = {
  done: 0,
  /** The folder holds no launch that can be understood. */
  unusable: 2,
  /** Another supervisor has it. */
  claimed: 3,
} as const;

/** A spec from JSON that may have been written by another version or by hand. */
export function parseSpec(text: string): Result<LaunchSpec, { readonly reason: string }> {
  const typed = parseObject(text);
  if (!typed) return fail({ reason: 'it is no JSON object' });
  const { version, name, argv, cwd, env, createdAtMs } = typed;
  if (version !== 1) return fail({ reason: 'another version wrote it' });
  if (!isWords(argv) || argv.length === 0) return fail({ reason: 'argv is no list of words' });
  if (typeof cwd !== 'string' || cwd === '') return fail({ reason: 'cwd is missing' });
  if (!isEnvironment(env)) return fail({ reason: 'env is no table of words' });
  return succeed({
    version: 1,
    name: typeof name === 'string' ? name : argv[0]!,
    argv,
    cwd,
    env,
    createdAtMs: numberOr(createdAtMs, 0),
    grace: amounts(typed['grace'], defaultGrace),
    restart: amounts(typed['restart'], noRestart),
    console: amounts(typed['console'], defaultConsole),
    resumedFrom: textOrNull(typed['resumedFrom']),
    commit: textOrNull(typed['commit']),
  });
}

/** The object in a JSON text; undefined where it holds none. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Program and arguments go to the system as they are: a NUL would cut them off. */
export function isWords(value: unknown): value is string[] {
  return (
    Array.isArray(value) && value.every((word) => typeof word === 'string' && !word.includes('\0'))
  );
}

export function isEnvironment(value: unknown): value is Record<string, string | null> {
  if (!isObject(value)) return false;
  return Object.entries(value).every(
    ([name, text]) => /^[^=\0]+$/.test(name) && (text === null || typeof text === 'string'),
  );
}

/** The numbers of `fallback`, each replaced by that of `typed` where it has one that makes sense. */
function amounts<T extends object>(typed: unknown, fallback: T): T {
  if (!isObject(typed)) return fallback;
  const entries = Object.entries(fallback).map(([name, value]) => [
    name,
    numberOr(typed[name], value as number),
  ]);
  return Object.fromEntries(entries) as T;
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : fallback;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
