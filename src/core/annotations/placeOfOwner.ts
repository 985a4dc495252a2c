// What is said of a run is said of its pieces as well: where the run lies that they belong to.
import type { RunId, RunParent, RunSummary } from '../../shared/vocabulary';
import type { RunPlace } from './runKey';

/** Where the directory lies that a run belongs to in the end, itself or one above, as `root` and `name` of a run. */
export function placeOfOwner(
  run: RunSummary,
  get: (id: RunId) => RunSummary | undefined,
): RunPlace {
  let { name } = run;
  // A parent lies above, so this ends.
  for (let at: RunSummary | undefined = run; at;) {
    const parent: RunParent | null = at.partOf ?? at.hparamsOf;
    if (!parent) break;
    name = parent.name;
    at = get(parent.run);
  }
  return { root: run.root, name };
}
