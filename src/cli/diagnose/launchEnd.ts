// What the supervisor of a launch noted of its end, for a console that it wrote.
import path from 'node:path';
import type { RunEnd } from '../../core/diagnosis/diagnose';
import { readState } from '../../core/launch/launchFolder';

/** Nothing for a console of another program. @param file absolute or not */
export async function readLaunchEnd(file: string): Promise<RunEnd> {
  const isPart = /^console(?:\.\d+)?\.log$/.test(path.basename(file));
  const state = isPart ? await readState(path.dirname(file)) : null;
  if (!state) return {};
  const { exit, stop, phase } = state;
  return {
    isRunning: phase !== 'ended',
    isStoppedByUser: stop !== null,
    ...(exit && { exitCode: exit.code, signal: exit.signal }),
  };
}
