// A layout of the dashboard as the text of a file.
import type { DashboardView } from '../../shared/dashboardContract';
import { readDashboardView } from './pageChecks';
import { asRecord } from './sentValues';

/** Tells a layout from other JSON files. */
const fileKind = 'trackside dashboard layout';

export function printLayout(view: DashboardView): string {
  return `${JSON.stringify({ kind: fileKind, version: 1, view }, null, 2)}\n`;
}

/** What makes no sense is as in `fallback`. @throws Error when the text is no layout */
export function parseLayout(text: string, fallback: DashboardView): DashboardView {
  const { kind, view } = asRecord(JSON.parse(text));
  if (kind !== fileKind) throw new Error('it says nothing of a dashboard');
  return readDashboardView(view, fallback);
}
