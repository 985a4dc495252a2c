// Which remedies fit: those of the class, put in order by what the numbers and the phase say.
import {
  type FailureClass,
  type FailureNumbers,
  type FailurePhase,
  type Remedy,
  type RemedyAction,
} from '../../shared/failure';
import { remedyOf } from '../../shared/failureRemedies';
import { failureTable } from '../../shared/failureTable';

export interface RemedyFacts {
  readonly class: FailureClass;
  readonly numbers: FailureNumbers;
  readonly phase: FailurePhase | null;
  readonly step: number | null;
  /** Whether the run's memory grew step by step before. */
  readonly isMemoryGrowing?: boolean;
  /** Whether segments cannot grow there: in WSL and on Jetson they cannot. */
  readonly isWithoutSegments?: boolean;
}

/** Up to here the first steps show whether a training fits. */
const firstSteps = 20;

export function remediesFor(facts: RemedyFacts): Remedy[] {
  const actions =
    facts.class === 'cuda-oom' ? gpuMemory(facts) : [...failureTable[facts.class].remedies];
  return [...new Set(actions)]
    .filter((action) => action !== 'expandable-segments' || !facts.isWithoutSegments)
    .map(remedyOf);
}

/** What the numbers say, first of all whether somebody else has the memory. */
function gpuMemory(facts: RemedyFacts): RemedyAction[] {
  const { numbers, phase, step, isMemoryGrowing } = facts;
  const { asked = 0, total = Infinity, reserved = 0, privatePools = 0 } = numbers;
  const usual = [...failureTable['cuda-oom'].remedies];
  if (heldByOthers(numbers) > total / 10) return ['free-gpu', 'other-gpu'];
  if (asked > total) return ['much-smaller-input'];
  if ((reserved > 0 && reserved >= asked && asked > 0) || reserved >= total / 10) {
    return ['expandable-segments', 'smaller-batch', 'gradient-checkpointing'];
  }
  if (privatePools >= total / 10) return ['without-cuda-graphs', 'smaller-batch'];
  if (phase === 'evaluation') return ['smaller-evaluation-batch'];
  if (phase === 'load') return ['load-on-cpu', ...usual];
  const isEarly = step === null || step <= firstSteps;
  if (phase === 'optimizer-step' && isEarly) return ['smaller-optimizer', 'gradient-checkpointing'];
  if (isMemoryGrowing) return ['fix-leak', 'smaller-batch'];
  return isEarly ? usual : [...usual, 'cap-length', 'fix-leak'];
}

/** Bytes of the GPU that other processes hold, told or left over. */
function heldByOthers({ otherProcesses, total, used, free }: FailureNumbers): number {
  const told = (otherProcesses ?? []).reduce((sum, holder) => sum + holder.used, 0);
  const isLeftOver = total !== undefined && used !== undefined && free !== undefined;
  return Math.max(told, isLeftOver ? total - used - free : 0);
}
