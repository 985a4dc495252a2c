// Draws a run's icon: the shape tells the state, the colour is the run's own.
import { runColour, type PaletteTheme } from '../../shared/palette';
import type { RunState } from '../../shared/vocabulary';

const disc = 'M8 2a6 6 0 1 1 0 12A6 6 0 1 1 8 2z';

/** Outlines on a 16 × 16 grid. Where two overlap, the inner one is cut out. */
const shapes: Readonly<Record<RunState, string>> = {
  // A ring of four arcs: not yet closed.
  starting:
    'M9 2.1A6 6 0 0 1 13.9 7h-2A4 4 0 0 0 9 4.1zM13.9 9A6 6 0 0 1 9 13.9v-2A4 4 0 0 0 11.9 9z' +
    'M7 13.9A6 6 0 0 1 2.1 9h2A4 4 0 0 0 7 11.9zM2.1 7A6 6 0 0 1 7 2.1v2A4 4 0 0 0 4.1 7z',
  running: 'M4 2l10 6-10 6z',
  stalled: 'M3.5 2.5h3.2v11H3.5zM9.3 2.5h3.2v11H9.3z',
  finished: `${disc}M7 11.3l4.9-5-1.2-1.2L7 8.9 5.3 7.2 4.1 8.4z`,
  failed:
    'M3.6 2.2L8 6.6l4.4-4.4 1.4 1.4L9.4 8l4.4 4.4-1.4 1.4L8 9.4l-4.4 4.4-1.4-1.4L6.6 8 2.2 3.6z',
  stopped: 'M3 3h10v10H3z',
  unknown: disc,
};

/** The icon as a data URI, small because a tree may hold thousands. */
export function drawRunIcon(state: RunState, colour: number, theme: PaletteTheme): string {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">' +
    `<path fill="${runColour(colour, theme)}" fill-rule="evenodd" d="${shapes[state]}"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
