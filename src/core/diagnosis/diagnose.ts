// What happened to a run: from its console, its process, the kernel and its metrics. Pure.
import type {
  Confidence,
  Failure,
  FailureClass,
  FailureNumbers,
  FailurePhase,
} from '../../shared/failure';
import { failureTable } from '../../shared/failureTable';
import { l10n } from '../../shared/language';
import { ConsoleFeed } from './consoleFeed';
import type { ConsoleScan } from './consoleScan';
import { chooseIncident, isUnexplained, lastEpisode } from './decide';
import { evidenceOf } from './evidence';
import { classifyExit, type ProcessEnd } from './exitCodes';
import type { Incident } from './incident';
import { phaseOf } from './phase';
import { remediesFor } from './remedies';
import type { Raised } from './traceback';
import { chooseFrame } from './userFrame';
import { culpritOf } from './watchdog';

/** What is known beside the console. Whatever is not known is left out. */
export interface RunEnd {
  /** Of the process, as the system tells it; null where a signal ended it. */
  readonly exitCode?: number | null;
  /** Such as `SIGKILL`. */
  readonly signal?: string | null;
  /** Somebody stopped it here. */
  readonly isStoppedByUser?: boolean;
  readonly isRunning?: boolean;
  /** The kernel's log of the time of the run. */
  readonly kernelLog?: string;
  /** By how much the `oom_kill` counter of its control group grew while it ran. */
  readonly oomKills?: number;
  /** Folders of the user's code, as the process names them. */
  readonly folders?: readonly string[];
  readonly isMemoryGrowing?: boolean;
  readonly isWithoutSegments?: boolean;
  /** The last step of its metrics; the console's own where they have none. */
  readonly lastStep?: number | null;
  /** What its metrics show at their end. */
  readonly metricFailure?: MetricFailure | null;
}

/** A failure that metrics show. */
export interface MetricFailure {
  readonly class: Extract<FailureClass, 'nan' | 'divergence' | 'loss-scale' | 'stall'>;
  readonly message: string;
  readonly step: number | null;
  readonly numbers: FailureNumbers;
}

/**
 * @param text the console, or its end
 * @param firstLine number of its first line, from 1; null where it is not known
 * @returns null where nothing is wrong, or nothing tells
 */
export function diagnose(
  text: string,
  end: RunEnd = {},
  firstLine: number | null = 1,
): Failure | null {
  return diagnoseScan(scanOf(text), end, firstLine);
}

/** The same for a console that was read piece by piece. */
export function diagnoseScan(
  scan: ConsoleScan,
  end: RunEnd,
  firstLine: number | null,
): Failure | null {
  const incident = end.isStoppedByUser ? null : explained(chooseIncident(scan), scan, end);
  if (incident) return fromIncident(incident, scan, end, firstLine);
  const other = end.isStoppedByUser
    ? bare('user-stop', l10n.t('It was stopped here.'))
    : (fromMetrics(scan, end) ?? fromProcess(end));
  if (!other) return null;
  return finished(
    { ...other, step: other.step ?? end.lastStep ?? scan.step, phase: scan.phase },
    end,
  );
}

/** Kernel and control group say why a process is gone that says nothing itself. */
function explained(incident: Incident | null, scan: ConsoleScan, end: RunEnd): Incident | null {
  if (incident && !isUnexplained(incident.class)) return incident;
  const told = lastEpisode(scan).find(
    ({ class: failureClass, weight }) => failureClass === 'oom-killed' && weight === 'cause',
  );
  const kernel = told ?? (end.kernelLog === undefined ? null : fromKernel(end.kernelLog));
  const isKilled = kernel !== null || (end.oomKills ?? 0) > 0;
  if (!isKilled || (!incident && !told && !isKilledEnd(end))) return incident ?? kernel;
  const numbers = { ...incident?.numbers, ...kernel?.numbers };
  const base = incident ?? kernel;
  if (!base) return null;
  return { ...base, class: 'oom-killed', confidence: 'high', numbers, weight: 'cause' };
}

function isKilledEnd({ exitCode, signal }: RunEnd): boolean {
  return signal === 'SIGKILL' || exitCode === 137 || exitCode === -9;
}

function fromKernel(log: string): Incident | null {
  const isKernel = ({ kind, weight }: Incident): boolean => kind === 'kernel' && weight === 'cause';
  return scanOf(log).incidents.findLast(isKernel) ?? null;
}

function scanOf(text: string): ConsoleScan {
  const feed = new ConsoleFeed();
  feed.push(text);
  return feed.finish();
}

