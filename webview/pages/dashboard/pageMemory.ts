// What the page remembers over a reload: the view that the host keeps too, and what concerns this tab alone.
import { defaultDashboardView, type DashboardView } from '../../../src/shared/dashboardContract';
import type { VsCodeApi } from '../../bridge/vscodeApi';
import type { Range } from '../../charts/range';

export interface PageMemory {
  /** Null until the user or the host has said something. */
  readonly view: DashboardView | null;
  readonly zoom: Range | null;
  readonly expandedTag: string | null;
  /** Charts whose y axis is unlike the others': logarithmic where those are linear, or the reverse. */
  readonly logTags: readonly string[];
}

const blank: PageMemory = { view: null, zoom: null, expandedTag: null, logTags: [] };

/** Whatever an older version left behind is completed with defaults. */
export function readMemory(api: VsCodeApi): PageMemory {
  const saved = api.getState();
  if (typeof saved !== 'object' || saved === null) return blank;
  const memory = { ...blank, ...saved };
  return { ...memory, view: memory.view && { ...defaultDashboardView, ...memory.view } };
}
