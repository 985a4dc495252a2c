// Plain words for facts: problems, states and their evidence. The host, the page and the command line all say it this way.
import { l10n } from './language';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatMoment,
  formatCounted,
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

const stateWords: Readonly<Record<RunState, () => string>> = {
  starting: () => l10n.t('Starting'),
  running: () => l10n.t('Running'),
  stalled: () => l10n.t('Stalled'),
  finished: () => l10n.t('Finished'),
  failed: () => l10n.t('Failed'),
  stopped: () => l10n.t('Stopped'),
  unknown: () => l10n.t('Unknown'),
};

/** The state as one capitalised word. */
export function describeState(state: RunState): string {
  return stateWords[state]();
}

/** How far a run was read whose reading was stopped, such as `stopped at 34 %`. */
export function describeStopped({ sources }: Pick<RunSummary, 'sources'>): string {
  const total = sources.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const read = sources.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
  return l10n.t('stopped at {0} %', Math.floor((100 * read) / Math.max(1, total)));
}

/** Why the run is in its state, as one or two sentences. Ages are counted back from `nowMs`. */
export function describeEvidence(evidence: StateEvidence, nowMs: number): string {
  switch (evidence.kind) {
    case 'noPointsYet':
      return l10n.t('Nothing logged yet; created {0}.', ago(evidence.createdAtMs, nowMs));
    case 'growing':
      return describeGrowth(ago(evidence.lastGrowthAtMs, nowMs), evidence.usualGapMs);
    case 'silent':
      return describeSilence(evidence, duration(nowMs - evidence.lastGrowthAtMs));
    case 'endRecord':
      return describeEnd(evidence, nowMs);
    case 'allDone':
      return l10n.t(
        'The log says that all steps are done; last data {0}.',
        ago(evidence.lastGrowthAtMs, nowMs),
      );
    case 'process':
      return l10n.t(
        'Its process {0} runs since {1}.',
        evidence.pid,
        duration(nowMs - evidence.startedAtMs),
      );
    case 'processEnd':
      return describeProcessEnd(evidence, ago(evidence.atMs, nowMs));
    case 'writerGone':
      return describeGoneWriter(evidence.alwaysSaysEnd, ago(evidence.goneAtMs, nowMs));
    case 'noEndRecord':
      return evidence.lastGrowthAtMs === 0
        ? l10n.t('There is no log file that could be looked at.')
        : l10n.t(
            'Last data {0}; the log does not say how the run ended.',
            ago(evidence.lastGrowthAtMs, nowMs),
          );
  }
}

function describeProcessEnd(
  { exitCode, signal, wasStopped }: EvidenceOf<'processEnd'>,
  age: string,
): string {
  const how = signal ?? l10n.t('exit code {0}', exitCode ?? '?');
  return wasStopped
    ? l10n.t('It was stopped from here; its process ended {0} with {1}.', age, how)
    : l10n.t('Its process ended {0} with {1}.', age, how);
}

function describeGrowth(age: string, usualGapMs: number | null): string {
  return usualGapMs === null
    ? l10n.t('Last data {0}.', age)
    : l10n.t('Last data {0}, usually every {1}.', age, duration(usualGapMs));
}

type EvidenceOf<K extends StateEvidence['kind']> = Extract<StateEvidence, { kind: K }>;

function describeSilence(
  { usualGapMs, thresholdMs }: EvidenceOf<'silent'>,
  silence: string,
): string {
  const threshold = duration(thresholdMs);
  return usualGapMs === null
    ? l10n.t('No data for {0}. It counts as stalled after {1} of silence.', silence, threshold)
    : l10n.t(
        'No data for {0}, usually every {2}. It counts as stalled after {1} of silence.',
        silence,
        threshold,
        duration(usualGapMs),
      );
}

function describeEnd(
  { by, endedAtMs, exitCode, word }: EvidenceOf<'endRecord'>,
  nowMs: number,
): string {
  const who = trackerWords[by ?? ''] ?? l10n.t('The log');
  const when = endedAtMs === null ? null : ago(endedAtMs, nowMs);
  const sentence = describeEndOf(who, when, exitCode);
  return word === undefined ? l10n.t('{0}.', sentence) : l10n.t('{0}: {1}.', sentence, word);
}

