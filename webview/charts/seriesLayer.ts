// Draws all series of a chart: ghosts, pale raw values, lines, marks; what is highlighted last and thicker.
import { l10n } from '../../src/shared/language';
import type { RunId } from '../../src/shared/vocabulary';
import { lowerBound, type ChartData, type DrawnPiece, type DrawnSeries } from './chartData';
import { drawBelowFloor, drawNonFinite, drawRestarts } from './marks';
import { fillBand } from './band';
import { drawFlags, type PlacedMark } from './flags';
import { dotPiece, strokePiece } from './polyline';
import { pixelX, type PlotTransform } from './plotTransform';

/** How one run looks; the same on every surface. */
export interface RunLook {
  readonly id: RunId;
  readonly name: string;
  readonly colour: string;
  readonly dash: readonly number[];
  /** By place of the tag, where the chart shows several tags of this run alone. */
  readonly tagColours?: readonly string[];
}

export interface LayerLook {
  readonly runs: ReadonlyMap<RunId, RunLook>;
  /** Empty: all runs are equal. */
  readonly highlight: ReadonlySet<RunId>;
  readonly ghosts: boolean;
  readonly paleAlpha: number;
  /** Up to this many points lines are wide; with more they lie close together. 0: cheap lines while something moves. */
  readonly wideLineLimit: number;
  /** What stands at steps of runs. */
  readonly marks: readonly PlacedMark[];
  readonly background: string;
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

export type LineOfRun = Pick<DrawnSeries, 'writer' | 'writers' | 'tag' | 'tagAt' | 'tags'>;

/**
 * How one line of a run looks: where several processes wrote it or the chart shows several tags, each has its name and,
 * but for the first, its dashes.
 */
export function lineLook(look: RunLook, line: LineOfRun): RunLook {
  const { writer, writers, tag, tagAt, tags } = line;
  if (writers === 1 && tags === 1) return look;
  const colour = (tags > 1 ? look.tagColours?.[tagAt] : undefined) ?? look.colour;
  const hasOwnColour = colour !== look.colour;
  const place = writer + (hasOwnColour ? 0 : Math.max(0, tagAt));
  const dash = place === 0 ? look.dash : writerDashes[(place - 1) % writerDashes.length]!;
  const ofTag = tags > 1 ? ` · ${tag}` : '';
  const ofWriter = writers > 1 ? ` · ${l10n.t('writer {0}', writer + 1)}` : '';
  return { ...look, name: look.name + ofTag + ofWriter, colour, dash };
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
    const { marks, runs, background } = this.look;
    drawFlags(context, marks, transform, runs, background);
    context.restore();
  }

  #lookOf(series: DrawnSeries): RunLook | undefined {
    const look = this.look.runs.get(series.run);
    return look && lineLook(look, series);
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
    const look = this.#lookOf(series);
    if (!look) return;
    const strength = this.#strength(series);
    fillBand(context, series, transform, look.colour, strength);
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
    const look = this.#lookOf(series);
    if (!look) return;
    const strength = this.#strength(series);
    const raised = this.look.highlight.has(series.run) && this.look.wideLineLimit > 0;
    const width = raised ? Math.max(2.25, this.#lineWidth) : this.#lineWidth;
    for (const piece of series.pieces) {
      if (piece.role !== 'line' && piece.role !== 'smooth') continue;
      const snapped = this.#crowded && !raised;
      // In a crowd of hairlines dashes cannot be told apart, and they cost several times as much.
      const dash = snapped ? solid : look.dash;
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
export function isSparse({ exact, x }: DrawnPiece, transform: PlotTransform): boolean {
  if (!exact || x.length < 2) return false;
  const [from, to] = [Math.max(0, lowerBound(x, transform.x.from)), x.length - 1];
  if (from >= to) return true;
  // On a log axis points crowd together at its end.
  const first = transform.logX ? Math.max(from, to - 10) : 0;
  const width = pixelX(transform, x[to]!) - pixelX(transform, x[first]!);
  return width / (to - first) >= 10;
}
