// Which checkpoints are the best and the last of those they lie with.
import path from 'node:path';
import type { CheckpointSummary } from '../../shared/checkpoints';
import type { FoundCheckpoint } from './discover';
import { directionOf, preferredMetric, type MetricMode } from './metricDirection';

/** Checkpoints of one training lie side by side and have one layout. */
export function familyOf({ path: own, framework }: CheckpointSummary): string {
  return `${framework} ${path.dirname(own)}`;
}

function familiesOf(found: readonly FoundCheckpoint[]): Map<string, FoundCheckpoint[]> {
  const families = new Map<string, FoundCheckpoint[]>();
  for (const each of found) {
    const family = familyOf(each.summary);
    const members = families.get(family);
    if (members) members.push(each);
    else families.set(family, [each]);
  }
  return families;
}

export function markBestAndLast(found: readonly FoundCheckpoint[]): FoundCheckpoint[] {
  const families = familiesOf(found);
  const best = new Set<string>();
  const last = new Set<string>();
  for (const members of families.values()) {
    const newest = newestOf(members.map(({ summary }) => summary));
    if (newest) last.add(newest.path);
    for (const each of bestOf(members)) best.add(each);
  }
  // A link is what it leads to.
  return found.map((each) => {
    const { path: own, linkTo } = each.summary;
    const isIn = (set: ReadonlySet<string>): boolean =>
      set.has(own) || (linkTo !== null && set.has(linkTo));
    return { ...each, summary: { ...each.summary, best: isIn(best), last: isIn(last) } };
  });
}

/** The newest complete one that is no link; of two equal ones the one that is named the last. */
export function newestOf(members: readonly CheckpointSummary[]): CheckpointSummary | null {
  const whole = members.filter(({ complete, linkTo }) => complete && linkTo === null);
  return whole.sort(compareAge).at(-1) ?? null;
}

/** By step, then by epoch, then by time: the time of a copied file says little. */
export function compareAge(a: CheckpointSummary, b: CheckpointSummary): number {
  return (
    compareCounts(a.step, b.step) ||
    compareCounts(a.epoch, b.epoch) ||
    Number(isNamedLast(a)) - Number(isNamedLast(b)) ||
    a.modifiedMs - b.modifiedMs ||
    (a.path < b.path ? -1 : 1)
  );
}

function isNamedLast({ path: own }: CheckpointSummary): boolean {
  return /(?:^|[-_])(?:last|latest|final)\b/.test(path.basename(own));
}

/** Those that say nothing come before all others. */
function compareCounts(a: number | null, b: number | null): number {
  return (a ?? -1) - (b ?? -1);
}

function bestOf(members: readonly FoundCheckpoint[]): readonly string[] {
  const noted = notedBest(members);
  if (noted.length > 0) return noted;
  const summaries = members.map(({ summary }) => summary);
  const named = summaries.filter((each) => isNamedBest(each) && each.complete);
  if (named.length > 0) return named.map((each) => each.path);
  const names = summaries.flatMap(({ metrics }) => Object.keys(metrics));
  const shared = names.filter((name, at) => names.indexOf(name) !== at);
  const metric = preferredMetric(shared);
  if (metric === null) return [];
  const ranked = rankBy(summaries, metric, directionOf(metric)!);
  return ranked.slice(0, 1).map((each) => each.path);
}

/** What the newest one that notes anything notes. Paths are as its program saw them, so that only names are compared. */
export function notedBest(members: readonly FoundCheckpoint[]): readonly string[] {
  const noting = members.filter(({ bestPaths }) => bestPaths.length > 0);
  const newest = noting.sort((a, b) => compareAge(a.summary, b.summary)).at(-1);
  const names = new Set(
    newest?.bestPaths.map((each) => path.posix.basename(each.replaceAll('\\', '/'))),
  );
  return members.map(({ summary }) => summary.path).filter((own) => names.has(path.basename(own)));
}

export function isNamedBest({ path: own }: CheckpointSummary): boolean {
  return /(?:^|[-_])best(?:[-_.]|$)/.test(path.basename(own));
}

/** Complete ones with a finite value, the best first; of equal ones the newer first. */
export function rankBy(
  members: readonly CheckpointSummary[],
  metric: string,
  mode: MetricMode,
): CheckpointSummary[] {
  const sign = mode === 'min' ? 1 : -1;
  return members
    .filter(({ metrics, complete, linkTo }) => {
      return complete && linkTo === null && Number.isFinite(metrics[metric]);
    })
    .sort((a, b) => sign * (a.metrics[metric]! - b.metrics[metric]!) || compareAge(b, a));
}
