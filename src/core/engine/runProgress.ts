// How far a run is: what its files say of it, put together.
import type { FileTail } from '../ingest/tail';
import type { FactSheet } from '../model/factSheet';
import { withRemaining } from '../model/progress';
import type { Progress } from '../../shared/vocabulary';

export interface ProgressSource {
  readonly sheets: ReadonlyMap<string, FactSheet>;
  readonly tails: ReadonlyMap<string, FileTail>;
  /** By file: how many epochs there will be, where another file says so. */
  readonly epochTotals: ReadonlyMap<string, number>;
}

/**
 * As the log says that was written last, of those that say how much there is to do; null where none says anything.
 * @param measured seconds between the first and the last point of the run; not finite where there are none
 */
export function progressOf(
  { sheets, tails, epochTotals }: ProgressSource,
  measured: number,
): Progress | null {
  let best: Progress | null = null;
  let bestTail: FileTail | undefined;
  for (const [name, { progress: told }] of sheets) {
    if (!told) continue;
    const total = told.total ?? (told.unit === 'epoch' ? (epochTotals.get(name) ?? null) : null);
    const progress = { ...told, total };
    const tail = tails.get(name);
    const isNewer = writtenAtMs(tail) >= writtenAtMs(bestTail);
    const isFuller = total !== null && best?.total === null;
    const isPoorer = total === null && best !== null && best.total !== null;
    if (best === null || isFuller || (isNewer && !isPoorer)) [best, bestTail] = [progress, tail];
  }
  if (!best) return null;
  return withRemaining(best, Number.isFinite(measured) ? measured : spanOf(best, bestTail));
}

function writtenAtMs(tail: FileTail | undefined): number {
  return tail?.look?.mtimeMs ?? 0;
}

/** Seconds that a table of epochs without times took: it was made when the first of them was over. */
function spanOf({ done, unit }: Progress, tail: FileTail | undefined): number {
  if (unit !== 'epoch' || done < 2 || !tail?.look?.birthtimeMs) return NaN;
  return ((tail.look.mtimeMs - tail.look.birthtimeMs) / 1000) * (done / (done - 1));
}