/** Without the full stop. */
function describeEndOf(who: string, when: string | null, exitCode: number | null): string {
  if (exitCode === null) {
    return when === null
      ? l10n.t('{0} says that the run ended', who)
      : l10n.t('{0} says that the run ended {1}', who, when);
  }
  return when === null
    ? l10n.t('{0} says that the run ended with exit code {1}', who, exitCode)
    : l10n.t('{0} says that the run ended {1} with exit code {2}', who, when, exitCode);
}

function describeGoneWriter(alwaysSaysEnd: boolean, age: string): string {
  return alwaysSaysEnd
    ? l10n.t(
        'The process that wrote it ended {0} without saying so in the log: it was killed, or it crashed.',
        age,
      )
    : l10n.t('The process that wrote it ended {0}; the log does not say how.', age);
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
  unreadable: (problem) => l10n.t('Cannot be read: {0}.', describeSystemError(problem.detail)),
  notAnEventFile: (problem) =>
    problem.detail === null
      ? l10n.t('Named like an event file, but its content is something else.')
      : l10n.t(
          'Written in version {0} of its format, which Trackside does not know.',
          problem.detail,
        ),
  emptyFile: () => l10n.t('The file is empty.'),
  truncatedTail: (problem) =>
    l10n.t(
      'The last record has been incomplete for long ({0} of it are there).',
      formatBytes(problem.bytes),
    ),
  corruptRecord: (problem) =>
    l10n.t(
      '{0} are damaged and were skipped; reading went on behind them.',
      formatBytes(problem.bytes),
    ),
  corruptTail: (problem) =>
    l10n.t('{0} at the end are damaged, and nothing readable follows.', formatBytes(problem.bytes)),
  badChecksum: () => l10n.t('The checksum is wrong; the record was read all the same.'),
  undecodableRecord: (problem) =>
    l10n.t('A record of {0} is not an event and was skipped.', formatBytes(problem.bytes)),
  zeroHole: (problem) =>
    l10n.t(
      '{0} of zeros stand where a record should be, as after a full disk or a power cut.',
      formatBytes(problem.bytes),
    ),
  fileReplaced: () =>
    l10n.t('The file was replaced by another one and was read again from the start.'),
  fileTruncated: () => l10n.t('The file became shorter and was read again from the start.'),
  fileMissing: () => l10n.t('The file is gone; what was read before is kept.'),
  tooManyTags: () =>
    l10n.t('There are more tags than Trackside keeps; values of further ones are left out.'),
  badWallTime: (problem) => describeWallTime(problem.detail),
  copiedFile: (problem) =>
    l10n.t(
      'A copy of {0} beside it; it was not read a second time.',
      problem.detail ?? l10n.t('another file'),
    ),
};

/** What is wrong, as a sentence without the place. */
export function describeProblem(problem: Problem): string {
  const sentence = problemSentences[problem.kind](problem);
  return problem.count > 1
    ? l10n.t('{0} Seen {1} times.', sentence, formatCount(problem.count))
    : sentence;
}

/** Where it is wrong: the file and, if known, the byte. */
export function describeProblemPlace(problem: Problem): string {
  return problem.offset === null
    ? problem.file
    : l10n.t('{0} at byte {1}', problem.file, problem.offset);
}

/** `1 problem`, `3 problems`. */
export function describeProblemCount(count: number): string {
  return formatCounted(count, l10n.t('{0} problem'), l10n.t('{0} problems'));
}

/** @param oddity what is odd about the wall times; null where they are no numbers */
function describeWallTime(oddity: string | null): string {
  if (oddity === null) return l10n.t('Events carry a wall time that is not a number.');
  return oddity === 'missing'
    ? l10n.t('Events carry no wall time, so they are not on the time axes.')
    : l10n.t(
        'Wall times are in {0} instead of seconds; they were converted.',
        describeUnit(oddity),
      );
}

