// How long a run will take from now on.
import type { Progress } from '../../shared/vocabulary';

/** What has to be there before anything can be said of the rest. */
const leastElapsed = 1;

/**
 * With the time that the rest takes where the log does not say it: as much for each as up to now.
 * @param measured seconds between the first and the last point of the run; not finite where there are none
 */
export function withRemaining(progress: Progress, measured: number): Progress {
  const { done, total, remaining } = progress;
  const elapsed = progress.elapsed ?? measured;
  if (remaining !== null || total === null || !(elapsed >= leastElapsed) || done <= 0) {
    return progress;
  }
  const rest = (elapsed * Math.max(0, total - done)) / done;
  return { ...progress, elapsed, remaining: Number.isFinite(rest) ? rest : null };
}

/** False where the log does not say how much there is to do in all. */
export function isAllDone(progress: Progress | null): boolean {
  const total = progress?.total ?? 0;
  return total > 0 && progress!.done >= total && !progress!.isOfPart;
}
