// What runs are called beside each other: a name that several have says less than where the run lies.
import type { RunId, RunSummary } from '../shared/vocabulary';
import { fullRunName, sharedTitles } from './runFacts';

/**
 * @param severalRoots whether runs of more than one log folder stand beside each other
 * @param labelOf the name of a log folder
 */
export function nameRuns(
  runs: readonly RunSummary[],
  severalRoots: boolean,
  aliasOf: (run: RunId) => string | null,
  labelOf: (root: string) => string,
): readonly string[] {
  const shared = sharedTitles(runs);
  return runs.map((run) => {
    const alias = aliasOf(run.id);
    const name = fullRunName(shared.has(run.title) ? { ...run, title: null } : run, alias);
    const isNamed = alias !== null || (run.partOf ?? run.hparamsOf ?? run).name === '.';
    return severalRoots && !isNamed ? `${labelOf(run.root)}/${name}` : name;
  });
}
