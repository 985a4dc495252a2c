// How a program is brought to an end: asked first, told then, killed at last.
import type { StopGrace } from './launchSpec';
import type { StopSignal } from './launchState';

export interface StopStep {
  readonly signal: StopSignal;
  /** When the next step is due, in milliseconds from now; null after the last. */
  readonly nextInMs: number | null;
}

/**
 * The step after a signal that did not help.
 * @param last null before the first; @param atOnce whether there is no patience left
 */
export function nextStop(
  last: StopSignal | null,
  { interruptMs, terminateMs }: StopGrace,
  atOnce = false,
): StopStep | null {
  if (last === 'SIGKILL') return null;
  if (atOnce || last === 'SIGTERM') return { signal: 'SIGKILL', nextInMs: null };
  if (last === 'SIGINT') return { signal: 'SIGTERM', nextInMs: terminateMs };
  return { signal: 'SIGINT', nextInMs: interruptMs };
}
