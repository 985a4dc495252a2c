// The order of decision: of all that a console says, which one is why the run ended.
import type { FailureClass } from '../../shared/failure';
import { l10n } from '../../shared/language';
import type { ConsoleScan } from './consoleScan';
import { classifyExit } from './exitCodes';
import { distanceOf, type Incident } from './incident';
import type { LauncherReport } from './launcherBlock';

/** So many signs of life after it, and it ended nothing. */
const signsOfRecovery = 8;
/** Other processes go on for a while, until they need the one that is gone. */
const signsOfOthers = 50;
/** So many other lines after it, and a traceback was told by a program that went on. */
const linesOfRecovery = 6;

/** What belongs to the end of the run, in the order of the console. Empty where it went on after all. */
export function lastEpisode(scan: ConsoleScan): readonly Incident[] {
  const resumed = scan.lastSign.get('resumed') ?? -1;
  const ofEnd = scan.incidents.filter((each) => each.end >= resumed && isOfEnd(each, scan));
  const sure = ofEnd.filter((each) => !isSurvived(each, scan, signsOfRecovery));
  // What only echoes and tells of a death has a cause: lines of other processes without labels may have followed it.
  const isExplained = sure.length === 0 || sure.some((each) => distanceOf(each) === 0);
  if (isExplained) return sure;
  return ofEnd.filter((each) => !isSurvived(each, scan, signsOfOthers));
}

/** Its own process went on, or others did for long. */
function isSurvived(
  { kind, stream, signs, ownSigns, start }: Incident,
  { signs: all, signsOf, report }: ConsoleScan,
  enough: number,
): boolean {
  const isSlow = kind === 'note' || kind === 'kernel';
  const own = (signsOf.get(stream) ?? 0) - ownSigns;
  if (!isSlow && own >= enough) return true;
  // A launcher's report is an end however much other processes printed before it.
  const isReported = report !== null && start <= report.index;
  return !isReported && all - signs >= signsOfOthers;
}

/** Frames that nobody raised end something only where the text ends with them; what was told before all was done, nothing. */
function isOfEnd({ traceback, end }: Incident, { lines, lastSign }: ConsoleScan): boolean {
  if (!traceback) return true;
  const isBare = traceback.chain.every(({ type }) => type === null) && !traceback.isOpened;
  if (isBare && lines - end > 3) return false;
  return (lastSign.get('done') ?? -1) <= end;
}

/** Why it ended, by the console alone; null where it does not say. */
export function chooseIncident(scan: ConsoleScan): Incident | null {
  const episode = lastEpisode(scan);
  const causes = withoutHandled(episode, scan.report);
  const cause = ofReportedRank(causes, scan) ?? nearest(causes);
  const order = chooseOrder(episode);
  if (!order) return cause;
  const isFirst = cause !== null && cause.start < order.start && distanceOf(cause) === 0;
  return isFirst || isCrashReported(scan.report) ? (cause ?? null) : order;
}

function nearest(incidents: readonly Incident[]): Incident | null {
  const tracebacksFirst = incidents.toSorted(
    (a, b) => distanceOf(a) - distanceOf(b) || kindOrder(a) - kindOrder(b) || a.start - b.start,
  );
  return tracebacksFirst[0] ?? null;
}

/** Tracebacks say more than lines; among notes the one that says why comes first by its weight. */
function kindOrder({ kind }: Incident): number {
  return kind === 'traceback' ? 0 : 1;
}

/** Orders to end: those of a job scheduler say most, the last of them counts. */
function chooseOrder(episode: readonly Incident[]): Incident | null {
  const orders = episode.filter(({ weight }) => weight === 'order');
  const ofScheduler = orders.filter(({ kind }) => kind === 'note');
  const named = ofScheduler.findLast(({ class: failureClass }) => failureClass !== 'cancelled');
  const last = ofScheduler.at(-1);
  if (last) return last.class === 'cancelled' && named && isSameEnd(named, last) ? named : last;
  return (
    orders.find(({ class: failureClass }) => failureClass === 'user-stop') ?? orders[0] ?? null
  );
}

/** Job and step are told one after the other. */
function isSameEnd(a: Incident, b: Incident): boolean {
  return b.start - a.start <= 3;
}

