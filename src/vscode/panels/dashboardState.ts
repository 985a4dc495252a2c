// Puts together what the dashboard page shows: runs, their tags and the user's view.
import type {
  DashboardFile,
  DashboardRun,
  DashboardState,
  DashboardTag,
  DashboardView,
} from '../../shared/dashboardContract';
import type { FilterProblem } from '../../shared/filter';
import type { Catalog } from '../../shared/engineContract';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import type { ReadingProgress } from '../runCache';
import { lastGrowthAtMs } from '../runFacts';
import { nameRuns } from '../runNames';
import type { RunPieces } from '../runPieces';

/** The page lists all plotted runs, and others that can be switched on there up to this many in all. */
const mostListed = 300;

/** Where the runs' facts come from; a scope fits. */
export interface RunSourceOfPage {
  readonly runs: readonly RunSummary[];
  readonly progress: ReadingProgress;
  readonly pieces: RunPieces;
  /** What the user calls a run, or the one that it is a piece of; null where its own name holds. */
  aliasOf(id: RunId): string | null;
  colourOf(id: RunId): number;
  isPlotted(id: RunId): boolean;
}

/**
 * The runs that the page is told about, in the order of the tree; if they are too many, plotted ones first.
 * @param matched those that pass the filter, where there is one; a piece goes with its run
 */
export function chooseListedRuns(
  source: RunSourceOfPage,
  matched: ReadonlySet<RunId> | null = null,
): readonly RunSummary[] {
  const passes = ({ id }: RunSummary): boolean =>
    !matched || matched.has(id) || matched.has(source.pieces.ownerOf(id));
  const runs = source.runs.filter(passes);
  if (runs.length <= mostListed) return runs;
  const plotted = runs.filter(({ id }) => source.isPlotted(id));
  const others = runs.filter(({ id }) => !source.isPlotted(id));
  return [...plotted, ...others.slice(0, Math.max(0, mostListed - plotted.length))];
}

/**
 * @param listed the runs the page is told about
 * @param catalog tags of the plotted ones among them
 * @param labelOf the name of a log folder
 * @param file what the dashboard was opened for; null where it shows all runs
 * @param filterProblem what is wrong with the view's filter of runs
 */
export function collectDashboardState(
  source: RunSourceOfPage,
  listed: readonly RunSummary[],
  catalog: Catalog,
  view: DashboardView,
  labelOf: (root: string) => string,
  hasFolder: boolean,
  file: DashboardFile | null,
  filterProblem: FilterProblem | null = null,
): DashboardState {
  const { searching, bytesRead, bytesTotal } = source.progress;
  const severalRoots = new Set(source.runs.map(({ root }) => root)).size > 1;
  const names = nameRuns(listed, severalRoots, (run) => source.aliasOf(run), labelOf);
  return {
    revision: catalog.revision,
    runs: listed.map((run, at) => toDashboardRun(source, run, names[at]!)),
    tags: [...placeTags(catalog, listed), ...projectorsOf(source, listed)],
    view,
    searching,
    progress: bytesRead < bytesTotal ? bytesRead / bytesTotal : null,
    hasFolder,
    totalRuns: source.runs.length,
    filterProblem,
    file,
  };
}

function toDashboardRun(source: RunSourceOfPage, run: RunSummary, name: string): DashboardRun {
  return {
    id: run.id,
    name,
    line: source.pieces.lineOf(run.id),
    owner: source.pieces.ownerOf(run.id),
    state: run.state,
    colour: source.colourOf(run.id),
    plotted: source.isPlotted(run.id),
    lastGrowthAtMs: lastGrowthAtMs(run),
    problems: run.problems,
    problemCount: run.problemCount,
    loading: run.loading,
    writers: run.writers,
  };
}

/** The catalog's tags with indices into the listed runs instead of its own. */
function placeTags(catalog: Catalog, listed: readonly RunSummary[]): readonly DashboardTag[] {
  const places = new Map(listed.map(({ id }, index) => [id, index]));
  const placeOf = catalog.runs.map((id) => places.get(id));
  return catalog.tags.map(({ tag, kind, runs }) => ({
    tag,
    kind,
    runs: runs.flatMap((index) => placeOf[index] ?? []),
  }));
}

/** Configurations of embeddings of the plotted runs; those with the same path are one. */
function projectorsOf(
  source: RunSourceOfPage,
  listed: readonly RunSummary[],
): readonly DashboardTag[] {
  const byPath = new Map<string, number[]>();
  listed.forEach(({ id, companions }, index) => {
    if (!source.isPlotted(id)) return;
    for (const { kind, path } of companions) {
      if (kind === 'projector') byPath.set(path, [...(byPath.get(path) ?? []), index]);
    }
  });
  return [...byPath].map(([tag, runs]) => ({ tag, kind: 'projector', runs }));
}
