// Starts the supervisor of a launch as a process of its own, and waits until the launch has begun.
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import process from 'node:process';
import { fail, succeed, type Result } from '../../base/result';
import { readState } from './launchFolder';
import { supervisorCodes } from './launchSpec';
import type { LaunchState } from './launchState';

/** The supervisor itself could not be started, or ended before it wrote anything. */
export interface StartFailure {
  readonly kind: 'noSupervisor';
  readonly detail: string;
}

const lookMs = 25;
/** A slow disk or a machine under load takes its time. */
const patienceMs = 20_000;

/**
 * @param script the supervisor's bundle; @param folder of a launch that nobody supervises yet
 * @returns the first state in which the program runs or has ended already
 */
export async function startSupervisor(
  script: string,
  folder: string,
): Promise<Result<LaunchState, StartFailure>> {
  const child = spawn(process.execPath, [script, folder], {
    // Not in the workspace: a folder that a process stands in cannot be removed everywhere.
    cwd: tmpdir(),
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    detached: true,
    windowsHide: true,
    stdio: 'ignore',
  });
  const end: { detail: string | null } = { detail: null };
  child.once('error', ({ message }) => (end.detail = message));
  child.once('exit', (code, signal) => {
    // Where another one has the launch, that one tells how it goes.
    if (code !== supervisorCodes.claimed) end.detail ??= `it ended with ${code ?? signal}`;
  });
  child.unref();
  for (const untilMs = Date.now() + patienceMs; Date.now() < untilMs;) {
    // Looked at first: a program may be through before anybody looks.
    const { detail } = end;
    const state = await readState(folder);
    if (state && state.phase !== 'starting') return succeed(state);
    if (detail !== null) return fail({ kind: 'noSupervisor', detail });
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  return fail({ kind: 'noSupervisor', detail: 'it wrote nothing' });
}
