// From the host's state and the user's view to how each chart of lines is drawn. Pure.
import type { DashboardState, DashboardView } from '../../../src/shared/dashboardContract';
import type { ChartId } from '../../../src/shared/dashboardLayout';
import { l10n } from '../../../src/shared/language';
import { smoothingOf, type LineView } from '../../../src/shared/lineView';
import { runColour, runDash } from '../../../src/shared/palette';
import { formatCounted } from '../../../src/shared/text';
import type { GroupBy, GroupedRuns } from '../../../src/shared/runGrouping';
import type { RunMark } from '../../../src/shared/runMarks';
import type { RunId } from '../../../src/shared/vocabulary';
import type { ChartSettings } from '../../charts/chartSettings';
import type { ChartTheme } from '../../charts/chartTheme';
import type { RunLook } from '../../charts/seriesLayer';
import type { Chart } from './chartLayout';

export interface SettingsParts {
  readonly state: DashboardState;
  readonly view: DashboardView;
  readonly theme: ChartTheme;
  readonly highlight: ReadonlySet<RunId>;
  readonly expanded: ChartId | null;
  readonly marks: readonly RunMark[];
  /** Null while groups are not known yet: runs are then lines of their own. */
  groupsBy(by: GroupBy): readonly GroupedRuns[] | null;
}

/** How lines are drawn on one chart: as on all, but for what the user changed there. */
export function lineViewOf(view: DashboardView, chart: Chart): LineView {
  return { ...view, ...chart.change.line };
}

/** How each chart is drawn. */
export function chartSettings(parts: SettingsParts): (chart: Chart) => ChartSettings {
  const { state, theme } = parts;
  const looks = state.runs.map((run): RunLook | null =>
    run.plotted
      ? {
          id: run.id,
          name: run.name,
          colour: runColour(run.colour, theme.palette),
          dash: runDash(run.colour),
        }
      : null,
  );
  return (chart) => {
    const view = lineViewOf(parts.view, chart);
    const plotted = chart.runs.flatMap((index) => looks[index] ?? []);
    const groups = view.groupBy ? parts.groupsBy(view.groupBy) : null;
    const lines = groups ? groupLooks(groups, plotted, parts.highlight) : null;
    const runs = withTagColours(lines?.looks ?? plotted, chart, theme);
    const highlight = lines?.highlight ?? parts.highlight;
    return {
      ...plainSettings(view),
      tags: chart.tags,
      // Of a group or a difference, the borders mean nothing.
      margins: lines || view.difference ? noMargins : (chart.margins ?? noMargins),
      runs,
      groups: lines && { members: lines.members, centre: view.groupCentre, band: view.groupBand },
      baseline: plotted.find(({ id }) => id === view.baseline)?.id ?? null,
      marks: view.marks && !lines ? parts.marks : noMarks,
      // A run that this chart does not have must not dim all others.
      highlight: runs.some(({ id }) => highlight.has(id)) ? highlight : new Set(),
      expanded: parts.expanded === chart.id,
      theme,
    };
  };
}

const noMarks: readonly RunMark[] = [];
const noMargins: ChartSettings['margins'] = [];

type PlainSettings = Omit<
  ChartSettings,
  'tags' | 'margins' | 'runs' | 'groups' | 'baseline' | 'marks' | 'highlight' | 'expanded' | 'theme'
>;

function plainSettings(view: LineView): PlainSettings {
  return {
    axis: view.axis,
    xTags: view.xTags,
    logX: view.logX,
    logY: view.logY,
    fixedX: { from: view.xFrom, to: view.xTo },
    fixedY: { from: view.yFrom, to: view.yTo },
    ignoreOutliers: view.ignoreOutliers,
    smoothing: smoothingOf(view),
    ghosts: view.ghosts,
    skipDowntime: view.skipDowntime,
    newestWriter: view.newestWriter,
    difference: view.difference && view.baseline !== null,
    rowOrder: view.rowOrder,
  };
}

interface GroupLooks {
  readonly looks: readonly RunLook[];
  readonly members: readonly (readonly RunId[])[];
  readonly highlight: ReadonlySet<RunId>;
}

/** A group looks like its first run, and stands out when one of its runs does. */
function groupLooks(
  groups: readonly GroupedRuns[],
  plotted: readonly RunLook[],
  highlight: ReadonlySet<RunId>,
): GroupLooks {
  const byId = new Map(plotted.map((look) => [look.id, look]));
  const shown = groups
    .map(({ label, runs }) => ({ label, runs: runs.flatMap((id) => byId.get(id) ?? []) }))
    .filter(({ runs }) => runs.length > 0);
  const standsOut = shown.filter(({ runs }) => runs.some(({ id }) => highlight.has(id)));
  return {
    looks: shown.map(({ label, runs }) => ({
      ...runs[0]!,
      name: formatCounted(runs.length, l10n.t('{1} ({0} run)'), l10n.t('{1} ({0} runs)'), label),
    })),
    members: shown.map(({ runs }) => runs.map(({ id }) => id)),
    highlight: new Set(standsOut.map(({ runs }) => runs[0]!.id)),
  };
}

/** Several tags of one run are told apart by colour. */
function withTagColours(
  runs: readonly RunLook[],
  { tags }: Chart,
  { palette }: ChartTheme,
): readonly RunLook[] {
  const [only] = runs;
  if (!only || runs.length > 1 || tags.length === 1) return runs;
  return [{ ...only, tagColours: tags.map((_, at) => runColour(at, palette)) }];
}
