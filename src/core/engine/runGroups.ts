// Gathers what runs are grouped by from what they say of themselves.
import type { FactValue, RunFacts } from '../../shared/facts';
import type { GroupBy, GroupedRuns } from '../../shared/runGrouping';
import { groupRuns, type GroupableRun } from '../query/runGrouping';
import type { RunEntry } from './runEntry';

/** @param factsOf is asked only where grouping is by what a run says */
export async function collectRunGroups(
  runs: readonly RunEntry[],
  by: GroupBy,
  factsOf: (run: RunEntry) => Promise<RunFacts>,
): Promise<readonly GroupedRuns[]> {
  const known: GroupableRun[] = [];
  const saysItself = by.kind !== 'folder' && by.kind !== 'pattern';
  for (const run of runs) {
    const facts = saysItself ? (await factsOf(run)).facts : [];
    const config = facts.filter(({ section }) => section === 'config');
    const tags = facts.find(({ section, path }) => section === 'about' && path.join() === 'tags');
    known.push({ id: run.id, name: run.name, config, tags: textsOf(tags?.value) });
  }
  return groupRuns(known, by);
}

function textsOf(value: FactValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
