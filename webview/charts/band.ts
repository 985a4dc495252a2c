// Fills the band around the middle of a group.
import { lowerBound, type DrawnPiece, type DrawnSeries } from './chartData';
import { pixelX, pixelY, type PlotTransform } from './plotTransform';

const bandAlpha = 0.18;

/** Where either border has a gap the band has one as well. */
export function fillBand(
  context: CanvasRenderingContext2D,
  series: DrawnSeries,
  transform: PlotTransform,
  colour: string,
  strength: number,
): void {
  const low = series.pieces.find(({ role }) => role === 'bandLow');
  const high = series.pieces.find(({ role }) => role === 'bandHigh');
  if (!low || !high) return;
  context.fillStyle = colour;
  context.globalAlpha = bandAlpha * strength;
  const start = Math.max(0, lowerBound(low.x, transform.x.from) - 1);
  for (let from = start; from < low.x.length;) {
    let to = from;
    while (to < low.x.length && hasBoth(low, high, to) && !isPast(low, to - 1, transform)) to++;
    if (to > from) fillPart(context, low, high, from, to, transform);
    if (to < low.x.length && isPast(low, to - 1, transform)) break;
    from = Math.max(to, from + 1);
  }
  context.globalAlpha = 1;
}

function hasBoth(low: DrawnPiece, high: DrawnPiece, at: number): boolean {
  return Number.isFinite(low.y[at]) && Number.isFinite(high.y[at]);
}

function isPast(piece: DrawnPiece, at: number, { x }: PlotTransform): boolean {
  return at >= 0 && piece.x[at]! > x.to;
}

function fillPart(
  context: CanvasRenderingContext2D,
  low: DrawnPiece,
  high: DrawnPiece,
  from: number,
  to: number,
  transform: PlotTransform,
): void {
  const floor = transform.area.bottom + 2;
  const heightOf = (value: number): number => {
    const y = pixelY(transform, value);
    return Number.isNaN(y) ? floor : y;
  };
  context.beginPath();
  for (let i = from; i < to; i++)
    context.lineTo(pixelX(transform, high.x[i]!), heightOf(high.y[i]!));
  for (let i = to - 1; i >= from; i--) {
    context.lineTo(pixelX(transform, low.x[i]!), heightOf(low.y[i]!));
  }
  context.closePath();
  context.fill();
}
