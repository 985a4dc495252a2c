// What the page itself remembers over a reload: what concerns this tab alone. The host keeps the view.
import type { ChartId } from '../../../src/shared/dashboardLayout';
import type { VsCodeApi } from '../../bridge/vscodeApi';
import type { Range } from '../../charts/range';

export interface PageMemory {
  readonly zoom: Range | null;
  readonly expanded: ChartId | null;
}

/** Whatever another version left behind is taken as far as it makes sense. */
export function readMemory(api: VsCodeApi): PageMemory {
  const saved = api.getState();
  const { zoom, expanded } = (typeof saved === 'object' && saved !== null ? saved : {}) as Partial<
    Record<keyof PageMemory, unknown>
  >;
  return {
    zoom: isRange(zoom) ? zoom : null,
    expanded: typeof expanded === 'string' ? expanded : null,
  };
}

function isRange(value: unknown): value is Range {
  if (typeof value !== 'object' || value === null) return false;
  const { from, to } = value as Partial<Record<keyof Range, unknown>>;
  return typeof from === 'number' && typeof to === 'number' && from < to;
}
