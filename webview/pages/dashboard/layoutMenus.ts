// What the menus of a chart, a section and the page offer for the layout.
import type { CardOptions } from '../../cards/cardParts';
import type { ChartId, DashboardLayout } from '../../../src/shared/dashboardLayout';
import { l10n } from '../../../src/shared/language';
import { askForText } from '../../components/dialog';
import type { MenuEntry } from '../../components/menu';
import {
  isBars,
  pinnedSection,
  titleOf,
  type Chart,
  type ChartLayout,
  type Section,
} from './chartLayout';
import {
  newChartId,
  withChange,
  withMove,
  withOwn,
  withoutOwn,
  withSectionMove,
  withSectionName,
  type ChangeOfChart,
} from './layoutChanges';
import { askForMetrics } from './newChartDialog';

/** The page as the menus need it. */
export interface LayoutOfPage {
  readonly layout: DashboardLayout;
  readonly shown: ChartLayout;
  /** Metrics that a chart of this kind can show, in the order they are listed. */
  metricsFor(kind: Chart['kind']): readonly string[];
  change(layout: DashboardLayout): void;
  /** Ways to take a chart off the page; none where there is no way. */
  exportsOf(chart: Chart): readonly MenuEntry[];
}

const widths = () =>
  [
    [undefined, l10n.t('One column')],
    [2, l10n.t('Two columns')],
    [3, l10n.t('Three columns')],
    [12, l10n.t('Full width')],
  ] as const;

const heights = () =>
  [
    [undefined, l10n.t('As the others')],
    [360, l10n.t('High')],
    [560, l10n.t('Very high')],
  ] as const;

export function chartMenu(page: LayoutOfPage, id: ChartId): readonly MenuEntry[] {
  const place = findChart(page, id);
  if (!place) return [];
  const { chart, section, at } = place;
  const { layout, shown } = page;
  const change = (part: ChangeOfChart): void => page.change(withChange(layout, id, part));
  const move = (by: number): void => page.change(moved(page, place, by));
  return [
    {
      label: l10n.t('Pinned'),
      checked: chart.change.pinned === true,
      act: () => change({ pinned: chart.change.pinned === true ? undefined : true }),
    },
    {
      label: l10n.t('Rename…'),
      act: () =>
        askForText(l10n.t('Rename chart'), l10n.t('Name of the chart'), titleOf(chart), (title) =>
          change({ title: title === chart.tags.join(', ') ? undefined : title }),
        ),
    },
    ...(chart.kind === 'scalar'
      ? [metricsEntry(page, chart, section.key), barsEntry(chart, change)]
      : []),
    {
      label: l10n.t('Duplicate'),
      act: () => page.change(withCopy(page, chart, section.key)),
    },
    'line',
    { label: l10n.t('Move left'), keys: 'Alt+←', disabled: at === 0, act: () => move(-1) },
    {
      label: l10n.t('Move right'),
      keys: 'Alt+→',
      disabled: at === section.charts.length - 1,
      act: () => move(1),
    },
    { label: l10n.t('Move to section'), entries: () => sectionEntries(page, chart, section.key) },
    ...sizeEntries(chart, change),
    'line',
    ...exportEntry(page.exportsOf(chart)),
    ...(Object.keys(chart.change).length > 0 && !chart.own
      ? [{ label: l10n.t('As it was'), act: () => page.change(withoutOwn(layout, id)) }]
      : []),
    chart.own
      ? { label: l10n.t('Delete'), act: () => page.change(withoutOwn(layout, id)) }
      : { label: l10n.t('Hide'), act: () => change({ hidden: true }) },
    ...(shown.hidden.length > 0 ? [hiddenEntry(page)] : []),
  ];
}

/** Values at the chosen step, or the last ones, beside each other. */
function barsEntry(chart: Chart, change: (part: ChangeOfChart) => void): MenuEntry {
  const checked = isBars(chart);
  const others = Object.entries(chart.change.options ?? {}).filter(([name]) => name !== 'bars');
  const options: CardOptions = Object.fromEntries(checked ? others : [...others, ['bars', true]]);
  return {
    label: l10n.t('As bars'),
    checked,
    act: () => change({ options: Object.keys(options).length > 0 ? options : undefined }),
  };
}

function exportEntry(ways: readonly MenuEntry[]): readonly MenuEntry[] {
  return ways.length > 0 ? [{ label: l10n.t('Export'), entries: () => ways }, 'line'] : [];
}

function sizeEntries(
  { change: present }: Chart,
  change: (part: ChangeOfChart) => void,
): readonly MenuEntry[] {
  return [
    {
      label: l10n.t('Width'),
      entries: () =>
        widths().map(([span, label]) => ({
          label,
          checked: present.span === span,
          act: () => change({ span }),
        })),
    },
    {
      label: l10n.t('Height'),
      entries: () =>
        heights().map(([height, label]) => ({
          label,
          checked: present.height === height,
          act: () => change({ height }),
        })),
    },
  ];
}

export function sectionMenu(page: LayoutOfPage, key: string): readonly MenuEntry[] {
  const { sections } = page.shown;
  const at = sections.findIndex((section) => section.key === key);
  const section = sections[at];
  if (!section) return [];
  const move = (by: number): void => page.change(withSectionMove(page.layout, sections, key, by));
  return [
    {
      label: l10n.t('Rename…'),
      disabled: key === pinnedSection,
      act: () =>
        askForText(l10n.t('Rename section'), l10n.t('Name of the section'), section.label, (name) =>
          page.change(withSectionName(page.layout, sections, key, name)),
        ),
    },
    { label: l10n.t('Move up'), disabled: at === 0, act: () => move(-1) },
    { label: l10n.t('Move down'), disabled: at === sections.length - 1, act: () => move(1) },
    'line',
    { label: l10n.t('New chart…'), act: () => askForNewChart(page, key) },
    {
      label: l10n.t('Hide all of its charts'),
      act: () =>
        page.change(
          section.charts.reduce(
            (sum, { id }) => withChange(sum, id, { hidden: true }),
            page.layout,
          ),
        ),
    },
  ];
}

