// From the host's state and the user's view to what each part of the page shows. Pure.
import type {
  DashboardRun,
  DashboardState,
  DashboardTag,
} from '../../../src/shared/dashboardContract';
import type { ChartKind } from '../../../src/shared/dashboardLayout';
import { l10n } from '../../../src/shared/language';
import type { LineView } from '../../../src/shared/lineView';
import { runColour, runDash, type PaletteTheme } from '../../../src/shared/palette';
import { formatCounted } from '../../../src/shared/text';
import type { RunId } from '../../../src/shared/vocabulary';
import { describeProblem, describeProblemPlace } from '../../../src/shared/words';
import type { DataAgeState } from '../../components/dataAge';
import type { LegendEntry } from '../../components/legend';
import type { LineOffers } from '../../components/lineControls';
import { xAxisChoices, xAxisOf } from './xAxisChoices';

/** What logs say about the run as a whole: there is no chart of it. */
const facts: ReadonlySet<ChartKind> = new Set<ChartKind>(['hparams', 'layout', 'runMetadata']);

/** Tags that the page can draw and that at least one plotted run has. */
export function plottedTags(state: DashboardState): readonly DashboardTag[] {
  return state.tags.filter(
    ({ kind, runs }) => !facts.has(kind) && runs.some((index) => state.runs[index]?.plotted),
  );
}

/** What the controls of lines offer for what is plotted. */
export function lineOffers(state: DashboardState, view: LineView): LineOffers {
  const tags = plottedTags(state);
  return {
    xAxes: xAxisChoices(tags, view),
    xAxis: xAxisOf(tags, view),
    runs: state.runs
      .filter(({ plotted }) => plotted)
      .map(({ id, name }) => ({ value: id, label: name, heading: '' })),
    severalWriters: state.runs.some(({ writers }) => writers > 1),
  };
}

/** One entry for each line; runs that are one to the eye are one here. Of a run that is not plotted, its name is enough. */
export function legendEntries(
  state: DashboardState,
  palette: PaletteTheme,
): readonly LegendEntry[] {
  const lines = new Map<RunId, DashboardRun[]>();
  const listed = new Set(state.runs.map(({ id }) => id));
  for (const run of state.runs) {
    if (!run.plotted && run.owner !== run.id && listed.has(run.owner)) continue;
    const same = lines.get(run.line);
    if (same) same.push(run);
    else lines.set(run.line, [run]);
  }
  return [...lines.values()].map((runs) => entryOf(runs[0]!, runs, palette));
}

function entryOf(
  first: DashboardRun,
  runs: readonly DashboardRun[],
  palette: PaletteTheme,
): LegendEntry {
  return {
    id: first.id,
    name: first.name,
    state: first.state,
    plotted: first.plotted,
    loading: runs.some(({ loading }) => loading),
    writers: Math.max(...runs.map(({ writers }) => writers)),
    problemCount: runs.reduce((sum, { problemCount }) => sum + problemCount, 0),
    problems: runs
      .flatMap(({ problems }) => problems)
      .map((problem) => ({
        what: describeProblem(problem),
        where: describeProblemPlace(problem),
      })),
    colour: runColour(first.colour, palette),
    dash: runDash(first.colour),
  };
}

/**
 * The engine was started again (its revisions begin anew) and has not read everything yet: what is shown stays until
 * it has.
 */
export function isBeginningAgain(shown: DashboardState | null, state: DashboardState): boolean {
  if (!shown || state.revision >= shown.revision) return false;
  return state.searching || state.progress !== null || state.runs.some(({ loading }) => loading);
}

/** The list without the key, or with it where it was not there. */
export function withToggled(keys: readonly string[], key: string): readonly string[] {
  const without = keys.filter((one) => one !== key);
  return without.length < keys.length ? without : [...keys, key];
}

/** The plotted runs that are one to the eye with this one; none for null. */
export function plottedLine(state: DashboardState, run: RunId | null): ReadonlySet<RunId> {
  const line = state.runs.find(({ id }) => id === run)?.line;
  const same = state.runs.filter((other) => other.line === line && other.plotted);
  return new Set(line === undefined ? [] : same.map(({ id }) => id));
}

/** The state after these runs, each with all of its owner, were plotted or taken off. */
export function withPlotted(
  state: DashboardState,
  chosen: readonly RunId[],
  plotted: boolean,
): DashboardState {
  const ids = new Set(chosen);
  const owners = new Set(state.runs.filter(({ id }) => ids.has(id)).map(({ owner }) => owner));
  const runs = state.runs.map((run) => (owners.has(run.owner) ? { ...run, plotted } : run));
  return { ...state, runs };
}

/**
 * The newest data of what is plotted, and why it is no newer.
 * @param heardAtMs when the page last heard of new points of a plotted run; the state may be older
 */
export function ageOf(state: DashboardState, heardAtMs: number | null): DataAgeState {
  const plotted = state.runs.filter((run) => run.plotted);
  const growing = plotted.filter(({ state }) => state === 'running' || state === 'starting');
  const times = plotted.flatMap(({ lastGrowthAtMs: at }) => (at === null ? [] : [at]));
  const newestMs = times.length > 0 ? Math.max(...times) : null;
  const newest = plotted.find((run) => run.lastGrowthAtMs === newestMs);
  const from = newest ? [l10n.t('The newest data came from {0}.', newest.name)] : [];
  const why =
    growing.length > 0
      ? formatCounted(
          growing.length,
          l10n.t('{0} plotted run is running; new points are drawn as they are written.'),
          l10n.t('{0} plotted runs are running; new points are drawn as they are written.'),
        )
      : l10n.t('No plotted run is running, so nothing new is expected.');
  const { busy, label } = progressWords(state);
  return {
    lastGrowthAtMs: newestMs === null ? null : Math.max(newestMs, heardAtMs ?? newestMs),
    live: growing.length > 0,
    activity: busy ? label : null,
    why: [...from, why].join(' '),
  };
}

export interface ProgressWords {
  readonly share: number | null;
  readonly busy: boolean;
  readonly label: string;
}

export function progressWords(state: DashboardState): ProgressWords {
  if (state.progress !== null) {
    const percent = Math.round(state.progress * 100);
    return { share: state.progress, busy: true, label: l10n.t('reading logs, {0} %', percent) };
  }
  if (state.searching) return { share: null, busy: true, label: l10n.t('looking for runs…') };
  return { share: null, busy: false, label: '' };
}
