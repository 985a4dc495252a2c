// What a scatter plot shows: rows at the places of two columns, which is nearest, and how the columns go together.
import { pearsonCorrelation, spearmanCorrelation } from '../../../src/core/query/correlation';
import type { ScatterState } from '../../../src/shared/columnPlots';
import { l10n } from '../../../src/shared/language';
import { formatNumber } from '../../../src/shared/text';
import {
  numbersOf,
  scaleOf,
  type ColumnScale,
  type SpaceColumn,
  type SpaceData,
} from './columnsData';

export interface ScatterModel {
  readonly x: { readonly column: SpaceColumn; readonly scale: ColumnScale };
  readonly y: { readonly column: SpaceColumn; readonly scale: ColumnScale };
  /** Rows that have a value in both columns, from left to right. */
  readonly shown: readonly number[];
}

/** Null without columns. */
export function scatterModel(
  { columns, rows }: SpaceData,
  state: ScatterState,
): ScatterModel | null {
  const named = (name: string | null): SpaceColumn | undefined =>
    columns.find((column) => column.name === name);
  const x = named(state.x) ?? columns[0];
  const y = named(state.y) ?? columns.findLast((column) => column !== x) ?? x;
  if (!x || !y) return null;
  const [ofX, ofY] = [scaleOf(x, state.logX), scaleOf(y, state.logY)];
  const isShown = (row: number): boolean =>
    !Number.isNaN(ofX.shares[row]) && !Number.isNaN(ofY.shares[row]);
  const shown = rows.map((_, row) => row).filter(isShown);
  shown.sort((a, b) => ofX.shares[a]! - ofX.shares[b]!);
  return { x: { column: x, scale: ofX }, y: { column: y, scale: ofY }, shown };
}

/** How the two columns go together, in words; empty where one has no order. */
export function relationWords({ x, y }: ScatterModel): string {
  if (x.column.kind === 'text' || y.column.kind === 'text') return '';
  const [left, right] = [numbersOf(x.column), numbersOf(y.column)];
  const pearson = pearsonCorrelation(left, right);
  const spearman = spearmanCorrelation(left, right);
  if (pearson === null || spearman === null) return '';
  return l10n.t('Pearson {0}, Spearman {1}', formatNumber(pearson), formatNumber(spearman));
}

/** The nearest shown row within `reach`, both in pixels; null if there is none. */
export function nearestPoint(
  { shown }: ScatterModel,
  placeOf: (row: number) => { readonly x: number; readonly y: number },
  point: { readonly x: number; readonly y: number },
  reach: number,
): number | null {
  let nearest: number | null = null;
  let least = reach;
  for (const row of shown) {
    const place = placeOf(row);
    const distance = Math.hypot(place.x - point.x, place.y - point.y);
    if (distance > least) continue;
    least = distance;
    nearest = row;
  }
  return nearest;
}
