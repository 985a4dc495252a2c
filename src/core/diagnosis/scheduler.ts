// What job schedulers, shells and launchers say of a process that ended.
import type { Confidence, FailureClass, FailureNumbers } from '../../shared/failure';

/** One such line. */
export interface EndNote {
  readonly class: FailureClass;
  readonly numbers: FailureNumbers;
  readonly rank: number | null;
  /**
   * `order`: somebody wanted it to end. `cause`: says why it died. `symptom`: says only that it died; what came before
   * says more.
   */
  readonly weight: 'order' | 'cause' | 'symptom';
  readonly confidence: Confidence;
}

const cancelled =
  /\*\*\* (JOB|STEP) (\S{1,60}) ON (\S{1,200}) (?:CANCELLED AT \S{1,40}|FAILED)(?: DUE (?:TO|to) ([A-Za-z ]{1,60}))?/;
const overLimit = /StepId=\S{1,40} exceeded memory limit \((\d{1,15}) > (\d{1,15})\), being killed/;
const oomKill =
  /Detected \d{1,6} oom[-_]kill event|Exceeded job memory limit|tasks? ([\d,-]{1,60}): Out Of Memory/;
const taskEnded =
  /srun: error: \S{1,200}: tasks? (\d{1,6})[\d,-]{0,60}: (Killed|Terminated|Aborted|Segmentation fault|Bus error|User defined signal \d|Exited with exit code (\d{1,3}))/;
/** `train.sh: line 6:  9881 Killed    python …`; bare where the shell is interactive. */
const shellSays =
  /(?:: line \d{1,9}: {1,4}\d{1,9} |^(?:bash: )?(?:\d{1,9} )?|^\[\d{1,3}\][+-]? {1,4}(?:\d{1,9} )?)(Killed|Terminated|Aborted|Segmentation fault|Bus error|User defined signal \d)(?: {1,30}\(core dumped\)|\s{2,}\S|\s*$)/;

const reasons: readonly (readonly [RegExp, FailureClass])[] = [
  // First letters will do where lines are cut.
  [/^T(?:I|$)/i, 'time-limit'],
  [/^[PJ]/i, 'preempted'],
  [/^N/i, 'node-failure'],
  [/^S/i, 'terminated'],
];

const signals: Readonly<Record<string, readonly [FailureClass, string]>> = {
  Killed: ['killed', 'SIGKILL'],
  Terminated: ['terminated', 'SIGTERM'],
  Aborted: ['abort', 'SIGABRT'],
  'Segmentation fault': ['segfault', 'SIGSEGV'],
  'Bus error': ['bus-error', 'SIGBUS'],
  'User defined signal 1': ['signal', 'SIGUSR1'],
  'User defined signal 2': ['signal', 'SIGUSR2'],
};

/** Null for a line that says nothing of an end. */
export function readEndNote(text: string): EndNote | null {
  if (text.includes('*** ')) return readCancelled(text);
  const memory = overLimit.exec(text);
  if (memory) {
    const numbers = { used: Number(memory[1]), limit: Number(memory[2]) };
    return { class: 'oom-killed', numbers, rank: null, weight: 'cause', confidence: 'high' };
  }
  const oom = oomKill.exec(text);
  if (oom) {
    const rank = oom[1] === undefined ? null : Number.parseInt(oom[1], 10);
    return { class: 'oom-killed', numbers: {}, rank, weight: 'cause', confidence: 'high' };
  }
  const task = text.includes('srun: error') ? taskEnded.exec(text) : null;
  if (task) return symptom(task[2]!, Number(task[1]), task[3]);
  const shell = text.length < 2_000 ? shellSays.exec(text) : null;
  return shell && symptom(shell[1]!, null, undefined);
}

function symptom(word: string, rank: number | null, code: string | undefined): EndNote {
  if (code !== undefined) {
    const numbers = { exitCode: Number(code) };
    return { class: 'exit-code', numbers, rank, weight: 'symptom', confidence: 'medium' };
  }
  const [failureClass, signal] = signals[word]!;
  // Who sent it, nobody says.
  const confidence = failureClass === 'killed' ? 'low' : 'medium';
  return { class: failureClass, numbers: { signal }, rank, weight: 'symptom', confidence };
}

/** Slurm takes the rest of a step away when one task fails: without a reason only the whole job was cancelled by somebody. */
function readCancelled(text: string): EndNote | null {
  const found = cancelled.exec(text);
  if (!found) return null;
  const [, entity, , , why] = found;
  const reason = why?.trim();
  if (reason === undefined) {
    const isJob = entity === 'JOB';
    const weight = isJob ? 'order' : 'symptom';
    const failureClass = isJob ? 'cancelled' : 'terminated';
    return { class: failureClass, numbers: {}, rank: null, weight, confidence: 'high' };
  }
  const known = reasons.find(([pattern]) => pattern.test(reason));
  if (!known) return null;
  return { class: known[1], numbers: {}, rank: null, weight: 'order', confidence: 'high' };
}
