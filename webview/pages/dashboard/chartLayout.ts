// Which charts the page shows, in what sections and order: one for each tag and those the user made, as the user put them.
import type { DashboardTag } from '../../../src/shared/dashboardContract';
import {
  chartIdOf,
  type ChartChange,
  type ChartId,
  type ChartKind,
  type DashboardLayout,
  type OwnChart,
} from '../../../src/shared/dashboardLayout';
import { l10n } from '../../../src/shared/language';
import type { Margin } from '../../charts/margins';
import type { ComposedChart } from './composedCharts';
import { compareTags } from './tagOrder';
import { anywhere, type MatchesTag } from './tagPattern';

export interface Chart {
  readonly id: ChartId;
  readonly kind: ChartKind;
  /** In natural order, one at least. */
  readonly tags: readonly string[];
  /** Tags among them that are drawn as one line with a band. */
  readonly margins?: readonly Margin[];
  /** Indices into the state's runs: those that have one of the tags. */
  readonly runs: readonly number[];
  readonly change: ChartChange;
  /** True where the user made it. */
  readonly own: boolean;
}

export interface Section {
  /** The charts' first name unless the user moved them; empty for tags that have only one. */
  readonly key: string;
  readonly label: string;
  readonly charts: readonly Chart[];
}

export interface ChartLayout {
  readonly sections: readonly Section[];
  /** Charts that the user took off the page, whatever the filter. */
  readonly hidden: readonly Chart[];
  /** Why the filter is not applied; null when it is fine. */
  readonly filterError: string | null;
}

/** Its charts stand above all others. No tag begins like that. */
export const pinnedSection = '\u0000pinned';

/** A filter that is no regular expression says so and hides nothing. */
export function layOutCharts(
  tags: readonly DashboardTag[],
  layout: DashboardLayout,
  filter: string,
  composed: readonly ComposedChart[] = [],
): ChartLayout {
  const { passes, error } = readFilter(filter);
  const charts = [
    ...collectCharts(tags, layout),
    ...composed.flatMap((chart) => composedChart(chart, tags, layout) ?? []),
  ];
  const sections = new Map<string, Chart[]>();
  for (const chart of charts) {
    if (chart.change.hidden === true || !passesFilter(chart, passes)) continue;
    const key = sectionOf(chart);
    const members = sections.get(key);
    if (members) members.push(chart);
    else sections.set(key, [chart]);
  }
  const inOrder = sortByWish([...sections.keys()], layout.sections, compareSections);
  return {
    sections: inOrder.map((key) => ({
      key,
      label: labelOf(key),
      charts: sortCharts(sections.get(key) ?? [], layout.order[key] ?? []),
    })),
    hidden: charts.filter(({ change }) => change.hidden === true),
    filterError: error,
  };
}

/** Whether a chart of lines is drawn as bars. */
export function isBars({ kind, change }: Pick<Chart, 'kind' | 'change'>): boolean {
  return kind === 'scalar' && change.options?.['bars'] === true;
}

/** What a chart is called. */
export function titleOf({ change, tags }: Pick<Chart, 'change' | 'tags'>): string {
  return change.title ?? tags.join(', ');
}

function collectCharts(tags: readonly DashboardTag[], layout: DashboardLayout): readonly Chart[] {
  const single = tags
    .filter(({ kind }) => kind !== 'mesh')
    .map(({ kind, tag, runs }): Chart => {
      const id = chartIdOf(kind, tag);
      const change = { ...(kind === 'projector' ? ofEmbeddings() : {}), ...layout.changes[id] };
      return { id, kind, tags: [tag], runs, change, own: false };
    });
  return [
    ...single,
    ...meshCharts(tags, layout),
    ...layout.own.flatMap((own) => ownChart(own, tags, layout) ?? []),
  ];
}

/** The name of the file that describes them says nothing; a cloud of points with its controls needs room. */
function ofEmbeddings(): ChartChange {
  return { title: l10n.t('Embeddings'), span: 2, height: 480 };
}

/** Points, faces and colours of a mesh are tags of their own (TensorBoard's `_VERTEX`, tensorboardX's `_1`). */
const meshPart = /_(?:VERTEX|FACE|COLOR|[123])$/;

