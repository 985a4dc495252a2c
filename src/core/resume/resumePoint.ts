// Which checkpoint a training should go on from: the newest that is whole and has everything.
import path from 'node:path';
import type { CheckpointSummary } from '../../shared/checkpoints';
import type { PassedOver, ResumePoint } from '../../shared/resume';
import { verifyCheckpoint } from '../checkpoints/verify';
import { compareAge } from '../checkpoints/ranks';

export interface PointChoice {
  readonly point: ResumePoint | null;
  /** Newer ones, the newest first. */
  readonly passedOver: readonly PassedOver[];
}

/**
 * Of checkpoints of several trainings those count that were written last.
 * @param summaries of one folder; links and exports are no points to go on from
 * @param chosen the path of the one to use, whatever is newer
 */
export async function choosePoint(
  summaries: readonly CheckpointSummary[],
  chosen: string | null,
  excluded: readonly string[],
): Promise<PointChoice> {
  const family = newestFamily(summaries.filter(({ linkTo }) => linkTo === null));
  const candidates =
    chosen === null ? family : summaries.filter((each) => each.path === path.resolve(chosen));
  const passedOver: PassedOver[] = [];
  for (const each of candidates) {
    const { ok, problems } = await verify(each, excluded);
    if (ok && each.resume === 'full') return { point: pointOf(each), passedOver };
    passedOver.push({ path: each.path, problems, resume: each.resume, missing: each.missing });
  }
  // Weights alone are better than nothing, and said to be that.
  const weights = candidates.find((each) => each.complete && each.resume === 'weights');
  return {
    point: weights ? pointOf(weights) : null,
    passedOver: passedOver.filter((each) => each.path !== weights?.path),
  };
}

/** The newest first. */
function newestFamily(summaries: readonly CheckpointSummary[]): readonly CheckpointSummary[] {
  const newest = summaries.toSorted((a, b) => b.modifiedMs - a.modifiedMs)[0];
  if (!newest) return [];
  const folder = path.dirname(newest.path);
  return summaries
    .filter((each) => path.dirname(each.path) === folder)
    .toSorted((a, b) => compareAge(b, a));
}

async function verify(each: CheckpointSummary, excluded: readonly string[]) {
  if (!each.complete) return { ok: false, problems: each.problems };
  return verifyCheckpoint(each.path, { deep: false, excluded }).catch(() => ({
    ok: false,
    problems: [{ kind: 'unreadable' as const, file: '', detail: '' }],
  }));
}

function pointOf(each: CheckpointSummary): ResumePoint {
  const { path: own, framework, step, epoch, sizeBytes, resume, missing } = each;
  return { path: own, framework, step, epoch, sizeBytes, resume, missing };
}
