// Collects the lines of single runs for a frame: reduced to pixel columns, smoothed, with ghosts and marks.
import type { FrameQuery, PieceRole } from '../../shared/frame';
import type { AskedLine } from './askedSeries';
import type { CollectedSeries, FrameOutput, Stretch } from './frame';
import type { Line } from './line';
import type { CollectedPiece } from './pieceBuffer';
import { addColumns, addRaw, fitsRaw, NonFiniteMarks, withNeighbours } from './reduce';
import { smootherFor, type Smoother } from './smoothers';
import { addSmoothed, fitsSmooth } from './smoothPiece';
import { collectEdges, collectWindow, type LineWindow, type Viewport } from './window';

export class FrameLines {
  readonly #query: FrameQuery;
  readonly #stretch: Stretch;
  readonly #output: FrameOutput;
  readonly #edges: Uint32Array;

  constructor(query: FrameQuery, stretch: Stretch, output: FrameOutput) {
    this.#query = query;
    this.#stretch = stretch;
    this.#output = output;
    this.#edges = new Uint32Array(stretch.columns + 1);
  }

  addSeries({ run, tag, writer, writers, lines, shift }: AskedLine): CollectedSeries {
    const { ghosts } = this.#query;
    const { from, to, columns, log } = this.#stretch;
    const view = { from: from + shift, to: to + shift, columns, shift, log };
    const drawn = to >= from;
    return {
      run: run.id,
      tag,
      group: null,
      members: 1,
      writer,
      writers,
      file: lines.file,
      firstNonFinite: firstNonFiniteOf(lines, shift),
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
    this.#output.seen.addSample(line, window);
    const smoother = smootherFor(this.#query.smoothing, lines);
    const marks = new NonFiniteMarks();
    const logged = this.#addLine(line, view, window, smoother ? 'raw' : 'line', marks);
    const exact = logged[0]?.exact ?? true;
    const pieces = [...logged];
    if (smoother && logged[0]) {
      if (!this.#query.raw) this.#output.out.takeBack(pieces.pop()!);
      pieces.push(...this.#addSmooth(line, smoother, view, window, exact));
    }
    marks.addTo(this.#output.out);
    return [...pieces, ...this.#output.out.endPiece('nonFinite', exact)];
  }

  /** A crowd's smoothed lines have at most one point a column, even where all the values behind them are sent. */
  #addSmooth(
    line: Line,
    smoother: Smoother,
    view: Viewport,
    window: LineWindow,
    exactBehind: boolean,
  ): CollectedPiece[] {
    const exact = exactBehind && fitsSmooth(window, view.columns, this.#query.detail);
    if (exactBehind && !exact) collectEdges(line, view, window, this.#edges);
    addSmoothed(line, smoother, view, window, exact ? null : this.#edges, this.#output.out);
    return this.#output.out.endPiece('smooth', exact);
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
      addRaw(line, view, window, this.#output.out, marks);
    } else {
      collectEdges(line, view, window, this.#edges);
      addColumns(line, view, window, this.#edges, detail, this.#output.out, marks);
    }
    return this.#output.out.endPiece(role, exact);
  }

  /** Where the stretch lies between two points, the line that crosses it counts. */
  #addBounds(line: Line, window: LineWindow): void {
    if (!isSeen(line, window)) return;
    const { start, end } = window.start < window.end ? window : withNeighbours(line, window);
    this.#output.seen.addRange(line, start, end);
  }
}

function firstNonFiniteOf(lines: AskedLine['lines'], shift: number): number | null {
  const index = lines.firstNonFinite();
  return index < 0 ? null : lines.visible.xAt(index) - shift;
}

/** Whether there is a point in the window, or one on either side so that the line crosses it. */
function isSeen(line: Line, { start, end }: LineWindow): boolean {
  return start < end || (start > 0 && end < line.count);
}