/** The launcher saw a process fail on its own account, so that no order can have been the reason. */
function isCrashReported(report: LauncherReport | null): boolean {
  return isOwnEnd(report?.exitCode ?? null);
}

/** Neither asked for nor the launcher's own doing. */
function isOwnEnd(code: number | null): boolean {
  return code !== null && ![0, -15, 143, -2, 130, -1, 129].includes(code);
}

/** Without tracebacks of one process after which it went on printing before the last one came. */
function withoutHandled(
  episode: readonly Incident[],
  report: LauncherReport | null,
): readonly Incident[] {
  const candidates = episode.filter(({ weight }) => weight !== 'order');
  if (report) return candidates;
  const tracebacks = candidates.filter(
    ({ kind, weight }) => kind === 'traceback' && weight === 'cause',
  );
  const handled = new Set(
    tracebacks.filter((each, at) => {
      const next = tracebacks[at + 1];
      return next?.stream === each.stream && next.start - each.end > linesOfRecovery;
    }),
  );
  return candidates.filter((each) => !handled.has(each));
}

/** What the process says that the launcher saw fail first. */
function ofReportedRank(
  causes: readonly Incident[],
  { report, incidents, ranks }: ConsoleScan,
): Incident | null {
  if (report?.rank == null) return null;
  const { rank } = report;
  const own = (each: Incident): boolean => each.rank === rank && each.kind !== 'kernel';
  const told = nearest(causes.filter(own)) ?? incidents.findLast(own);
  if (told && distanceOf(told) === 0) return told;
  // It only lost another one, which the launcher saw a moment later.
  const lost = told && distanceOf(told) < 10 ? told : null;
  if (lost) return ofOtherProcess(report, causes) ?? lost;
  // Without labels nobody knows whose traceback it is; with them the process said nothing.
  const unlabelled = nearest(causes.filter((each) => each.rank === null && distanceOf(each) === 0));
  const { exitCode } = report;
  // Who is ended by a signal raises nothing, but for aborts.
  const isSignalled = exitCode !== null && exitCode < 0 && exitCode !== -6;
  if (unlabelled && !(isSignalled && unlabelled.kind === 'traceback'))
    return { ...unlabelled, rank };
  if (exitCode === 1 && ranks.size > 0) {
    const other = nearest(causes.filter((each) => distanceOf(each) === 0));
    if (other) return other;
  }
  return fromReport(report, causes);
}

/** Of the other processes that failed the first that did so on its own account. */
function ofOtherProcess(report: LauncherReport, causes: readonly Incident[]): Incident | null {
  for (const other of report.others) {
    if (!isOwnEnd(other.exitCode)) continue;
    const told = nearest(causes.filter(({ rank }) => rank === other.rank));
    if (told && distanceOf(told) === 0) return told;
    // A code of 1 may be that of an exception, which is then one of a lost process, too.
    if (!told || other.exitCode !== 1) return fromReport({ ...report, ...other }, causes);
  }
  return null;
}

function fromReport(report: LauncherReport, causes: readonly Incident[]): Incident | null {
  const end = classifyExit(report.exitCode, null);
  const first = causes[0];
  if (!end) return null;
  const pid = report.pid === null ? {} : { pid: report.pid };
  return {
    kind: 'note',
    class: end.class,
    rank: report.rank,
    stream: '',
    start: report.index,
    end: report.index,
    text: l10n.t(
      'Process {0} failed first, with exit code {1}.',
      report.rank ?? '?',
      report.exitCode ?? '?',
    ),
    numbers: { ...end.numbers, ...pid },
    confidence: end.class === 'killed' || end.class === 'terminated' ? 'low' : 'medium',
    weight: 'cause',
    signs: first?.signs ?? 0,
    ownSigns: 0,
    step: first?.step ?? null,
    traceback: null,
  };
}

/** Classes that say only that a process is gone: evidence of the kernel says why. */
const unexplained: readonly FailureClass[] = [
  ...(['killed', 'dataloader-killed', 'peer-lost', 'exit-code', 'nccl-timeout'] as const),
  ...(['signal', 'terminated'] as const),
];

export function isUnexplained(failureClass: FailureClass): boolean {
  return unexplained.includes(failureClass);
}
