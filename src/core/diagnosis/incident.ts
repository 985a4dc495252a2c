// One thing in a console that may be why a run ended.
import type { Confidence, FailureClass, FailureNumbers } from '../../shared/failure';
import type { Traceback } from './traceback';

export interface Incident {
  readonly kind: 'traceback' | 'line' | 'note' | 'kernel' | 'interrupt';
  readonly class: FailureClass;
  readonly rank: number | null;
  readonly stream: string;
  /** Lines, from 0. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly numbers: FailureNumbers;
  readonly confidence: Confidence;
  /**
   * `order`: somebody wanted the end; `cause`; `symptom`: says only that a process died; `echo`: what other processes
   * say when one is gone.
   */
  readonly weight: 'order' | 'cause' | 'symptom' | 'echo';
  /** Signs of life before it. */
  readonly signs: number;
  /** Those of its own process, as far as it is labelled. */
  readonly ownSigns: number;
  readonly step: number | null;
  /** Null for everything that is no traceback. */
  readonly traceback: Traceback | null;
}

/** What processes say when another one is gone. Of several the first tells most. */
const echoes: readonly FailureClass[] = ['nccl-error', 'nccl-timeout', 'peer-lost', 'terminated'];

export function weightOf(failureClass: FailureClass): Incident['weight'] {
  if (failureClass === 'exit-code') return 'symptom';
  if (failureClass === 'user-stop' || failureClass === 'clean-stop') return 'order';
  return echoes.includes(failureClass) ? 'echo' : 'cause';
}

/** How far from the cause: 0 is nearest. */
export function distanceOf({ weight, class: failureClass }: Incident): number {
  if (weight === 'symptom') return 10;
  return weight === 'echo' ? 1 + echoes.indexOf(failureClass) : 0;
}
