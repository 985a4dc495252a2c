// How far CatBoost has come, as its `time_left.tsv` says.
import type { Progress } from '../../../shared/vocabulary';

/** The columns of the table, which has milliseconds: those that passed, and those that remain. */
export const timeLeftNames = 'iter,Passed,Remaining';

/** Null for a row that is not whole. The rest takes as long for each iteration as up to now: that is how it is written. */
export function progressIn(row: string): Progress | null {
  const [iteration, passed, remaining] = row.split('\t').map(Number);
  if (iteration === undefined || passed === undefined || remaining === undefined) return null;
  const done = iteration + 1;
  const rest = passed > 0 ? Math.round((remaining * done) / passed) : NaN;
  if (!Number.isFinite(done + passed + remaining)) return null;
  return {
    ...{ done, total: Number.isFinite(rest) ? done + rest : null, unit: 'iteration' },
    ...{ elapsed: passed / 1000, remaining: remaining / 1000 },
  };
}
