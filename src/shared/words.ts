// Plain English for facts: problems, states and their evidence. The host, the page and the command line all say it this way.
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatPlural,
} from './text';
import type {
  CompanionKind,
  Problem,
  ProblemKind,
  Progress,
  RunState,
  RunSummary,
  StateEvidence,
} from './vocabulary';

const stateWords: Readonly<Record<RunState, string>> = {
  starting: 'Starting',
  running: 'Running',
  stalled: 'Stalled',
  finished: 'Finished',
  failed: 'Failed',
  stopped: 'Stopped',
  unknown: 'Unknown',
};

/** The state as one capitalised word. */
export function describeState(state: RunState): string {
  return stateWords[state];
}

/** How far a run was read whose reading was stopped, such as `stopped at 34 %`. */
export function describeStopped({ sources }: Pick<RunSummary, 'sources'>): string {
  const total = sources.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const read = sources.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
  return `stopped at ${Math.floor((100 * read) / Math.max(1, total))} %`;
}

/** Why the run is in its state, as one or two sentences. Ages are counted back from `nowMs`. */
export function describeEvidence(evidence: StateEvidence, nowMs: number): string {
  switch (evidence.kind) {
    case 'noPointsYet':
      return `Nothing logged yet; created ${ago(evidence.createdAtMs, nowMs)}.`;
    case 'growing':
      return `Last data ${ago(evidence.lastGrowthAtMs, nowMs)}${usually(evidence.usualGapMs)}.`;
    case 'silent':
      return (
        `No data for ${duration(nowMs - evidence.lastGrowthAtMs)}${usually(evidence.usualGapMs)}. ` +
        `It counts as stalled after ${duration(evidence.thresholdMs)} of silence.`
      );
    case 'endRecord':
      return (
        `${trackerWords[evidence.by ?? ''] ?? 'The log'} says that the run ended` +
        (evidence.endedAtMs === null ? '' : ` ${ago(evidence.endedAtMs, nowMs)}`) +
        (evidence.exitCode === null ? '' : ` with exit code ${evidence.exitCode}`) +
        (evidence.word === undefined ? '.' : `: ${evidence.word}.`)
      );
    case 'allDone':
      return `The log says that all steps are done; last data ${ago(evidence.lastGrowthAtMs, nowMs)}.`;
    case 'writerGone': {
      const ended = `The process that wrote it ended ${ago(evidence.goneAtMs, nowMs)}`;
      return evidence.alwaysSaysEnd
        ? `${ended} without saying so in the log: it was killed, or it crashed.`
        : `${ended}; the log does not say how.`;
    }
    case 'noEndRecord':
      if (evidence.lastGrowthAtMs === 0) return 'There is no log file that could be looked at.';
      return `Last data ${ago(evidence.lastGrowthAtMs, nowMs)}; the log does not say how the run ended.`;
  }
}

/** Trackers that say how a run ended, by the id of their format. */
const trackerWords: Readonly<Record<string, string>> = {
  wandb: 'W&B',
  swanlab: 'SwanLab',
  mlflow: 'MLflow',
  optuna: 'Optuna',
  aim: 'Aim',
  runFile: 'Sacred',
};

const problemSentences: Readonly<Record<ProblemKind, (problem: Problem) => string>> = {
  unreadable: (problem) => `Cannot be read: ${describeSystemError(problem.detail)}.`,
  notAnEventFile: (problem) =>
    problem.detail === null
      ? 'Named like an event file, but its content is something else.'
      : `Written in version ${problem.detail} of its format, which Trackside does not know.`,
  emptyFile: () => 'The file is empty.',
  truncatedTail: (problem) =>
    `The last record has been incomplete for long (${formatBytes(problem.bytes)} of it are there).`,
  corruptRecord: (problem) =>
    `${formatBytes(problem.bytes)} are damaged and were skipped; reading went on behind them.`,
  corruptTail: (problem) =>
    `${formatBytes(problem.bytes)} at the end are damaged, and nothing readable follows.`,
  badChecksum: () => 'The checksum is wrong; the record was read all the same.',
  undecodableRecord: (problem) =>
    `A record of ${formatBytes(problem.bytes)} is not an event and was skipped.`,
  zeroHole: (problem) =>
    `${formatBytes(problem.bytes)} of zeros stand where a record should be, as after a full disk or a power cut.`,
  fileReplaced: () => 'The file was replaced by another one and was read again from the start.',
  fileTruncated: () => 'The file became shorter and was read again from the start.',
  fileMissing: () => 'The file is gone; what was read before is kept.',
  tooManyTags: () =>
    'There are more tags than Trackside keeps; values of further ones are left out.',
  badWallTime: (problem) => describeWallTime(problem.detail),
  copiedFile: (problem) =>
    `A copy of ${problem.detail ?? 'another file'} beside it; it was not read a second time.`,
};

/** What is wrong, as a sentence without the place. */
export function describeProblem(problem: Problem): string {
  const sentence = problemSentences[problem.kind](problem);
  return problem.count > 1 ? `${sentence} Seen ${formatCount(problem.count)} times.` : sentence;
}

/** Where it is wrong: the file and, if known, the byte. */
export function describeProblemPlace(problem: Problem): string {
  return problem.offset === null ? problem.file : `${problem.file} at byte ${problem.offset}`;
}

