// Which columns are shown, where, and how wide: what the user placed, else the ones that tell most. Pure.
import type { PlacedColumn, RunsView } from '../../../src/shared/runsPageContract';
import { keyOfMetric, metricOfKey, type TableColumn } from '../../../src/shared/tableContract';

/** A column with its place. `left` counts from the first column that is not pinned, or from the first pinned one. */
export interface LaidColumn extends PlacedColumn {
  readonly column: TableColumn;
  readonly left: number;
}

export interface ColumnLayout {
  readonly pinned: readonly LaidColumn[];
  readonly free: readonly LaidColumn[];
  readonly pinnedWidth: number;
  readonly freeWidth: number;
}

export const leastWidth = 48;
export const mostWidth = 1_000;
const mostMetrics = 8;
const mostConfig = 10;

const usualWidths: Readonly<Record<string, number>> = {
  'run:name': 240,
  'run:status': 88,
  'run:started': 152,
  'run:updated': 152,
  'run:duration': 104,
  'run:step': 84,
  'run:size': 80,
  'run:command': 260,
  'run:commit': 100,
  'note:tags': 140,
  'note:note': 200,
};

export function usualWidth({ key, kind, name, origin }: TableColumn, sparkline: boolean): number {
  const known = usualWidths[key];
  if (known !== undefined) return known;
  if (origin === 'metric') return sparkline ? 136 : 96;
  // Titles are read more often than long values.
  const title = Math.min(180, 34 + 7 * name.length);
  return Math.max(title, kind === 'text' || kind === 'mixed' ? 100 : 76);
}

/** The columns of a page that nobody has changed: the run, its headline metrics, and the configuration that differs. */
export function usualColumns(
  directory: readonly TableColumn[],
  sparklines: boolean,
): readonly PlacedColumn[] {
  const byKey = new Map(directory.map((column) => [column.key, column]));
  const own = ['run:name', 'run:status', 'run:started', 'run:duration', 'run:step'];
  const tags = (byKey.get('note:tags')?.filled ?? 0) > 0 ? ['note:tags'] : [];
  const metrics = directory
    .filter(({ origin, aggregate }) => origin === 'metric' && aggregate === 'last')
    .sort((a, b) => Number(b.goal !== null) - Number(a.goal !== null) || b.filled - a.filled)
    .slice(0, mostMetrics);
  const config = directory
    .filter(({ origin, varies }) => origin === 'config' && varies)
    .sort((a, b) => b.filled - a.filled)
    .slice(0, mostConfig);
  return [...own, ...tags, ...[...metrics, ...config].map(({ key }) => key)].flatMap((key) => {
    const column = byKey.get(key);
    if (!column) return [];
    return [{ key, width: usualWidth(column, sparklines), pinned: key === 'run:name' }];
  });
}

/** Columns that no run has any more are left out, and with `onlyDiffering` those that are the same in all runs. */
export function layOutColumns(view: RunsView, directory: readonly TableColumn[]): ColumnLayout {
  const byKey = new Map(directory.map((column) => [column.key, column]));
  const placed = view.columns ?? usualColumns(directory, view.sparklines);
  const shown = placed.flatMap((one) => {
    const column = byKey.get(one.key) ?? figureColumn(one.key, byKey);
    if (!column) return [];
    const isKept = !view.onlyDiffering || column.varies || one.key === 'run:name';
    return isKept ? [{ ...one, column }] : [];
  });
  const pinned = placeAll(shown.filter((one) => one.pinned));
  const free = placeAll(shown.filter((one) => !one.pinned));
  return { pinned, free, pinnedWidth: widthOf(pinned), freeWidth: widthOf(free) };
}

/** A figure of a metric is no column before it was asked for. */
function figureColumn(
  key: string,
  byKey: ReadonlyMap<string, TableColumn>,
): TableColumn | undefined {
  const metric = metricOfKey(key);
  const last = metric && byKey.get(keyOfMetric(metric.tag, 'last'));
  return last ? { ...last, key, aggregate: metric.aggregate } : undefined;
}

type Shown = PlacedColumn & { readonly column: TableColumn };

function placeAll(shown: readonly Shown[]): readonly LaidColumn[] {
  let left = 0;
  return shown.map((one) => {
    const laid = { ...one, left };
    left += one.width;
    return laid;
  });
}

function widthOf(columns: readonly LaidColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0);
}

/** The free columns that are in sight, with one more on both sides. */
export function columnsInSight(
  { free }: ColumnLayout,
  scrollLeft: number,
  width: number,
): { readonly first: number; readonly last: number } {
  let first = 0;
  while (first < free.length && free[first]!.left + free[first]!.width <= scrollLeft) first++;
  let last = first;
  while (last < free.length && free[last]!.left < scrollLeft + width) last++;
  return { first: Math.max(0, first - 1), last: Math.min(free.length, last + 1) };
}

/** Moves a column to stand where another one does; it is pinned as that one is. */
export function moveColumn(
  placed: readonly PlacedColumn[],
  key: string,
  target: string,
  after: boolean,
): readonly PlacedColumn[] {
  const moving = placed.find((one) => one.key === key);
  const goal = placed.find((one) => one.key === target);
  if (!moving || !goal || key === target) return placed;
  const others = placed.filter((one) => one.key !== key);
  const at = others.indexOf(goal) + Number(after);
  return [...others.slice(0, at), { ...moving, pinned: goal.pinned }, ...others.slice(at)];
}

export function resizeColumn(
  placed: readonly PlacedColumn[],
  key: string,
  width: number,
): readonly PlacedColumn[] {
  const bounded = Math.round(Math.min(mostWidth, Math.max(leastWidth, width)));
  return placed.map((one) => (one.key === key ? { ...one, width: bounded } : one));
}
