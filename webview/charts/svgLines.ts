// The lines of an SVG picture: bands, values behind smoothed lines, superseded parts and the lines themselves, as paths.
import { lowerBound, type ChartData, type DrawnPiece, type DrawnSeries } from './chartData';
import type { SvgLine, SvgStyle } from './chartSvg';
import { pixelX, pixelY, type PlotTransform } from './plotTransform';
import { isSparse } from './seriesLayer';
import { short } from './svgText';

const bandOpacity = 0.18;
const paleOpacity = 0.3;

/** The first line lies on top, as on the screen. */
export function drawLines(
  data: ChartData,
  lines: readonly (SvgLine | undefined)[],
  transform: PlotTransform,
  { lineWidth }: SvgStyle,
): string[] {
  const { left, right, top, bottom } = transform.area;
  const area = `x="${short(left)}" y="${short(top)}" width="${short(right - left)}" height="${short(bottom - top)}"`;
  const shown = data.series
    .flatMap((series, at) => {
      const line = lines[at];
      return line ? [{ series, line }] : [];
    })
    .reverse();
  return [
    `<clipPath id="plot"><rect ${area}/></clipPath>`,
    `<g clip-path="url(#plot)" fill="none" stroke-width="${lineWidth}" stroke-linejoin="round">`,
    ...shown.flatMap(({ series, line }) => drawBackdrop(series, line, transform, lineWidth)),
    ...shown.flatMap(({ series, line }) => drawFront(series, line, transform, lineWidth)),
    '</g>',
  ];
}

function drawBackdrop(
  series: DrawnSeries,
  line: SvgLine,
  transform: PlotTransform,
  lineWidth: number,
): string[] {
  const { colour, strength = 1 } = line;
  const pale = series.pieces.flatMap((piece) => {
    if (piece.role !== 'raw' && piece.role !== 'ghost') return [];
    const d = pathOf(piece, transform);
    const dash = piece.role === 'ghost' ? dashed([lineWidth * 2, lineWidth * 2]) : '';
    const opacity = short(paleOpacity * strength);
    const width = ` stroke-width="${short(lineWidth * 0.6)}"`;
    return d === ''
      ? []
      : [`<path d="${d}" stroke="${colour}"${width}${dash} opacity="${opacity}"/>`];
  });
  return [...drawBand(series, line, transform), ...pale];
}

function drawFront(
  series: DrawnSeries,
  { colour, dash, strength = 1 }: SvgLine,
  transform: PlotTransform,
  lineWidth: number,
): string[] {
  const opacity = strength === 1 ? '' : ` opacity="${short(strength)}"`;
  return series.pieces.flatMap((piece) => {
    if (piece.role !== 'line' && piece.role !== 'smooth') return [];
    const d = pathOf(piece, transform);
    if (d === '') return [];
    const stroke = `<path d="${d}" stroke="${colour}"${dashed(dash)}${opacity}/>`;
    if (!isSparse(piece, transform)) return [stroke];
    const dots = `<path d="${dotsOf(piece, transform)}" stroke="${colour}" stroke-width="${short(lineWidth * 2.7)}" stroke-linecap="round"${opacity}/>`;
    return [stroke, dots];
  });
}

function dashed(dash: readonly number[]): string {
  return dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : '';
}

/** Where either border has a gap the band has one as well. */
function drawBand(
  { pieces }: DrawnSeries,
  { colour, strength = 1 }: SvgLine,
  transform: PlotTransform,
): string[] {
  const low = pieces.find(({ role }) => role === 'bandLow');
  const high = pieces.find(({ role }) => role === 'bandHigh');
  if (!low || !high) return [];
  const { bottom } = transform.area;
  const at = (piece: DrawnPiece, i: number): string => {
    const y = pixelY(transform, piece.y[i]!);
    return `${short(pixelX(transform, piece.x[i]!))} ${short(Number.isNaN(y) ? bottom : y)}`;
  };
  const [start, end] = seen(low, transform);
  let path = '';
  for (let from = start; from < end;) {
    let to = from;
    while (to < end && Number.isFinite(low.y[to]) && Number.isFinite(high.y[to])) to++;
    const upper = Array.from({ length: to - from }, (_, k) => at(high, from + k));
    const lower = Array.from({ length: to - from }, (_, k) => at(low, to - 1 - k));
    if (upper.length > 0) path += `M${[...upper, ...lower].join('L')}Z`;
    from = Math.max(to, from + 1);
  }
  const opacity = short(bandOpacity * strength);
  return path === ''
    ? []
    : [`<path d="${path}" fill="${colour}" stroke="none" opacity="${opacity}"/>`];
}

/** A gap begins a new stroke; a stroke of one point is a dot. */
function pathOf(piece: DrawnPiece, transform: PlotTransform): string {
  const [start, end] = seen(piece, transform);
  const isDrawn = (at: number): boolean =>
    at >= start && at < end && isPlaced(piece, at, transform);
  let path = '';
  for (let at = start; at < end; at++) {
    if (!isDrawn(at)) continue;
    const starts = !isDrawn(at - 1);
    path += `${starts ? 'M' : 'L'}${placeOf(piece, at, transform)}`;
    if (starts && !isDrawn(at + 1)) path += 'h0.01';
  }
  return path;
}

function dotsOf(piece: DrawnPiece, transform: PlotTransform): string {
  const [start, end] = seen(piece, transform);
  let path = '';
  for (let at = start; at < end; at++) {
    if (isPlaced(piece, at, transform)) path += `M${placeOf(piece, at, transform)}h0.01`;
  }
  return path;
}

function isPlaced({ x, y }: DrawnPiece, at: number, { log, logX }: PlotTransform): boolean {
  return Number.isFinite(y[at]) && (!log || y[at]! > 0) && (!logX || x[at]! > 0);
}

function placeOf({ x, y }: DrawnPiece, at: number, transform: PlotTransform): string {
  return `${short(pixelX(transform, x[at]!))} ${short(pixelY(transform, y[at]!))}`;
}

/** The points in sight and their neighbours. */
function seen({ x }: DrawnPiece, { x: visible }: PlotTransform): readonly [number, number] {
  let end = lowerBound(x, visible.to);
  while (end < x.length && x[end] === visible.to) end++;
  return [Math.max(0, lowerBound(x, visible.from) - 1), Math.min(x.length, end + 1)];
}