function meshCharts(tags: readonly DashboardTag[], layout: DashboardLayout): readonly Chart[] {
  const meshes = new Map<string, DashboardTag[]>();
  for (const tag of tags) {
    if (tag.kind !== 'mesh') continue;
    const name = tag.tag.replace(meshPart, '');
    meshes.set(name, [...(meshes.get(name) ?? []), tag]);
  }
  return [...meshes].flatMap(([title, members]) => {
    const id = chartIdOf('mesh', title);
    return severalTags(id, members, { title, ...layout.changes[id] }, false) ?? [];
  });
}

/** Null while none of its tags is there. */
function ownChart(
  own: OwnChart,
  tags: readonly DashboardTag[],
  layout: DashboardLayout,
): Chart | null {
  const wanted = new Set(own.tags);
  const { passes } = own.pattern === null ? { passes: () => false } : readFilter(own.pattern);
  const members = tags.filter(
    ({ kind, tag }) => kind === own.kind && (wanted.has(tag) || passes(tag)),
  );
  return severalTags(own.id, members, layout.changes[own.id] ?? {}, true);
}

/** Null while none of its tags is there. */
function composedChart(
  { id, title, section, shows, margins }: ComposedChart,
  tags: readonly DashboardTag[],
  layout: DashboardLayout,
): Chart | null {
  const members = tags.filter(({ kind, tag }) => kind === 'scalar' && shows(tag));
  const chart = severalTags(id, members, { title, section, ...layout.changes[id] }, false);
  return chart && { ...chart, margins };
}

function severalTags(
  id: ChartId,
  members: readonly DashboardTag[],
  change: ChartChange,
  own: boolean,
): Chart | null {
  const [first] = members;
  if (!first) return null;
  return {
    id,
    kind: first.kind,
    tags: members.map(({ tag }) => tag).sort(compareTags),
    runs: [...new Set(members.flatMap(({ runs }) => runs))].sort((a, b) => a - b),
    change,
    own,
  };
}

function passesFilter(chart: Chart, passes: MatchesTag): boolean {
  return chart.tags.some(passes) || passes(chart.change.title ?? '');
}

function sectionOf({ change, tags }: Chart): string {
  if (change.pinned === true) return pinnedSection;
  return change.section ?? prefixOf(tags[0] ?? '');
}

function prefixOf(tag: string): string {
  const cut = tag.indexOf('/');
  return cut < 0 ? '' : tag.slice(0, cut);
}

function labelOf(key: string): string {
  if (key === pinnedSection) return l10n.t('Pinned');
  return key === '' ? l10n.t('General') : key;
}

/** Pinned charts first; tags without a prefix (often only an epoch counter) after the named sections. */
function compareSections(a: string, b: string): number {
  return placeOf(a) - placeOf(b) || compareTags(a, b);
}

function placeOf(key: string): number {
  if (key === pinnedSection) return -1;
  return key === '' ? 1 : 0;
}

function sortCharts(charts: readonly Chart[], wish: readonly ChartId[]): readonly Chart[] {
  const byId = new Map(charts.map((chart) => [chart.id, chart]));
  const natural = (a: ChartId, b: ChartId): number =>
    compareTags(byId.get(a)?.tags[0] ?? '', byId.get(b)?.tags[0] ?? '') || (a < b ? -1 : 1);
  return sortByWish([...byId.keys()], wish, natural).flatMap((id) => byId.get(id) ?? []);
}

/**
 * What the user put in order keeps it; each of the others comes behind the one that is before it by nature, so that
 * what is new stands where one looks for it.
 */
function sortByWish(
  keys: readonly string[],
  wish: readonly string[],
  natural: (a: string, b: string) => number,
): readonly string[] {
  const present = new Set(keys);
  const wished = wish.filter((key) => present.has(key));
  const placed = new Set(wished);
  const sorted = [...keys].sort(natural);
  if (placed.size === 0) return sorted;
  const result = [...wished];
  sorted.forEach((key, at) => {
    if (placed.has(key)) return;
    const before = sorted[at - 1];
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, key);
    placed.add(key);
  });
  return result;
}

interface ReadFilter {
  readonly passes: MatchesTag;
  readonly error: string | null;
}

function readFilter(filter: string): ReadFilter {
  const wanted = filter.trim();
  if (wanted === '') return { passes: () => true, error: null };
  try {
    return { passes: anywhere(wanted), error: null };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : '';
    return {
      passes: () => true,
      error: l10n.t('Not a regular expression: {0}', reason.toLowerCase()),
    };
  }
}
