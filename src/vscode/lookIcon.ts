// Draws how a run looks in a chart: a piece of its line, in its colour and with its dashes.
import { runColour, runDash, type PaletteTheme } from '../shared/palette';

/** A data URI; dashes as wide as the icon shows at least two of them. */
export function drawLookIcon(look: number, theme: PaletteTheme): string {
  const dash = runDash(look).join(' ');
  const pattern = dash === '' ? '' : ` stroke-dasharray="${dash}"`;
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">' +
    `<path stroke="${runColour(look, theme)}" stroke-width="4"${pattern} d="M0 8h16"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