/** `1 problem`, `3 problems`. */
export function describeProblemCount(count: number): string {
  return formatPlural(count, 'problem');
}

/** @param oddity what is odd about the wall times; null where they are no numbers */
function describeWallTime(oddity: string | null): string {
  if (oddity === null) return 'Events carry a wall time that is not a number.';
  return oddity === 'missing'
    ? 'Events carry no wall time, so they are not on the time axes.'
    : `Wall times are in ${oddity} instead of seconds; they were converted.`;
}

/** The name of a piece within the run it belongs to: its line or its session; null for a run of its own. */
export function describePiece({
  name,
  partOf,
  hparamsOf,
}: Pick<RunSummary, 'name' | 'partOf' | 'hparamsOf'>): string | null {
  const last = name.slice(name.lastIndexOf('/') + 1);
  if (partOf) return partOf.key || last;
  if (!hparamsOf) return null;
  return hparamsOf.calledAt === null ? last : `hparams ${formatMoment(hparamsOf.calledAt)}`;
}

const systemErrors: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'it does not exist',
  EISDIR: 'it is a directory',
  ENOTDIR: 'part of its path is not a directory',
  ENOTFILE: 'it is a pipe, a socket or a device',
  EILSEQ: 'its name is not valid UTF-8',
  ENAMETOOLONG: 'its path is too long',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk reports an error',
  ESTALE: 'the network disk lost it',
  ETIMEDOUT: 'the network disk did not answer in time',
  EBUSY: 'another program holds it',
};

function describeSystemError(code: string | null): string {
  if (code === null) return 'the reason is not known';
  const words = systemErrors[code];
  return words === undefined ? code : `${words} (${code})`;
}

/** Clocks of two machines may disagree, so a moment to come counts as now. */
function ago(atMs: number, nowMs: number): string {
  return formatAge(nowMs - atMs);
}

function usually(gapMs: number | null): string {
  return gapMs === null ? '' : `, usually every ${duration(gapMs)}`;
}

function duration(ms: number): string {
  return formatDuration(Math.max(0, ms));
}

/** What a file beside the event files is. */
export function describeCompanionKind(kind: CompanionKind): string {
  switch (kind) {
    case 'projector':
      return 'Embeddings';
    case 'profile':
      return 'Profile';
    case 'trace':
      return 'Trace';
  }
}

/**
 * How far a run has come: `step 300 of 1,000 (30 %), about 4m 10s left`.
 * @param isLive whether it goes on: only then there is anything left
 */
export function describeProgress(
  { done, total, unit, remaining }: Progress,
  isLive: boolean,
): string {
  const place = `${unit ?? 'step'} ${formatCount(done)}`;
  if (total === null || total <= 0) return place;
  const share = `${place} of ${formatCount(total)} (${Math.floor((100 * done) / total)} %)`;
  if (!isLive || remaining === null || done >= total) return share;
  return `${share}, about ${formatDuration(remaining * 1000)} left`;
}

/** The same where space is short: `30 % · 4m 10s left`; null where the log does not say how much there is to do. */
export function describeProgressShortly(progress: Progress, isLive: boolean): string | null {
  const { done, total, remaining } = progress;
  if (total === null || total <= 0 || done > total) return null;
  const share = `${Math.floor((100 * done) / total)} %`;
  const hasRest = isLive && remaining !== null && done < total;
  return hasRest ? `${share} · ${formatDuration(remaining * 1000)} left` : share;
}

/** What to call a source by the id of its format. */
const formatWords: Readonly<Record<string, string>> = {
  tensorboard: 'TensorBoard',
  wandb: 'W&B',
  swanlab: 'SwanLab',
  csv: 'Table',
  jsonl: 'JSON lines',
  trainerState: 'Trainer state',
  console: 'Console',
  printed: 'Console, as kept in the log',
};

export function describeFormat(format: string): string {
  return formatWords[format] ?? format;
}

/** Where the metrics are of runs that a format only lists, by the format's id. */
const metricsElsewhere: Readonly<Record<string, string>> = {
  aim: 'Its metrics are kept in a store of Aim’s own, which is not read: `aim up` shows them, Aim’s `Metric.dataframe()` exports them.',
};

/** Why runs of a format have no curves; null where they have. */
export function describeMetricsElsewhere(format: string): string | null {
  return metricsElsewhere[format] ?? null;
}

/** Why data of a format may be older than what happens, by the format's id. */
const delayWords: Readonly<Record<string, string>> = {
  tensorboard: 'Writers of event files keep up to two minutes back unless told to flush.',
  wandb:
    'wandb writes when 32 KiB are full, newer ones every 15 seconds: a run that logs little is seen late.',
  trainerState: 'The trainer writes its history with every checkpoint; what it prints is quicker.',
};

/** Why the newest data of a live run may be some time old; null where its writers keep nothing back. */
export function describeDelay({
  state,
  sources,
}: Pick<RunSummary, 'state' | 'sources'>): string | null {
  const isLive = state === 'starting' || state === 'running' || state === 'stalled';
  const delays = sources.map(({ format }) => delayWords[format]);
  // One prompt source is enough.
  if (!isLive || delays.length === 0 || delays.includes(undefined)) return null;
  return delays[0] ?? null;
}
