// The colour of every row: its run's own, or by its value in a column – a ramp for numbers, a palette for texts.
import { runColour, type PaletteTheme } from '../../../src/shared/palette';
import { categoriesOf, scaleOf, type SpaceData } from './columnsData';

export interface RowColours {
  /** CSS colours by row. */
  readonly colours: readonly string[];
  /** For the key beside the plot; none where rows have their runs' colours. */
  readonly key: readonly { readonly label: string; readonly colour: string }[];
}

/** More texts than this get no entry of their own in the key. */
const mostKeyEntries = 8;

/** Steps of the ramp: colours are made once, not for each row. */
const rampSteps = 64;

/** @param columnName null for the runs' own colours */
export function colourRows(
  { columns, rows }: SpaceData,
  columnName: string | null,
  theme: PaletteTheme,
  absent: string,
): RowColours {
  const column = columns.find(({ name }) => name === columnName);
  if (!column) return { colours: rows.map(({ colour }) => colour), key: [] };
  if (column.kind === 'text') {
    const categories = categoriesOf(column.values);
    const colourOf = new Map(categories.map((value, at) => [value, runColour(at, theme)]));
    return {
      colours: rows.map((_, row) => colourOf.get(column.values[row] ?? '') ?? absent),
      key: categories
        .slice(0, mostKeyEntries)
        .map((label) => ({ label, colour: colourOf.get(label) ?? absent })),
    };
  }
  const scale = scaleOf(column, false);
  const ramp = Array.from({ length: rampSteps + 1 }, (_, at) => rampColour(at / rampSteps, theme));
  const colourAt = (share: number): string =>
    Number.isNaN(share) ? absent : (ramp[Math.round(share * rampSteps)] ?? absent);
  return {
    colours: rows.map((_, row) => colourAt(scale.shares[row] ?? NaN)),
    key: [0.04, 0.27, 0.5, 0.73, 0.96].map((share) => ({
      label: scale.wordsAt(share),
      colour: colourAt(share),
    })),
  };
}

/**
 * From blue over green to yellow with an even rise of lightness, so that it is read the same in grey and by eyes that do
 * not tell red from green; light themes end before the yellow vanishes on white.
 */
export function rampColour(share: number, theme: PaletteTheme): string {
  const isLight = theme === 'light' || theme === 'highContrastLight';
  const [dark, bright] = isLight ? [0.32, 0.76] : [0.5, 0.93];
  const lightness = dark + (bright - dark) * share;
  const chroma = 0.13 + 0.05 * Math.sin(Math.PI * share);
  const hue = 275 - 175 * share;
  return `oklch(${lightness.toFixed(3)} ${chroma.toFixed(3)} ${hue.toFixed(1)})`;
}
