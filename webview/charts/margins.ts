// Lines that were logged as three metrics, a value between a lower and an upper one: drawn as one line with a band.
import {
  lowerBound,
  mainPieces,
  type ChartData,
  type DrawnPiece,
  type DrawnSeries,
} from './chartData';

/** Three tags that belong together. */
export interface Margin {
  readonly value: string;
  readonly lower: string;
  readonly upper: string;
}

/** The data with lower and upper lines as bands of their values; a border that a run lacks leaves its line without a band. */
export function withMargins(data: ChartData, margins: readonly Margin[]): ChartData {
  if (margins.length === 0) return data;
  const lineOf = ({ run, writer }: DrawnSeries, tag: string): DrawnSeries | undefined =>
    data.series.find((one) => one.run === run && one.writer === writer && one.tag === tag);
  const series = data.series.flatMap((one): DrawnSeries[] => {
    const tagAt = margins.findIndex(({ value }) => value === one.tag);
    const margin = margins[tagAt];
    if (!margin) return [];
    const [lower, upper] = [lineOf(one, margin.lower), lineOf(one, margin.upper)];
    const band = lower && upper ? bandOf(lower, upper) : [];
    return [{ ...one, tagAt, tags: margins.length, pieces: [...band, ...one.pieces] }];
  });
  return { ...data, series };
}

function bandOf(lower: DrawnSeries, upper: DrawnSeries): readonly DrawnPiece[] {
  const [low] = mainPieces(lower);
  const [high] = mainPieces(upper);
  if (!low || !high || low.x.length === 0 || high.x.length === 0) return [];
  const x = sharedPlaces(low.x, high.x);
  const exact = low.exact && high.exact;
  return [
    { role: 'bandLow', exact, x, y: Float32Array.from(x, (at) => valueAt(low, at)) },
    { role: 'bandHigh', exact, x, y: Float32Array.from(x, (at) => valueAt(high, at)) },
  ];
}

/** All places of both, where both have values. */
function sharedPlaces(a: Float64Array, b: Float64Array): Float64Array {
  const [from, to] = [Math.max(a[0]!, b[0]!), Math.min(a.at(-1)!, b.at(-1)!)];
  const all = new Set([...a, ...b].filter((x) => x >= from && x <= to));
  return Float64Array.from(all).sort();
}

/** In a straight line between two points. */
function valueAt({ x, y }: DrawnPiece, at: number): number {
  const right = lowerBound(x, at);
  if (x[right] === at || right === 0) return y[right] ?? NaN;
  const share = (at - x[right - 1]!) / (x[right]! - x[right - 1]!);
  return y[right - 1]! + share * (y[right]! - y[right - 1]!);
}
