// Small facts that trees and pages derive from a run's summary.
import type { RunRelations, RunSummary } from '../shared/vocabulary';
import { describePiece } from '../shared/words';

/** When data last arrived, in milliseconds since the Unix epoch; null when the files do not tell. */
export function lastGrowthAtMs({ evidence }: RunSummary): number | null {
  switch (evidence.kind) {
    case 'growing':
    case 'silent':
    case 'allDone':
    case 'noEndRecord':
      return evidence.lastGrowthAtMs === 0 ? null : evidence.lastGrowthAtMs;
    case 'noPointsYet':
      return evidence.createdAtMs;
    case 'endRecord':
      return evidence.endedAtMs;
    case 'process':
      return evidence.lastGrowthAtMs;
    case 'processEnd':
      return evidence.atMs;
    case 'writerGone':
      return evidence.goneAtMs;
  }
}

/**
 * The run's name for a list: what its tracker calls it, else its path in the log folder, or the folder's own name where
 * the folder is the run.
 */
export function runName({
  name,
  directory,
  title = null,
}: Pick<RunSummary, 'name' | 'directory'> & Partial<Pick<RunSummary, 'title'>>): string {
  if (title !== null) return title;
  return name === '.' ? (directory.split(/[\\/]/).findLast((part) => part !== '') ?? name) : name;
}

/**
 * The run's name where it stands alone: `parent · line` for a piece, else as `runName`.
 * @param alias what the user calls it, or the run that it is a piece of
 */
export function fullRunName(run: RunSummary, alias: string | null): string {
  const piece = describePiece(run);
  if (piece === null) return alias ?? runName(run);
  const parent = (run.partOf ?? run.hparamsOf)!.name;
  return `${alias ?? runName({ name: parent, directory: run.root })} · ${piece}`;
}

/** Titles that several runs have: trackers take the name of a project or of a directory unless told otherwise. */
export function sharedTitles(
  runs: readonly Pick<RunSummary, 'title'>[],
): ReadonlySet<string | null> {
  const seen = new Set<string | null>();
  return new Set(runs.flatMap(({ title }) => (seen.has(title) ? [title] : (seen.add(title), []))));
}

/** Whether a change of the run moves it elsewhere in lists and trees, or gives it another name there. */
export function hasOtherRelations(
  a: RunRelations & Pick<RunSummary, 'title'>,
  b: RunRelations & Pick<RunSummary, 'title'>,
): boolean {
  return (
    a.title !== b.title ||
    a.duplicateOf !== b.duplicateOf ||
    a.hparamsOf?.run !== b.hparamsOf?.run ||
    a.partOf?.run !== b.partOf?.run ||
    a.partOf?.tag !== b.partOf?.tag ||
    a.group?.kind !== b.group?.kind
  );
}
