// Rows with named columns, as the parallel coordinates and the scatter plot take them, and where a value lies on an axis.
import { formatNumber } from '../../../src/shared/text';
import { linearTicks, logTicks } from '../../charts/ticks';

/** One value a row: NaN and null where the row has none. */
export type SpaceColumn =
  | { readonly kind: 'number'; readonly name: string; readonly values: ArrayLike<number> }
  | { readonly kind: 'text'; readonly name: string; readonly values: readonly (string | null)[] };

export interface SpaceRow {
  readonly id: string;
  readonly name: string;
  /** `#rrggbb` */
  readonly colour: string;
}

export interface SpaceData {
  readonly columns: readonly SpaceColumn[];
  readonly rows: readonly SpaceRow[];
}

export interface ScaleTick {
  /** 0 … 1 from the axis' start. */
  readonly share: number;
  readonly label: string;
}

/** Where the values of one column lie on an axis. */
export interface ColumnScale {
  /** `linear` also where a logarithm was asked for and there are no positive numbers. */
  readonly kind: 'linear' | 'log' | 'category';
  /** 0 … 1 by row; NaN for rows without a value, and on a logarithmic axis for what is not positive. */
  readonly shares: Float64Array;
  ticks(count: number): readonly ScaleTick[];
  /** The value at a share, in words. */
  wordsAt(share: number): string;
}

/** Both ends of an axis are left free by this share, so that marks there are whole. */
const margin = 0.04;

export function scaleOf(column: SpaceColumn, log: boolean): ColumnScale {
  return column.kind === 'text' ? categoryScale(column.values) : numberScale(column.values, log);
}

/** What a row has in a column, in words. */
export function wordsOf(column: SpaceColumn, row: number): string {
  const value = column.values[row];
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return value;
  return Number.isNaN(value) ? '–' : formatNumber(value);
}

/** A column as numbers: texts as the places of their values in order, NaN for none. */
export function numbersOf(column: SpaceColumn): Float64Array {
  if (column.kind === 'number') return Float64Array.from(column.values);
  const places = new Map(categoriesOf(column.values).map((value, at) => [value, at]));
  return Float64Array.from(column.values, (value) => places.get(value ?? '') ?? NaN);
}

/** The distinct texts of a column in their natural order. */
export function categoriesOf(values: readonly (string | null)[]): readonly string[] {
  const distinct = new Set(values.filter((value) => value !== null));
  return [...distinct].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function numberScale(values: ArrayLike<number>, wantsLog: boolean): ColumnScale {
  const every = Array.from(values);
  const positive = every.filter((value) => value > 0 && Number.isFinite(value));
  const log = wantsLog && positive.length > 0;
  const usable = log ? positive : every.filter(Number.isFinite);
  const least = usable.reduce((a, b) => Math.min(a, b), Infinity);
  const most = usable.reduce((a, b) => Math.max(a, b), -Infinity);
  const { from, to } = openEnds(log ? Math.log10(least) : least, log ? Math.log10(most) : most);
  const bend = (value: number): number => (log ? Math.log10(value) : value);
  const shareOf = (value: number): number => (bend(value) - from) / (to - from);
  return {
    kind: log ? 'log' : 'linear',
    shares: Float64Array.from(every, (value) =>
      Number.isFinite(bend(value)) ? shareOf(value) : NaN,
    ),
    ticks: (count) => {
      const range = log ? { from: 10 ** from, to: 10 ** to } : { from, to };
      const ticks = log ? logTicks(range, count) : linearTicks(range, count);
      return ticks.map(({ value, label }) => ({ share: shareOf(value), label }));
    },
    wordsAt: (share) => {
      const place = from + share * (to - from);
      return formatNumber(log ? 10 ** place : place);
    },
  };
}

/** Never empty: a constant column lies in the middle. */
function openEnds(least: number, most: number): { from: number; to: number } {
  if (!Number.isFinite(least) || !Number.isFinite(most)) return { from: 0, to: 1 };
  const width = most - least;
  const extra = width > 0 ? width * margin : Math.abs(least) * 0.1 || 1;
  return { from: least - extra, to: most + extra };
}

function categoryScale(values: readonly (string | null)[]): ColumnScale {
  const categories = categoriesOf(values);
  const count = Math.max(1, categories.length);
  const shareAt = (at: number): number => (at + 0.5) / count;
  const places = new Map(categories.map((value, at) => [value, shareAt(at)]));
  return {
    kind: 'category',
    shares: Float64Array.from(values, (value) => places.get(value ?? '') ?? NaN),
    ticks: (wanted) => {
      const stride = Math.max(1, Math.ceil(categories.length / Math.max(1, wanted)));
      return categories
        .map((label, at) => ({ label, share: shareAt(at) }))
        .filter((_, at) => at % stride === 0);
    },
    wordsAt: (share) =>
      categories[Math.max(0, Math.min(count - 1, Math.floor(share * count)))] ?? '–',
  };
}
