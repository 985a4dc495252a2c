// Draws all series of a chart: ghosts, pale raw values, lines, marks; what is highlighted last and thicker.
import type { RunId } from '../../src/shared/vocabulary';
import type { ChartData, DrawnPiece, DrawnSeries } from './chartData';
import { drawBelowFloor, drawNonFinite, drawRestarts } from './marks';
import { dotPiece, strokePiece } from './polyline';
import type { PlotTransform } from './plotTransform';

/** How one run looks; the same on every surface. */
export interface RunLook {
  readonly id: RunId;
  readonly name: string;
  readonly colour: string;
  readonly dash: readonly number[];
}

export interface LayerLook {
  readonly runs: ReadonlyMap<RunId, RunLook>;
  /** Empty: all runs are equal. */
  readonly highlight: ReadonlySet<RunId>;
  readonly ghosts: boolean;
  readonly paleAlpha: number;
  /** Up to this many points lines are wide; with more they lie close together. 0: cheap lines while something moves. */
  readonly wideLineLimit: number;
}

/** With more runs than this, the raw values behind smoothed lines would be nothing but a fog. */
const mostPale = 12;

const solid: readonly number[] = [];

const writerDashes: readonly (readonly number[])[] = [
  [8, 3],
  [2, 3],
  [8, 3, 2, 3],
  [14, 4],
];

/** How one line of a run looks: where several processes wrote it, each has its name and, but for the first, its dashes. */
export function lineLook(
  look: RunLook,
  { writer, writers }: Pick<DrawnSeries, 'writer' | 'writers'>,
): RunLook {
  if (writers === 1) return look;
  const dash = writer === 0 ? look.dash : writerDashes[(writer - 1) % writerDashes.length]!;
  return { ...look, name: `${look.name} · writer ${writer + 1}`, dash };
}

/** Whether any of so many runs shows its raw values behind its smoothed line. */
export function showsAnyPale(runs: number, highlight: ReadonlySet<RunId>): boolean {
  return runs <= mostPale || highlight.size > 0;
}

export class SeriesLayer {
  readonly data: ChartData;
  readonly look: LayerLook;
  readonly #hairline: number;
  readonly #lineWidth: number;
  readonly #crowded: boolean;

  constructor(data: ChartData, look: LayerLook) {
    this.data = data;
    this.look = look;
    this.#hairline = 1 / window.devicePixelRatio;
    const points = data.series.reduce((sum, series) => sum + mainCount(series), 0);
    this.#crowded = points > look.wideLineLimit;
    this.#lineWidth = this.#crowded ? this.#hairline : 1.5;
  }

  draw(context: CanvasRenderingContext2D, transform: PlotTransform): void {
    const { highlight } = this.look;
    const behind = this.data.series.filter((series) => !highlight.has(series.run));
    const inFront = this.data.series.filter((series) => highlight.has(series.run));
    context.save();
    context.lineJoin = 'bevel';
    // The first run is drawn last, so that it lies on top as it stands first in the legend.
    for (const series of behind.reverse()) this.#drawBackdrop(context, series, transform);
    for (const series of behind) this.#drawFront(context, series, transform);
    for (const series of inFront) this.#drawBackdrop(context, series, transform);
    for (const series of inFront) this.#drawFront(context, series, transform);
    context.restore();
  }

  #strength(series: DrawnSeries): number {
    const { highlight } = this.look;
    return highlight.size === 0 || highlight.has(series.run) ? 1 : 0.16;
  }

  #showsPale(series: DrawnSeries): boolean {
    return this.data.series.length <= mostPale || this.look.highlight.has(series.run);
  }

  #drawBackdrop(
    context: CanvasRenderingContext2D,
    series: DrawnSeries,
    transform: PlotTransform,
  ): void {
    const look = this.look.runs.get(series.run);
    if (!look) return;
    const strength = this.#strength(series);
    for (const piece of series.pieces) {
      if (piece.role === 'raw' && this.#showsPale(series)) {
        const alpha = this.look.paleAlpha * strength;
        // Columns of a reduced line are about a pixel wide: off the pixels they would shimmer.
        const snapped = this.#crowded || !piece.exact;
        const stroke = { ...look, width: this.#hairline, alpha, snapped };
        strokePiece(context, piece, transform, stroke);
      } else if (piece.role === 'ghost' && this.look.ghosts) {
        const dashed = { dash: [3, 3], alpha: 0.75 * strength };
        strokePiece(context, piece, transform, { ...look, ...dashed, width: 1, snapped: false });
      }
    }
  }

  #drawFront(
    context: CanvasRenderingContext2D,
    series: DrawnSeries,
    transform: PlotTransform,
  ): void {
    const look = this.look.runs.get(series.run);
    if (!look) return;
    const strength = this.#strength(series);
    const raised = this.look.highlight.has(series.run) && this.look.wideLineLimit > 0;
    const width = raised ? Math.max(2.25, this.#lineWidth) : this.#lineWidth;
    for (const piece of series.pieces) {
      if (piece.role !== 'line' && piece.role !== 'smooth') continue;
      const snapped = this.#crowded && !raised;
      // In a crowd of hairlines dashes cannot be told apart, and they cost several times as much.
      const dash = snapped ? solid : lineLook(look, series).dash;
      strokePiece(context, piece, transform, { ...look, dash, width, alpha: strength, snapped });
      if (isSparse(piece, transform)) {
        context.globalAlpha = strength;
        dotPiece(context, piece, transform, look.colour, raised ? 3 : 2);
      }
    }
    context.globalAlpha = strength;
    this.#drawMarks(context, series, transform, look.colour);
    context.globalAlpha = 1;
  }

  #drawMarks(
    context: CanvasRenderingContext2D,
    series: DrawnSeries,
    transform: PlotTransform,
    colour: string,
  ): void {
    for (const piece of series.pieces) {
      if (piece.role === 'nonFinite') drawNonFinite(context, piece, transform, colour);
      else if (transform.log && piece.role !== 'ghost' && piece.role !== 'smooth') {
        drawBelowFloor(context, piece, transform, colour);
      }
    }
    if (this.look.ghosts) drawRestarts(context, series, transform, colour);
  }
}

function mainCount(series: DrawnSeries): number {
  return series.pieces.reduce(
    (sum, { role, x }) => (role === 'line' || role === 'smooth' ? sum + x.length : sum),
    0,
  );
}

/** Whether points stand far enough apart that marking each helps the reader. */
function isSparse(piece: DrawnPiece, transform: PlotTransform): boolean {
  if (!piece.exact || piece.x.length < 2) return false;
  const spacing = ((piece.x.at(-1)! - piece.x[0]!) / (piece.x.length - 1)) * transform.kx;
  return spacing >= 10;
}