/** What wall times are in instead of seconds. */
function describeUnit(unit: string): string {
  if (unit === 'milliseconds') return l10n.t('milliseconds');
  if (unit === 'microseconds') return l10n.t('microseconds');
  return unit === 'nanoseconds' ? l10n.t('nanoseconds') : unit;
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

const systemErrors: Readonly<Record<string, () => string>> = {
  EACCES: () => l10n.t('permission denied'),
  EPERM: () => l10n.t('permission denied'),
  ENOENT: () => l10n.t('it does not exist'),
  EISDIR: () => l10n.t('it is a directory'),
  ENOTDIR: () => l10n.t('part of its path is not a directory'),
  ENOTFILE: () => l10n.t('it is a pipe, a socket or a device'),
  EILSEQ: () => l10n.t('its name is not valid UTF-8'),
  ENAMETOOLONG: () => l10n.t('its path is too long'),
  ELOOP: () => l10n.t('its links lead in a circle'),
  EMFILE: () => l10n.t('too many files are open'),
  ENFILE: () => l10n.t('too many files are open'),
  EIO: () => l10n.t('the disk reports an error'),
  ESTALE: () => l10n.t('the network disk lost it'),
  ETIMEDOUT: () => l10n.t('the network disk did not answer in time'),
  EBUSY: () => l10n.t('another program holds it'),
};

function describeSystemError(code: string | null): string {
  if (code === null) return l10n.t('the reason is not known');
  const words = systemErrors[code]?.();
  return words === undefined ? code : l10n.t('{0} ({1})', words, code);
}

/** Clocks of two machines may disagree, so a moment to come counts as now. */
function ago(atMs: number, nowMs: number): string {
  return formatAge(nowMs - atMs);
}

function duration(ms: number): string {
  return formatDuration(Math.max(0, ms));
}

/** What a file beside the event files is. */
export function describeCompanionKind(kind: CompanionKind): string {
  switch (kind) {
    case 'projector':
      return l10n.t('Embeddings');
    case 'profile':
      return l10n.t('Profile');
    case 'trace':
      return l10n.t('Trace');
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
  const counted = unit ?? l10n.t('step');
  if (total === null || total <= 0) return l10n.t('{0} {1}', counted, formatCount(done));
  const percent = Math.floor((100 * done) / total);
  const [at, all] = [formatCount(done), formatCount(total)];
  if (!isLive || remaining === null || done >= total) {
    return l10n.t('{0} {1} of {2} ({3} %)', counted, at, all, percent);
  }
  const rest = formatDuration(remaining * 1000);
  return l10n.t('{0} {1} of {2} ({3} %), about {4} left', counted, at, all, percent, rest);
}

/** The same where space is short: `30 % · 4m 10s left`; null where the log does not say how much there is to do. */
export function describeProgressShortly(progress: Progress, isLive: boolean): string | null {
  const { done, total, remaining } = progress;
  if (total === null || total <= 0 || done > total) return null;
  const share = `${Math.floor((100 * done) / total)} %`;
  const hasRest = isLive && remaining !== null && done < total;
  return hasRest ? l10n.t('{0} · {1} left', share, formatDuration(remaining * 1000)) : share;
}

/** What to call a source by the id of its format. */
const formatWords: Readonly<Record<string, () => string>> = {
  tensorboard: () => 'TensorBoard',
  wandb: () => 'W&B',
  swanlab: () => 'SwanLab',
  csv: () => l10n.t('Table'),
  jsonl: () => l10n.t('JSON lines'),
  trainerState: () => l10n.t('Trainer state'),
  console: () => l10n.t('Console'),
  printed: () => l10n.t('Console, as kept in the log'),
};

export function describeFormat(format: string): string {
  return formatWords[format]?.() ?? format;
}

/** Where the metrics are of runs that a format only lists, by the format's id. */
const metricsElsewhere: Readonly<Record<string, () => string>> = {
  aim: () =>
    l10n.t(
      'Its metrics are kept in a store of Aim’s own, which is not read: `aim up` shows them, Aim’s `Metric.dataframe()` exports them.',
    ),
};

/** Why runs of a format have no curves; null where they have. */
export function describeMetricsElsewhere(format: string): string | null {
  return metricsElsewhere[format]?.() ?? null;
}

/** Why data of a format may be older than what happens, by the format's id. */
const delayWords: Readonly<Record<string, () => string>> = {
  tensorboard: () =>
    l10n.t('Writers of event files keep up to two minutes back unless told to flush.'),
  wandb: () =>
    l10n.t(
      'wandb writes when 32 KiB are full, newer ones every 15 seconds: a run that logs little is seen late.',
    ),
  trainerState: () =>
    l10n.t('The trainer writes its history with every checkpoint; what it prints is quicker.'),
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
  return delays[0]?.() ?? null;
}
