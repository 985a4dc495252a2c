// Decides which checkpoints stay and which may go. Pure: what the disk says is told beforehand.
import type { CheckpointSummary, KeepReason, RetentionPlan } from '../../shared/checkpoints';
import type { FileFacts } from './fileFacts';
import type { MetricMode } from './metricDirection';
import { compareAge, familyOf, newestOf, rankBy } from './ranks';

export interface RetentionPolicy {
  readonly keepBest: number;
  /** What the best are judged by; null where none are asked for. */
  readonly metric: string | null;
  readonly mode: MetricMode;
  readonly keepLast: number;
  /** Keeps those whose step is a multiple of it; null for none. */
  readonly everySteps: number | null;
  /** Paths. */
  readonly pinned: ReadonlySet<string>;
}

export interface RetentionItem {
  readonly summary: CheckpointSummary;
  readonly files: readonly Pick<FileFacts, 'identity' | 'sizeBytes' | 'links'>[];
  /** Whether all weights are finite; null where nobody looked. */
  readonly finite: boolean | null;
  /** Whether the run that wrote it is running. */
  readonly running: boolean;
  /** What the disk and its neighbours say against removing it. */
  readonly protectedBy: readonly KeepReason[];
}

/** Of a running run, so many of the newest are never touched. */
const newestOfRunning = 2;

/** They keep lists of their files in memory and fail when one of them is gone. */
const keepsLists = new Set(['hf-trainer', 'lightning']);

/** The plan keeps everything that a reason speaks for, and each family's newest at least. */
export function planRetention(
  items: readonly RetentionItem[],
  policy: RetentionPolicy,
): RetentionPlan {
  const reasons = new Map<RetentionItem, Set<KeepReason>>();
  const targets = new Set(items.map(({ summary }) => summary.linkTo));
  for (const family of familiesOf(items)) {
    const kept = reasonsIn(family, policy);
    for (const item of family) {
      const own = kept.get(item.summary.path) ?? new Set();
      reasons.set(item, targets.has(item.summary.path) ? own.add('linked-to') : own);
    }
  }
  const keep = items
    .filter((item) => reasons.get(item)!.size > 0)
    .map((item) => ({ path: item.summary.path, reasons: [...reasons.get(item)!] }));
  const gone = items.filter((item) => reasons.get(item)!.size === 0);
  const freed = new FreedBytes();
  const remove = gone.map((item) => ({
    path: item.summary.path,
    sizeBytes: item.summary.sizeBytes,
    freedBytes: freed.add(item),
  }));
  return { keep, remove, freedBytes: remove.reduce((sum, each) => sum + each.freedBytes, 0) };
}

function familiesOf(items: readonly RetentionItem[]): RetentionItem[][] {
  const families = new Map<string, RetentionItem[]>();
  for (const item of items) {
    const family = familyOf(item.summary);
    const members = families.get(family);
    if (members) members.push(item);
    else families.set(family, [item]);
  }
  return [...families.values()];
}

/** Everything that speaks for keeping members of a family, by their paths. */
function reasonsIn(
  family: readonly RetentionItem[],
  policy: RetentionPolicy,
): Map<string, Set<KeepReason>> {
  const kept = new Map<string, Set<KeepReason>>();
  const keep = (path: string, reason: KeepReason): void => {
    kept.set(path, (kept.get(path) ?? new Set()).add(reason));
  };
  for (const [path, reason] of policyReasons(family, policy)) keep(path, reason);
  for (const [path, reason] of ownReasons(family)) keep(path, reason);
  return kept;
}

function* policyReasons(
  family: readonly RetentionItem[],
  { keepBest, metric, mode, keepLast, everySteps, pinned }: RetentionPolicy,
): Generator<readonly [path: string, reason: KeepReason]> {
  const summaries = family.map(({ summary }) => summary);
  const whole = summaries.filter(({ complete, linkTo }) => complete && linkTo === null);
  const newestFirst = whole.sort((a, b) => compareAge(b, a));
  for (const each of newestFirst.slice(0, keepLast)) yield [each.path, 'recent'];
  if (metric !== null && keepBest > 0) {
    const ranked = rankBy(summaries, metric, mode);
    for (const each of ranked.slice(0, keepBest)) yield [each.path, 'best'];
    // Where none of them has the metric, its name may be misspelt: nothing is judged by it then.
    if (ranked.length === 0) for (const each of whole) yield [each.path, 'unjudged'];
  }
  for (const { path, step } of summaries) {
    if (everySteps !== null && step !== null && step % everySteps === 0) yield [path, 'every'];
    if (pinned.has(path)) yield [path, 'pinned'];
  }
}

/** What holds whatever the policy is. */
function* ownReasons(
  family: readonly RetentionItem[],
): Generator<readonly [path: string, reason: KeepReason]> {
  const summaries = family.map(({ summary }) => summary);
  const newestFirst = [...family].sort((a, b) => compareAge(b.summary, a.summary));
  const newest = newestOf(summaries);
  if (newest) yield [newest.path, 'newest'];
  const [first] = newestFirst;
  if (first) yield [first.summary.path, 'newest'];
  const point = newestOf(summaries.filter(({ resume }) => resume === 'full'));
  if (point) yield [point.path, 'resume-point'];
  const finite = newestFirst.find(({ finite: isFinite, summary }) => {
    return summary.complete && summary.linkTo === null && isFinite !== false;
  });
  if (finite) yield [finite.summary.path, 'last-finite'];
  for (const [age, item] of newestFirst.entries()) {
    const { path, complete, linkTo, framework } = item.summary;
    if (!complete) yield [path, 'incomplete'];
    if (linkTo !== null) yield [path, 'linked-to'];
    if (item.running && (age < newestOfRunning || keepsLists.has(framework)))
      yield [path, 'running'];
    for (const reason of item.protectedBy) yield [path, reason];
  }
}

/** A file is gone when the last of its names is, wherever those are. */
class FreedBytes {
  readonly #removed = new Map<string, number>();

  add({ files }: RetentionItem): number {
    let freed = 0;
    for (const { identity, sizeBytes, links } of files) {
      const names = (this.#removed.get(identity) ?? 0) + 1;
      this.#removed.set(identity, names);
      if (names === links) freed += sizeBytes;
    }
    return freed;
  }
}
