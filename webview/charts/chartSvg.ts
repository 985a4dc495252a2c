// One chart as an SVG picture: axes with ticks, lines with dashes, legend and title. A text and nothing else: no scripts, no
// fonts, no links, so that it can be put on a slide or through LaTeX.
import type { ChartData } from './chartData';
import { xTicks as placesOnX } from './chartTicks';
import { transformFor, pixelX, pixelY, type PlotArea, type PlotTransform } from './plotTransform';
import type { Range } from './range';
import { drawLegend, legendHeight, legendRows } from './svgLegend';
import { drawLines } from './svgLines';
import { escaped, label, short } from './svgText';
import { linearTicks, logTicks, type AxisTick } from './ticks';

/** How a line is drawn and called, by its place in the data's `series`. */
export interface SvgLine {
  readonly name: string;
  /** `#rrggbb` */
  readonly colour: string;
  /** In the units of the picture; empty for a solid line. */
  readonly dash: readonly number[];
  /** Of a line that stands back less than 1. */
  readonly strength?: number;
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
  readonly data: ChartData;
  /** One for each of the data's `series`; those without are left out. */
  readonly lines: readonly (SvgLine | undefined)[];
  readonly x: Range;
  readonly logX: boolean;
  readonly y: Range;
  readonly logY: boolean;
  readonly xTitle: string;
  readonly width: number;
  /** Without the legend, which stands below. */
  readonly height: number;
}

/** @returns an SVG document; sizes are in the style's unit */
export function chartSvg(chart: ChartPicture, style: SvgStyle): string {
  const { width, data, lines } = chart;
  const em = style.fontSize;
  const legend = legendRows(lines, width - em * 2, em);
  const height = Math.ceil(chart.height + legendHeight(legend, em));
  const count = Math.max(2, Math.floor(chart.height / (em * 4)));
  const yTicks = chart.logY ? logTicks(chart.y, count) : linearTicks(chart.y, count);
  const area = areaOf(chart, yTicks, em);
  const transform = transformFor(area, chart.x, chart.y, chart.logY, chart.logX);
  const xTicks = placesOnX(
    data.axis,
    chart.x,
    Math.max(2, Math.floor(width / (em * 8))),
    chart.logX,
  );
  const { unit, font, foreground, background } = style;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}${unit}" height="${height}${unit}" ` +
      `viewBox="0 0 ${short(width)} ${height}" font-family="${escaped(font)}" font-size="${em}" fill="${foreground}">`,
    `<title>${escaped(chart.title)}</title>`,
    ...(background === null ? [] : [`<rect width="100%" height="100%" fill="${background}"/>`]),
    label(width / 2, em * 1.5, chart.title, 'middle', ' font-weight="bold"'),
    ...drawAxes(transform, xTicks, yTicks, style),
    label((area.left + area.right) / 2, area.bottom + em * 2.9, chart.xTitle, 'middle'),
    ...drawLines(data, lines, transform, style),
    ...drawLegend(legend, area.bottom + em * 4.4, style),
    '</svg>\n',
  ].join('\n');
}

function areaOf(
  { width, height }: ChartPicture,
  yTicks: readonly AxisTick[],
  em: number,
): PlotArea {
  const labelWidth = Math.max(0, ...yTicks.map(({ label: words }) => words.length)) * em * 0.6;
  return {
    left: em * 1.5 + labelWidth,
    right: width - em,
    top: em * 2.5,
    bottom: height - em * 3.5,
  };
}

function drawAxes(
  transform: PlotTransform,
  xTicks: readonly AxisTick[],
  yTicks: readonly AxisTick[],
  { grid, foreground, fontSize }: SvgStyle,
): string[] {
  const { left, right, top, bottom } = transform.area;
  const xs = xTicks.map(({ value, label: words }) => ({ at: pixelX(transform, value), words }));
  const ys = yTicks.map(({ value, label: words }) => ({ at: pixelY(transform, value), words }));
  const columns = xs.map(({ at }) => `M${short(at)} ${short(top)}V${short(bottom)}`);
  const rows = ys.map(({ at }) => `M${short(left)} ${short(at)}H${short(right)}`);
  const frame = `M${short(left)} ${short(top)}V${short(bottom)}H${short(right)}`;
  return [
    `<path d="${[...columns, ...rows].join('')}" fill="none" stroke="${grid}" stroke-width="0.5"/>`,
    `<path d="${frame}" fill="none" stroke="${foreground}" stroke-width="0.5"/>`,
    ...xs.map(({ at, words }) => label(at, bottom + fontSize * 1.4, words, 'middle')),
    ...ys.map(({ at, words }) => label(left - fontSize * 0.5, at + fontSize * 0.35, words, 'end')),
  ];
}
