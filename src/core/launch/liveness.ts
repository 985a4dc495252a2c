// What can truly be said of a launch now: its file tells what its supervisor last saw, the system whether it still looks.
import type { LaunchState, ProcessIdentity } from './launchState';

export type LaunchCondition =
  /** Its supervisor is there: the state holds. */
  | 'supervised'
  /** Its supervisor is gone, the program is not: it goes on, but what it prints is lost and its end is not seen. */
  | 'unsupervised'
  /** It ended, and how is known. */
  | 'ended'
  /** Both are gone, and nobody saw how it ended. */
  | 'lost'
  /** It belongs to another machine, where its processes cannot be looked for. */
  | 'elsewhere';

/** @param isAlive asked of processes of this machine only */
export async function conditionOf(
  state: LaunchState,
  host: string,
  isAlive: (identity: ProcessIdentity) => Promise<boolean>,
): Promise<LaunchCondition> {
  if (state.phase === 'ended') return 'ended';
  if (state.host !== host) return 'elsewhere';
  if (await isAlive(state.supervisor)) return 'supervised';
  const hasProgram = state.process !== null && state.exit === null;
  return hasProgram && (await isAlive(state.process)) ? 'unsupervised' : 'lost';
}
