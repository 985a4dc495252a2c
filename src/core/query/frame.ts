// Answers what a chart asks: the asked stretch of a tag's lines, reduced to pixel columns, in one buffer.
import type { Frame, FrameQuery, FrameSeries } from '../../shared/frame';
import type { RunStore } from '../store/store';
import { collectAsked, type AskedLine } from './askedSeries';
import { DerivedLines } from './derivedLines';
import { FrameLines } from './frameLines';
import { placeMarks } from './markPlaces';
import { PieceBuffer, type CollectedPiece } from './pieceBuffer';
import { SeenValues } from './seenValues';

/** More columns than any screen has; bounds the work of a hostile query. */
const maxColumns = 16_384;

/** The stretch that is shown and its pixel columns. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
  /** Whether columns are of equal width on a logarithmic axis; then `from` is above 0. */
  readonly log: boolean;
}

export type CollectedSeries = Omit<FrameSeries, 'pieces'> & {
  readonly pieces: readonly CollectedPiece[];
};

/**
 * Never throws: unknown runs are left out, columns are held to 1 … 16,384, infinite ends of the range mean those of
 * the extent, and a range that is not one (NaN, from > to) gives a frame without pieces.
 */
export function collectFrame(store: RunStore, query: FrameQuery): Frame {
  const { axis, singleStep, lines: asked } = collectAsked(store, query);
  const extent = collectExtent(asked, query);
  const range = collectRange(query, extent);
  const out = new PieceBuffer();
  const seen = new SeenValues(asked.length);
  const collected = collectSeries(store, query, asked, stretchOf(query, range), { out, seen });
  return {
    revision: store.revision,
    axis,
    range: range ?? extent ?? { from: 0, to: 1 },
    extent,
    y: seen.bounds,
    yMinPositive: seen.minPositive,
    yInner: seen.inner,
    series: collected.map(({ pieces, ...rest }) => ({
      ...rest,
      pieces: pieces.map((piece) => out.place(piece)),
    })),
    markPlaces: placeMarks(asked, query),
    buffer: out.pack(),
    singleStep,
  };
}

/** Where a frame collects its points, and what it says of them. */
export interface FrameOutput {
  readonly out: PieceBuffer;
  readonly seen: SeenValues;
}

function collectSeries(
  store: RunStore,
  query: FrameQuery,
  asked: readonly AskedLine[],
  stretch: Stretch,
  output: FrameOutput,
): readonly CollectedSeries[] {
  if (query.groups || query.baseline) {
    return new DerivedLines(store, query, stretch, output).collect(asked);
  }
  const lines = new FrameLines(query, stretch, output);
  return asked.map((one) => lines.addSeries(one));
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function stretchOf(query: FrameQuery, range: Range | null): Stretch {
  const nothing = { from: 0, to: -1, columns: 1, log: false };
  if (!range) return nothing;
  const columns = Math.floor(Math.min(maxColumns, Math.max(1, query.columns || 1)));
  const log = query.logX === true;
  if (log && !(range.from > 0)) return nothing;
  const { from, to } = range;
  return to > from ? { from, to, columns, log } : { from, to, columns: 1, log: false };
}

function collectExtent(asked: readonly AskedLine[], { ghosts, logX }: FrameQuery): Range | null {
  let from = Infinity;
  let to = -Infinity;
  for (const { lines, shift } of asked) {
    for (const line of ghosts ? [lines.visible, ...lines.ghosts()] : [lines.visible]) {
      const first = logX === true ? line.upperBound(shift) : 0;
      if (first >= line.count) continue;
      from = Math.min(from, line.xAt(first) - shift);
      to = Math.max(to, line.lastX - shift);
    }
  }
  return from <= to ? { from, to } : null;
}

/** The asked range with infinite ends replaced; null when it is none. */
function collectRange({ range, logX }: FrameQuery, extent: Range | null): Range | null {
  const whole = extent ?? (logX === true ? { from: 1, to: 10 } : { from: 0, to: 1 });
  if (!range) return whole;
  const from = range.from === -Infinity ? whole.from : range.from;
  const to = range.to === Infinity ? whole.to : range.to;
  return from <= to && Number.isFinite(from) && Number.isFinite(to) ? { from, to } : null;
}