function fromIncident(
  incident: Incident,
  scan: ConsoleScan,
  end: RunEnd,
  firstLine: number | null,
): Failure | null {
  if (end.exitCode === 0 && isOver(scan, incident)) return null;
  const { traceback, rank: told } = incident;
  const chain = traceback?.chain ?? [];
  const call = traceback ? chooseFrame([...chain, ...besides(incident, scan)], end.folders) : null;
  const [first] = chain;
  const phase = phaseOf(chain) ?? scan.phase ?? (traceback ? 'start' : null);
  const isBehind = /CUDA error|HIP error|might be asynchronously reported/.test(incident.text);
  const isWaiting = incident.class === 'nccl-timeout';
  const culprit = isWaiting ? culpritOf(scan.watchdog, scan.ranks) : null;
  return finished(
    {
      class: incident.class,
      confidence: confidenceOf(incident, scan, end),
      rank: culprit ?? told ?? rankOfNotes(lastEpisode(scan)),
      exception: first?.type ?? exceptionIn(incident.text),
      message: (first ? first.message : messageIn(incident.text)).trim(),
      frame: call && { file: call.file, line: call.line, function: call.function },
      isFrameApproximate: call !== null && isBehind,
      numbers: incident.numbers,
      phase,
      step: end.lastStep ?? incident.step ?? scan.step,
      evidence: evidenceOf({ incident, frame: call }, lastEpisode(scan), firstLine),
    },
    end,
  );
}

/** Exceptions that the same process told right after it: of a chain whose middle was lost. */
function besides({ stream, end, traceback }: Incident, { incidents }: ConsoleScan): Raised[] {
  const next = incidents.find((each) => each.start > end && each.stream === stream);
  const isNear = next?.traceback != null && traceback !== null && next.start - end <= 3;
  return isNear ? next.traceback.chain : [];
}

/** Of the one task that ended on its own account, as the scheduler tells it. */
function rankOfNotes(episode: readonly Incident[]): number | null {
  const told = episode.filter(({ kind, rank, class: failureClass }) => {
    return kind === 'note' && rank !== null && failureClass !== 'terminated';
  });
  return new Set(told.map(({ rank }) => rank)).size === 1 ? told[0]!.rank : null;
}

/** The training was done before, and what came then is the noise of an end. */
function isOver(scan: ConsoleScan, { start, traceback }: Incident): boolean {
  const done = scan.lastSign.get('done');
  return done !== undefined && (done > start || traceback === null);
}

function exceptionIn(text: string): string | null {
  const found =
    /(?:^|[\s\]:|])((?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*(?:Error|Exception|Interrupt|Exhausted))(?::|$)/;
  return found.exec(text)?.[1] ?? null;
}

function messageIn(text: string): string {
  const type = exceptionIn(text);
  if (type === null) return text;
  const at = text.indexOf(type) + type.length;
  return text.slice(at).replace(/^:\s?/, '') || text;
}

/** High only where the text and the end of the process agree. */
function confidenceOf(incident: Incident, scan: ConsoleScan, end: RunEnd): Confidence {
  if (incident.confidence !== 'high') return incident.confidence;
  if (incident.traceback === null) return incident.confidence;
  const isCoded = (end.exitCode ?? 0) !== 0 || (end.signal ?? null) !== null;
  const isReported = scan.report !== null || incident.weight === 'order';
  const isLast = scan.lines - incident.end < 60 && end.exitCode !== 0;
  if (incident.weight === 'echo') return 'medium';
  return isCoded || isReported || isLast ? 'high' : 'medium';
}

type Told = Omit<Failure, 'title' | 'failed' | 'remedies'>;

function bare(failureClass: FailureClass, message: string): Told {
  return {
    class: failureClass,
    confidence: 'high',
    rank: null,
    exception: null,
    message,
    frame: null,
    isFrameApproximate: false,
    numbers: {},
    phase: null,
    step: null,
    evidence: [],
  };
}

/** What the numbers show where no text says anything: the metrics, or the losses that were printed. */
function fromMetrics(scan: ConsoleScan, { metricFailure, isRunning }: RunEnd): Told | null {
  // A loss that goes up may come down again while it runs.
  if (metricFailure && !(isRunning && metricFailure.class === 'divergence')) {
    const { class: failureClass, message, step, numbers } = metricFailure;
    return { ...bare(failureClass, message), confidence: 'medium', step, numbers };
  }
  const { badLoss } = scan;
  // One value is an accident, unless it is the only one.
  if (!badLoss || (badLoss.count < 2 && scan.lossReadings > 1)) return null;
  const message = l10n.t('The loss became NaN or infinite and stayed so.');
  const evidence = [{ line: badLoss.start + 1, text: badLoss.text.slice(0, 300).trim() }];
  return { ...bare('nan', message), step: badLoss.step, evidence, phase: 'train' as FailurePhase };
}

function fromProcess({ exitCode = null, signal = null }: RunEnd): Told | null {
  const end: ProcessEnd | null = classifyExit(exitCode, signal);
  if (!end) return null;
  const name = end.numbers.signal;
  const words =
    name === undefined
      ? l10n.t('The process ended with code {0}.', exitCode ?? '?')
      : l10n.t('The process ended with {0}.', name);
  const isGuess = end.class === 'killed' || end.class === 'exit-code';
  return {
    ...bare(end.class, words),
    confidence: isGuess ? 'low' : 'medium',
    numbers: end.numbers,
  };
}

function finished(told: Told, { isMemoryGrowing, isWithoutSegments }: RunEnd): Failure {
  const facts = {
    ...told,
    ...(isMemoryGrowing !== undefined && { isMemoryGrowing }),
    ...(isWithoutSegments !== undefined && { isWithoutSegments }),
  };
  const { title, failed } = failureTable[told.class];
  return { ...told, title: title(), failed, remedies: remediesFor(facts) };
}
