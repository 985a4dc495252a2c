// The legend below an SVG picture: entries beside each other as long as there is room.
import { l10n } from '../../src/shared/language';
import type { SvgLine, SvgStyle } from './chartSvg';
import { label, short } from './svgText';

/** More than these would be a list, not a legend. */
const mostEntries = 60;

interface LegendEntry {
  /** Null for words alone. */
  readonly line: SvgLine | null;
  readonly words: string;
}

export type LegendRows = readonly (readonly LegendEntry[])[];

/** Lines that look alike are told once. */
export function legendRows(
  lines: readonly (SvgLine | undefined)[],
  width: number,
  em: number,
): LegendRows {
  const rows: LegendEntry[][] = [];
  let used = Infinity;
  for (const entry of entriesOf(lines)) {
    const size = entryWidth(entry, em);
    if (used + size > width) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)!.push(entry);
    used += size;
  }
  return rows;
}

export function legendHeight(rows: LegendRows, em: number): number {
  return rows.length > 0 ? (1.4 * rows.length + 0.6) * em : 0;
}

/** @param top the baseline of the first row */
export function drawLegend(
  rows: LegendRows,
  top: number,
  { fontSize: em, lineWidth }: SvgStyle,
): string[] {
  return rows.flatMap((row, at) => {
    const y = top + at * em * 1.4;
    let x = em;
    return row.flatMap((entry) => {
      const { line, words } = entry;
      const stroke = line ? swatch(line, x, y - em * 0.3, em * 2, lineWidth * 1.5) : [];
      const text = label(x + (line ? em * 2.4 : 0), y, words, 'start');
      x += entryWidth(entry, em);
      return [...stroke, text];
    });
  });
}

function entriesOf(lines: readonly (SvgLine | undefined)[]): readonly LegendEntry[] {
  const told = new Map<string, SvgLine>();
  for (const line of lines) {
    if (line) told.set(JSON.stringify([line.name, line.colour, line.dash]), line);
  }
  const all = [...told.values()].map((line) => ({ line, words: line.name }));
  if (all.length <= mostEntries) return all;
  const more = l10n.t('… and {0} more', all.length - mostEntries);
  return [...all.slice(0, mostEntries), { line: null, words: more }];
}

function swatch(line: SvgLine, x: number, y: number, width: number, lineWidth: number): string[] {
  const dash = line.dash.length > 0 ? ` stroke-dasharray="${line.dash.join(' ')}"` : '';
  return [
    `<path d="M${short(x)} ${short(y)}h${short(width)}" stroke="${line.colour}" stroke-width="${short(lineWidth)}"${dash}/>`,
  ];
}

/** Fonts differ: some room to spare. */
function entryWidth({ words }: LegendEntry, em: number): number {
  return em * (3.5 + words.length * 0.58);
}
