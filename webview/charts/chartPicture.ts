// A chart as it stands on the page, as a picture: the same stretch, lines and looks, with points asked for anew, so that they are
// as fine as the picture is large.
import type { FrameAxis } from '../../src/shared/frame';
import { l10n } from '../../src/shared/language';
import { openFrame, type ChartData } from './chartData';
import { planQuery } from './chartFrames';
import { chartSvg, type SvgLine, type SvgStyle } from './chartSvg';
import { isLogX, type ChartSettings, type PointSource } from './chartSettings';
import type { ChartTheme } from './chartTheme';
import { withMargins } from './margins';
import { opaqueColour } from './opaqueColour';
import type { Range } from './range';
import { lineLook } from './seriesLayer';

/** What of a chart is in sight. */
export interface ChartView {
  readonly x: Range;
  readonly y: Range;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

export interface WantedPicture {
  readonly title: string;
  readonly settings: ChartSettings;
  readonly view: ChartView;
  /** How many columns of points the picture has room for. */
  readonly columns: number;
}

/** Strength of lines behind the ones that stand out, as on the screen. */
const behind = 0.16;

/** @returns an SVG document; the view's size is in the style's unit */
export async function chartPicture(
  source: PointSource,
  { title, settings, view, columns }: WantedPicture,
  style: SvgStyle,
): Promise<string> {
  const { x, y, width, height } = view;
  const query = {
    ...planQuery({ ...settings, marks: [] }, null, width),
    ...{ range: x, columns, detail: 'm4' as const },
  };
  const frame = await source.getFrame(query);
  const data = withMargins(openFrame(query, frame), settings.margins);
  const { logY } = settings;
  const xTitle = axisTitle(data.axis, settings);
  const lines = linesOf(data, settings);
  const shape = { x, logX: isLogX(settings), y, logY, width, height };
  return chartSvg({ title, data, lines, xTitle, ...shape }, style);
}

/** A picture that looks as the screen does. */
export function screenStyle(theme: ChartTheme): SvgStyle {
  const solid = (colour: string): string => opaqueColour(colour, theme.background);
  return {
    background: solid(theme.background),
    foreground: solid(theme.text),
    grid: solid(theme.grid),
    font: theme.font === '' ? 'system-ui, sans-serif' : theme.font,
    fontSize: 12,
    lineWidth: 1.5,
    unit: 'px',
  };
}

function linesOf(data: ChartData, settings: ChartSettings): readonly (SvgLine | undefined)[] {
  const looks = new Map(settings.runs.map((look) => [look.id, look]));
  const { highlight } = settings;
  return data.series.map((series) => {
    const look = looks.get(series.run);
    if (!look || series.points === 0) return undefined;
    const { name, colour, dash } = lineLook(look, series);
    const stands = highlight.size === 0 || highlight.has(series.run);
    return stands ? { name, colour, dash } : { name, colour, dash, strength: behind };
  });
}

function axisTitle(axis: FrameAxis, { xTags }: ChartSettings): string {
  switch (axis) {
    case 'step':
      return l10n.t('Step');
    case 'index':
      return l10n.t('Number of the point');
    case 'relative':
      return l10n.t('Relative time');
    case 'wall':
      return l10n.t('Time of day');
    case 'metric':
      return xTags[0] ?? '';
  }
}
