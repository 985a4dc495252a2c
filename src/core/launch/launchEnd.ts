// What the supervisor of a launch noted of its end, for a console that it wrote.
import path from 'node:path';
import { partsAmong } from './consoleParts';
import { readState } from './launchFolder';

export interface LaunchEnd {
  readonly isRunning?: boolean;
  /** A stop was asked for. */
  readonly isStoppedByUser?: boolean;
  /** Null where a signal ended it. */
  readonly exitCode?: number | null;
  readonly signal?: string | null;
}

/** Nothing for a console that another program wrote. */
export async function readLaunchEnd(file: string): Promise<LaunchEnd> {
  const isPart = partsAmong([path.basename(file)]).length > 0;
  const state = isPart ? await readState(path.dirname(file)) : null;
  if (!state) return {};
  const { exit, stop, phase } = state;
  return {
    isRunning: phase !== 'ended',
    isStoppedByUser: stop !== null,
    ...(exit && { exitCode: exit.code, signal: exit.signal }),
  };
}
