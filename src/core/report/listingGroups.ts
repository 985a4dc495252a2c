// Puts the runs of a listing together as people think of them: pieces with their run, runs of a group under its name.
import type { RunId } from '../../shared/vocabulary';
import type { ListedRun } from './runListing';

/** A run with its pieces; `run` is null where the run's directory has no events of its own. */
export interface ListedUnit {
  readonly name: string;
  readonly run: ListedRun | null;
  readonly pieces: readonly ListedRun[];
}

/** `title` is null for a run that stands alone. */
export interface ListedGroup {
  readonly title: string | null;
  readonly units: readonly ListedUnit[];
}

/** Members named in a group's title. */
const mostNamed = 5;

/** Everything stands where the first run of it stands in the list. */
export function groupListing(runs: readonly ListedRun[]): readonly ListedGroup[] {
  const groups = new Map<string, ListedUnit[]>();
  for (const unit of collectUnits(runs)) {
    const { root, group } = unit.run?.summary ?? {};
    const key = group ? `${root}\n${group.kind}\n${group.directory}` : `\n${groups.size}`;
    const units = groups.get(key);
    if (units) units.push(unit);
    else groups.set(key, [unit]);
  }
  return [...groups.values()].map((units) => ({ title: titleOf(units), units }));
}

function collectUnits(runs: readonly ListedRun[]): readonly ListedUnit[] {
  const byId = new Map(runs.map((run) => [run.summary.id, run]));
  const units = new Map<RunId, { name: string; run: ListedRun | null; pieces: ListedRun[] }>();
  for (const run of runs) {
    const { id, name } = ownerOf(run, byId);
    let unit = units.get(id);
    if (!unit) units.set(id, (unit = { name, run: null, pieces: [] }));
    if (id === run.summary.id) unit.run = run;
    else unit.pieces.push(run);
  }
  return [...units.values()];
}

/** The run that a piece belongs to in the end, or the run itself. */
function ownerOf(
  run: ListedRun,
  byId: ReadonlyMap<RunId, ListedRun>,
): { readonly id: RunId; readonly name: string } {
  const { id, name, partOf, hparamsOf } = run.summary;
  const parent = partOf ?? hparamsOf;
  if (!parent) return { id, name };
  const above = byId.get(parent.run);
  return above ? ownerOf(above, byId) : { id: parent.run, name: parent.name };
}

function titleOf(units: readonly ListedUnit[]): string | null {
  const [first] = units;
  const summary = first?.run?.summary;
  if (!summary?.group || units.length < 2) return null;
  const { label } = summary.group;
  const names = units.slice(0, mostNamed).map(({ name }) => name.slice(name.lastIndexOf('/') + 1));
  const more = units.length - names.length;
  return `${label ?? lastPart(summary.root)}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function lastPart(directory: string): string {
  return directory.split(/[\\/]/).findLast((part) => part !== '') ?? directory;
}