/** Asks for the metrics of a new chart of lines; it goes to the end of the section. */
export function askForNewChart(page: LayoutOfPage, section: string): void {
  const none = { tags: [], pattern: null };
  askForMetrics(l10n.t('New chart'), page.metricsFor('scalar'), none, (metrics) => {
    const own = { id: newChartId(page.layout), kind: 'scalar' as const, ...metrics };
    const place = { section, before: null };
    page.change(withOwn(page.layout, page.shown.sections, own, {}, place));
  });
}

export function hiddenEntry(page: LayoutOfPage): MenuEntry {
  const { hidden } = page.shown;
  return {
    label: l10n.t('Hidden charts ({0})', hidden.length),
    entries: () => [
      {
        label: l10n.t('Show all'),
        act: () =>
          page.change(
            hidden.reduce((sum, { id }) => withChange(sum, id, { hidden: undefined }), page.layout),
          ),
      },
      'line',
      ...hidden.map((chart) => ({
        label: titleOf(chart),
        act: () => page.change(withChange(page.layout, chart.id, { hidden: undefined })),
      })),
    ],
  };
}

/** Two charts drawn as one: the one that was dropped on becomes it if the user made it, else a new chart stands there. */
export function joined(page: LayoutOfPage, id: ChartId, onto: ChartId): DashboardLayout {
  const [from, to] = [findChart(page, id), findChart(page, onto)];
  if (!from || !to) return page.layout;
  const tags = [...new Set([...to.chart.tags, ...from.chart.tags])];
  if (to.chart.own) return withMetrics(page.layout, onto, { tags });
  const own = { id: newChartId(page.layout), kind: to.chart.kind, tags, pattern: null };
  const place = { section: to.section.key, before: onto };
  return withOwn(page.layout, page.shown.sections, own, {}, place);
}

/** The layout with a chart one place further among those of its section. */
export function shifted(page: LayoutOfPage, id: ChartId, by: number): DashboardLayout {
  const place = findChart(page, id);
  return place ? moved(page, place, by) : page.layout;
}

interface PlacedChart {
  readonly chart: Chart;
  readonly section: Section;
  readonly at: number;
}

export function findChart({ shown }: Pick<LayoutOfPage, 'shown'>, id: ChartId): PlacedChart | null {
  for (const section of shown.sections) {
    const at = section.charts.findIndex((chart) => chart.id === id);
    const chart = section.charts[at];
    if (chart) return { chart, section, at };
  }
  return null;
}

function moved(page: LayoutOfPage, { chart, section, at }: PlacedChart, by: number) {
  const others = section.charts.filter(({ id }) => id !== chart.id);
  const before = others[Math.max(0, at + by)]?.id ?? null;
  return withMove(page.layout, page.shown.sections, chart.id, { section: section.key, before });
}

function sectionEntries(page: LayoutOfPage, chart: Chart, current: string): readonly MenuEntry[] {
  const { layout, shown } = page;
  const go = (section: string): void =>
    page.change(withMove(layout, shown.sections, chart.id, { section, before: null }));
  return [
    ...shown.sections
      .filter(({ key }) => key !== pinnedSection)
      .map(({ key, label }) => ({ label, checked: key === current, act: () => go(key) })),
    'line',
    {
      label: l10n.t('New section…'),
      act: () => askForText(l10n.t('New section'), l10n.t('Name of the section'), '', go),
    },
  ];
}

function metricsEntry(page: LayoutOfPage, chart: Chart, section: string): MenuEntry {
  const { layout } = page;
  const own = layout.own.find(({ id }) => id === chart.id);
  return {
    label: own ? l10n.t('Metrics…') : l10n.t('Draw with…'),
    act: () => {
      const chosen = own ?? { tags: chart.tags, pattern: null };
      const title = own ? l10n.t('Metrics of the chart') : l10n.t('Draw with other metrics');
      askForMetrics(title, page.metricsFor(chart.kind), chosen, (metrics) => {
        if (own) page.change(withMetrics(layout, own.id, metrics));
        else page.change(withNewBeside(page, chart, section, metrics));
      });
    },
  };
}

function withMetrics(
  layout: DashboardLayout,
  id: ChartId,
  metrics: { readonly tags: readonly string[]; readonly pattern?: string | null },
): DashboardLayout {
  return {
    ...layout,
    own: layout.own.map((own) => (own.id === id ? { ...own, ...metrics } : own)),
  };
}

function withNewBeside(
  page: LayoutOfPage,
  chart: Chart,
  section: string,
  metrics: { readonly tags: readonly string[]; readonly pattern: string | null },
): DashboardLayout {
  const own = { id: newChartId(page.layout), kind: chart.kind, ...metrics };
  return withOwn(page.layout, page.shown.sections, own, {}, { section, before: chart.id });
}

function withCopy(page: LayoutOfPage, chart: Chart, section: string): DashboardLayout {
  const made = page.layout.own.find(({ id }) => id === chart.id);
  const { tags, pattern } = made ?? { tags: chart.tags, pattern: null };
  const own = { id: newChartId(page.layout), kind: chart.kind, tags, pattern };
  const title = l10n.t('{0} (copy)', titleOf(chart));
  const place = { section, before: chart.id };
  return withOwn(page.layout, page.shown.sections, own, { ...chart.change, title }, place);
}
