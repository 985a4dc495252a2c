// Answers what a chart asks: the asked stretch of a tag's lines, reduced to pixel columns, in one buffer.
import type { Bounds, Frame, FrameQuery, FrameSeries, PieceRole } from '../../shared/frame';
import { RangeSummary } from '../store/rangeSummary';
import type { RunStore } from '../store/store';
import { collectAsked, type AskedLine } from './askedSeries';
import type { Line } from './line';
import { ValuePool } from './percentile';
import { PieceBuffer, type CollectedPiece } from './pieceBuffer';
import { addColumns, addRaw, fitsRaw, NonFiniteMarks, withNeighbours } from './reduce';
import { addSmoothed, fitsSmooth } from './smoothPiece';
import { decayFor, type SmoothingTrack } from './smoothing';
import { collectEdges, collectWindow, type LineWindow, type Viewport } from './window';

/** More columns than any screen has; bounds the work of a hostile query. */
const maxColumns = 16_384;

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Never throws: unknown runs are left out, columns are held to 1 … 16,384, infinite ends of the range mean those of
 * the extent, and a range that is not one (NaN, from > to) gives a frame without pieces.
 */
export function collectFrame(store: RunStore, query: FrameQuery): Frame {
  const { axis, singleStep, lines: asked } = collectAsked(store, query);
  const extent = collectExtent(asked, query.ghosts);
  const range = collectRange(query, extent);
  const frame = new FrameCollector(query, range ?? { from: 0, to: -1 }, asked.length);
  const collected = asked.map((one) => frame.addSeries(one));
  return {
    revision: store.revision,
    axis,
    range: range ?? extent ?? { from: 0, to: 1 },
    extent,
    y: frame.bounds,
    yMinPositive: frame.minPositive,
    yInner: frame.inner,
    series: collected.map(({ pieces, ...rest }) => ({
      ...rest,
      pieces: pieces.map((piece) => frame.out.place(piece)),
    })),
    buffer: frame.out.pack(),
    singleStep,
  };
}

type CollectedSeries = Omit<FrameSeries, 'pieces'> & { readonly pieces: readonly CollectedPiece[] };

class FrameCollector {
  readonly out = new PieceBuffer();
  readonly #query: FrameQuery;
  readonly #range: Stretch;
  readonly #columns: number;
  readonly #edges: Uint32Array;
  readonly #summary = new RangeSummary();
  readonly #pool: ValuePool;

  constructor(query: FrameQuery, range: Stretch, series: number) {
    this.#query = query;
    this.#range = range;
    const columns = Math.floor(Math.min(maxColumns, Math.max(1, query.columns || 1)));
    this.#columns = range.to > range.from ? columns : 1;
    this.#edges = new Uint32Array(this.#columns + 1);
    this.#pool = new ValuePool(series);
  }

  get bounds(): Bounds | null {
    const { isEmpty, min, max } = this.#summary;
    return isEmpty ? null : { min, max };
  }

  get minPositive(): number | null {
    const { minPositive } = this.#summary;
    return minPositive === Infinity ? null : minPositive;
  }

  get inner(): Bounds | null {
    return this.#pool.inner();
  }

  addSeries({ run, writer, writers, lines, shift }: AskedLine): CollectedSeries {
    const { ghosts } = this.#query;
    const { from, to } = this.#range;
    const view = { from: from + shift, to: to + shift, columns: this.#columns, shift };
    const drawn = to >= from;
    return {
      run: run.id,
      writer,
      writers,
      file: lines.file,
      pieces: [
        ...(drawn && ghosts ? lines.ghosts().flatMap((line) => this.#addGhost(line, view)) : []),
        ...(drawn ? this.#addVisible(lines.visible, view, lines) : []),
      ],
      restarts: lines.restarts().map((x) => x - shift),
      points: lines.points,
    };
  }

  #addGhost(line: Line, view: Viewport): CollectedPiece[] {
    const window = collectWindow(line, view);
    this.#addBounds(line, window);
    return this.#addLine(line, view, window, 'ghost', new NonFiniteMarks());
  }

  #addVisible(line: Line, view: Viewport, lines: AskedLine['lines']): CollectedPiece[] {
    const window = collectWindow(line, view);
    this.#addBounds(line, window);
    this.#pool.addSample(line, window);
    const decay = decayFor(this.#query.smoothing, line);
    const marks = new NonFiniteMarks();
    const logged = this.#addLine(line, view, window, decay ? 'raw' : 'line', marks);
    const exact = logged[0]?.exact ?? true;
    const pieces = [...logged];
    if (decay && logged[0]) {
      if (!this.#query.raw) this.out.takeBack(pieces.pop()!);
      pieces.push(...this.#addSmooth(line, lines.track(decay), view, window, exact));
    }
    marks.addTo(this.out);
    return [...pieces, ...this.out.endPiece('nonFinite', exact)];
  }

  /** A crowd's smoothed lines have at most one point a column, even where all the values behind them are sent. */
  #addSmooth(
    line: Line,
    track: SmoothingTrack,
    view: Viewport,
    window: LineWindow,
    exactBehind: boolean,
  ): CollectedPiece[] {
    const exact = exactBehind && fitsSmooth(window, view.columns, this.#query.detail);
    if (exactBehind && !exact) collectEdges(line, view, window, this.#edges);
    addSmoothed(line, track, view, window, exact ? null : this.#edges, this.out);
    return this.out.endPiece('smooth', exact);
  }

  /** Adds the line as it is or reduced. Leaves the window's columns in `#edges` when it is reduced. */
  #addLine(
    line: Line,
    view: Viewport,
    window: LineWindow,
    role: PieceRole,
    marks: NonFiniteMarks,
  ): CollectedPiece[] {
    if (!isSeen(line, window)) return [];
    const { detail } = this.#query;
    const exact = fitsRaw(window, view.columns, detail);
    if (exact) {
      addRaw(line, view, window, this.out, marks);
    } else {
      collectEdges(line, view, window, this.#edges);
      addColumns(line, view, window, this.#edges, detail, this.out, marks);
    }
    return this.out.endPiece(role, exact);
  }

  /** Where the stretch lies between two points, the line that crosses it counts. */
  #addBounds(line: Line, window: LineWindow): void {
    if (!isSeen(line, window)) return;
    const { start, end } = window.start < window.end ? window : withNeighbours(line, window);
    line.addRange(this.#summary, start, end);
  }
}

/** Whether there is a point in the window, or one on either side so that the line crosses it. */
function isSeen(line: Line, { start, end }: LineWindow): boolean {
  return start < end || (start > 0 && end < line.count);
}

function collectExtent(asked: readonly AskedLine[], ghosts: boolean): Stretch | null {
  let from = Infinity;
  let to = -Infinity;
  for (const { lines, shift } of asked) {
    for (const line of ghosts ? [lines.visible, ...lines.ghosts()] : [lines.visible]) {
      if (line.count === 0) continue;
      from = Math.min(from, line.firstX - shift);
      to = Math.max(to, line.lastX - shift);
    }
  }
  return from <= to ? { from, to } : null;
}

/** The asked range with infinite ends replaced; null when it is none. */
function collectRange({ range }: FrameQuery, extent: Stretch | null): Stretch | null {
  if (!range) return extent ?? { from: 0, to: 1 };
  const from = range.from === -Infinity ? (extent?.from ?? 0) : range.from;
  const to = range.to === Infinity ? (extent?.to ?? 1) : range.to;
  return from <= to && Number.isFinite(from) && Number.isFinite(to) ? { from, to } : null;
}
