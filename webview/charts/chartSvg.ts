// One chart as an SVG picture: axes with ticks, lines with dashes, legend and title. A text and nothing else: no scripts, no
// fonts, no links, so that it can be put on a slide or through LaTeX.
import type { Frame, FramePiece } from '../../src/shared/frame';
import type { Range } from './range';
import { linearTicks, logTicks, type AxisTick } from './ticks';
import { durationTicks, wallTicks } from './timeTicks';

/** How a line is drawn and called, by its place in the frame's `series`. */
export interface SvgLine {
  readonly name: string;
  /** `#rrggbb` */
  readonly colour: string;
  /** In the units of the picture; empty for a solid line. */
  readonly dash: readonly number[];
}

export interface SvgStyle {
  /** Null for none, so that the page shows through. */
  readonly background: string | null;
  readonly foreground: string;
  readonly grid: string;
  readonly font: string;
  readonly fontSize: number;
  readonly lineWidth: number;
  /** `px`, or `pt` where a text is set in points. */
  readonly unit: 'px' | 'pt';
}

/** For a screen with a light background. */
export const plainStyle: SvgStyle = {
  background: '#ffffff',
  foreground: '#333333',
  grid: '#e5e5e5',
  font: 'system-ui, sans-serif',
  fontSize: 12,
  lineWidth: 1.5,
  unit: 'px',
};

/** For a paper: the names of LaTeX's own fonts, points, thin lines and no background. */
export const latexStyle: SvgStyle = {
  background: null,
  foreground: '#000000',
  grid: '#dddddd',
  font: "'Latin Modern Roman', 'CMU Serif', 'Computer Modern', serif",
  fontSize: 8,
  lineWidth: 0.8,
  unit: 'pt',
};

export interface ChartPicture {
  readonly title: string;
  readonly frame: Frame;
  /** One for each of the frame's `series`; those without are left out. */
  readonly lines: readonly (SvgLine | undefined)[];
  readonly y: Range;
  readonly logY: boolean;
  readonly xTitle: string;
  readonly width: number;
  readonly height: number;
}

interface Place {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

type Scale = (value: number) => number;

/** @returns an SVG document; sizes are in the style's unit */
export function chartSvg(chart: ChartPicture, style: SvgStyle): string {
  const { width, height, frame } = chart;
  const em = style.fontSize;
  const xTicks = ticksOf(frame, Math.max(2, Math.floor(width / (em * 8))));
  const count = Math.max(2, Math.floor(height / (em * 4)));
  const yTicks = chart.logY ? logTicks(chart.y, count) : linearTicks(chart.y, count);
  const labelWidth = Math.max(0, ...yTicks.map(({ label }) => label.length)) * em * 0.6;
  const legend = legendRows(chart, width - em * 2, em);
  const place: Place = {
    left: em + labelWidth + em * 0.5,
    right: width - em,
    top: em * 2.5,
    bottom: height - em * (3.5 + 1.4 * legend.length),
  };
  const x = scaleOf(frame.range, place.left, place.right, false);
  const y = scaleOf(chart.y, place.bottom, place.top, chart.logY);
  const { unit, font, foreground, background } = style;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}${unit}" height="${height}${unit}" ` +
      `viewBox="0 0 ${width} ${height}" font-family="${escaped(font)}" font-size="${em}" fill="${foreground}">`,
    `<title>${escaped(chart.title)}</title>`,
    ...(background === null ? [] : [`<rect width="100%" height="100%" fill="${background}"/>`]),
    label(width / 2, em * 1.5, chart.title, 'middle', ' font-weight="bold"'),
    ...drawAxes(place, xTicks, yTicks, x, y, style),
    label((place.left + place.right) / 2, place.bottom + em * 2.9, chart.xTitle, 'middle'),
    ...drawLines(chart, place, x, y, style),
    ...drawLegend(legend, place.bottom + em * 4.1, style),
    '</svg>\n',
  ].join('\n');
}

function ticksOf({ axis, range }: Frame, count: number): readonly AxisTick[] {
  if (axis === 'wall') return wallTicks(range, count);
  if (axis === 'relative') return durationTicks(range, count);
  return linearTicks(range, count, axis === 'step' || axis === 'index' ? 1 : 0);
}

function scaleOf({ from, to }: Range, low: number, high: number, log: boolean): Scale {
  const place = log ? Math.log10 : (value: number): number => value;
  const width = place(to) - place(from);
  const factor = width > 0 ? (high - low) / width : 0;
  return (value) => low + (place(value) - place(from)) * factor;
}

