// Steps from one layout of the dashboard to the next. Pure.
import type {
  ChartChange,
  ChartId,
  DashboardLayout,
  OwnChart,
} from '../../../src/shared/dashboardLayout';
import { pinnedSection, type Section } from './chartLayout';

/** What is to be different on a chart; `undefined` makes it as it is by itself again. */
export type ChangeOfChart = { readonly [K in keyof ChartChange]: ChartChange[K] | undefined };

/** Where a chart goes: into a section, before one of its charts or (null) to its end. */
export interface ChartPlace {
  readonly section: string;
  readonly before: ChartId | null;
}

export function withChange(
  layout: DashboardLayout,
  id: ChartId,
  change: ChangeOfChart,
): DashboardLayout {
  const kept = Object.entries({ ...layout.changes[id], ...change }).filter(
    ([, value]) => value !== undefined,
  );
  const others = Object.entries(layout.changes).filter(([key]) => key !== id);
  const changed = kept.length > 0 ? [[id, Object.fromEntries(kept) as ChartChange] as const] : [];
  return { ...layout, changes: Object.fromEntries([...others, ...changed]) };
}

/** @param sections as they are on the page now: what is seen is what is put in order */
export function withMove(
  layout: DashboardLayout,
  sections: readonly Section[],
  id: ChartId,
  place: ChartPlace,
): DashboardLayout {
  const from = sections.find(({ charts }) => charts.some((chart) => chart.id === id))?.key;
  const members = sections.find(({ key }) => key === place.section)?.charts ?? [];
  const order = members.map((chart) => chart.id).filter((other) => other !== id);
  const at = place.before === null ? -1 : order.indexOf(place.before);
  order.splice(at < 0 ? order.length : at, 0, id);
  const moved =
    from === place.section ? layout : withChange(layout, id, sectionChange(place.section));
  return { ...moved, order: { ...moved.order, [place.section]: order } };
}

function sectionChange(section: string): ChangeOfChart {
  if (section === pinnedSection) return { pinned: true };
  return { section, pinned: undefined };
}

/** Moves a section up or down by so many places among those on the page. */
export function withSectionMove(
  layout: DashboardLayout,
  sections: readonly Section[],
  key: string,
  by: number,
): DashboardLayout {
  const keys = sections.map((section) => section.key);
  const at = keys.indexOf(key);
  if (at < 0) return layout;
  keys.splice(at, 1);
  keys.splice(Math.min(keys.length, Math.max(0, at + by)), 0, key);
  return { ...layout, sections: keys };
}

/** All charts of a section go to the section of that name, which may be there already. */
export function withSectionName(
  layout: DashboardLayout,
  sections: readonly Section[],
  key: string,
  name: string,
): DashboardLayout {
  const section = sections.find((one) => one.key === key);
  if (!section || name === key) return layout;
  const ids = section.charts.map(({ id }) => id);
  const moved = ids.reduce((sum, id) => withChange(sum, id, sectionChange(name)), layout);
  return {
    ...moved,
    sections: moved.sections.map((one) => (one === key ? name : one)),
    order: { ...moved.order, [name]: [...(moved.order[name] ?? []), ...ids] },
  };
}

/** A new chart stands in its own right at a place; `id` must be new. */
export function withOwn(
  layout: DashboardLayout,
  sections: readonly Section[],
  own: OwnChart,
  change: ChartChange,
  place: ChartPlace,
): DashboardLayout {
  const added: DashboardLayout = { ...layout, own: [...layout.own, own] };
  const changed = withChange(added, own.id, { ...change, ...sectionChange(place.section) });
  return withMove(changed, sections, own.id, place);
}

/** Deletes a chart that the user made. */
export function withoutOwn(layout: DashboardLayout, id: ChartId): DashboardLayout {
  const { changes } = withChange(layout, id, {
    title: undefined,
    section: undefined,
    hidden: undefined,
    pinned: undefined,
    span: undefined,
    height: undefined,
    line: undefined,
    options: undefined,
  });
  const order = Object.entries(layout.order).map(
    ([key, ids]) => [key, ids.filter((other) => other !== id)] as const,
  );
  return {
    ...layout,
    own: layout.own.filter((own) => own.id !== id),
    changes,
    order: Object.fromEntries(order),
  };
}

/** A name that no chart of the layout has. */
export function newChartId(layout: DashboardLayout): ChartId {
  const taken = new Set(layout.own.map(({ id }) => id));
  let number = layout.own.length + 1;
  while (taken.has(`own:${number}`)) number++;
  return `own:${number}`;
}
