// Steps from one layout of the dashboard to the next. Pure.
import type { ChartChange, ChartId, DashboardLayout } from '../../../src/shared/dashboardLayout';

/** The layout with this changed on one chart; `undefined` makes it as it is by itself again. */
export function withChange(
  layout: DashboardLayout,
  id: ChartId,
  change: { readonly [K in keyof ChartChange]: ChartChange[K] | undefined },
): DashboardLayout {
  const kept = Object.entries({ ...layout.changes[id], ...change }).filter(
    ([, value]) => value !== undefined,
  );
  const others = Object.entries(layout.changes).filter(([key]) => key !== id);
  const changed = kept.length > 0 ? [[id, Object.fromEntries(kept) as ChartChange] as const] : [];
  return { ...layout, changes: Object.fromEntries([...others, ...changed]) };
}