function drawAxes(
  { left, right, top, bottom }: Place,
  xTicks: readonly AxisTick[],
  yTicks: readonly AxisTick[],
  x: Scale,
  y: Scale,
  { grid, foreground, fontSize }: SvgStyle,
): string[] {
  const columns = xTicks.map(({ value }) => `M${short(x(value))} ${short(top)}V${short(bottom)}`);
  const rows = yTicks.map(({ value }) => `M${short(left)} ${short(y(value))}H${short(right)}`);
  const frame = `M${short(left)} ${short(top)}V${short(bottom)}H${short(right)}`;
  return [
    `<path d="${[...columns, ...rows].join('')}" fill="none" stroke="${grid}" stroke-width="0.5"/>`,
    `<path d="${frame}" fill="none" stroke="${foreground}" stroke-width="0.5"/>`,
    ...xTicks.map((tick) => label(x(tick.value), bottom + fontSize * 1.4, tick.label, 'middle')),
    ...yTicks.map((tick) =>
      label(left - fontSize * 0.5, y(tick.value) + fontSize * 0.35, tick.label, 'end'),
    ),
  ];
}

function drawLines(
  { frame, lines, logY }: ChartPicture,
  { left, right, top, bottom }: Place,
  x: Scale,
  y: Scale,
  { lineWidth }: SvgStyle,
): string[] {
  const area = `x="${short(left)}" y="${short(top)}" width="${short(right - left)}" height="${short(bottom - top)}"`;
  const drawn = frame.series.flatMap(({ pieces }, at) => {
    const line = lines[at];
    if (!line) return [];
    const dash = line.dash.length > 0 ? ` stroke-dasharray="${line.dash.join(' ')}"` : '';
    return pieces.flatMap((piece) => {
      const faint = piece.role === 'raw' || piece.role === 'ghost';
      if (!faint && piece.role !== 'line' && piece.role !== 'smooth') return [];
      const d = pathOf(frame, piece, x, y, logY);
      const opacity = faint ? ' opacity="0.3"' : '';
      return d === '' ? [] : [`<path d="${d}" stroke="${line.colour}"${dash}${opacity}/>`];
    });
  });
  return [
    `<clipPath id="plot"><rect ${area}/></clipPath>`,
    `<g clip-path="url(#plot)" fill="none" stroke-width="${lineWidth}" stroke-linejoin="round">`,
    ...drawn,
    '</g>',
  ];
}

/** A gap begins a new stroke; a stroke of one point is a dot. */
function pathOf(
  { buffer }: Frame,
  { count, xOffset, yOffset }: FramePiece,
  x: Scale,
  y: Scale,
  log: boolean,
): string {
  const xs = new Float64Array(buffer, xOffset, count);
  const ys = new Float32Array(buffer, yOffset, count);
  const isDrawn = (at: number): boolean => Number.isFinite(ys[at]) && (!log || ys[at]! > 0);
  let path = '';
  for (let at = 0; at < count; at++) {
    if (!isDrawn(at)) continue;
    const starts = at === 0 || !isDrawn(at - 1);
    path += `${starts ? 'M' : 'L'}${short(x(xs[at]!))} ${short(y(ys[at]!))}`;
    if (starts && (at === count - 1 || !isDrawn(at + 1))) path += 'h0.01';
  }
  return path;
}

/** Entries beside each other as long as there is room; lines of one run are told once. */
function legendRows({ lines }: ChartPicture, width: number, em: number): readonly SvgLine[][] {
  const rows: SvgLine[][] = [];
  const told = new Set<string>();
  let used = Infinity;
  for (const line of lines) {
    const key = JSON.stringify(line);
    if (!line || told.has(key)) continue;
    told.add(key);
    const size = entryWidth(line, em);
    if (used + size > width) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)!.push(line);
    used += size;
  }
  return rows;
}

/** Fonts differ: some room to spare. */
function entryWidth({ name }: SvgLine, em: number): number {
  return em * (3.5 + name.length * 0.6);
}

function drawLegend(
  rows: readonly (readonly SvgLine[])[],
  top: number,
  { fontSize: em, lineWidth }: SvgStyle,
): string[] {
  return rows.flatMap((row, at) => {
    const y = top + at * em * 1.4;
    let x = em;
    return row.flatMap((line) => {
      const dash = line.dash.length > 0 ? ` stroke-dasharray="${line.dash.join(' ')}"` : '';
      const entry = [
        `<path d="M${short(x)} ${short(y - em * 0.3)}h${short(em * 2)}" stroke="${line.colour}" stroke-width="${lineWidth * 1.5}"${dash}/>`,
        label(x + em * 2.4, y, line.name, 'start'),
      ];
      x += entryWidth(line, em);
      return entry;
    });
  });
}

function label(x: number, y: number, text: string, anchor: string, more = ''): string {
  return `<text x="${short(x)}" y="${short(y)}" text-anchor="${anchor}"${more}>${escaped(text)}</text>`;
}

/** A hundredth of a unit is finer than any printer. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Names come from files: they are text, in an attribute too; what XML cannot hold is left out. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
