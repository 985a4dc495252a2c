// The colours of runs: twelve per theme, the same in tree, chart, legend and tooltip.

export type PaletteTheme = 'light' | 'dark' | 'highContrast' | 'highContrastLight';

/**
 * Chosen so that any two stay apart (OKLab distance ≥ 0.06) for normal, deuteranopic and protanopic eyes,
 * with the earliest colours furthest apart, and every one has a contrast of at least 3:1 (4.5:1 in high
 * contrast) against the editor background of its theme.
 */
const dark = [
  '#4c9df3',
  '#f2994b',
  '#6fe3d4',
  '#d9517e',
  '#f3dc5e',
  '#8a7bb7',
  '#b7cf8e',
  '#c9690c',
  '#96b9f1',
  '#da93a8',
  '#6977f0',
  '#90faa8',
] as const;

const light = [
  '#0f6fd1',
  '#d9660a',
  '#12805c',
  '#8f1552',
  '#4c279f',
  '#4399b2',
  '#602d00',
  '#675891',
  '#699b6a',
  '#a63c0c',
  '#6381f8',
  '#5d146c',
] as const;

const highContrastLight = [
  '#0b5cb0',
  '#b85200',
  '#0a7f5c',
  '#58012b',
  '#280183',
  '#5c67df',
  '#733c1a',
  '#8b679c',
  '#5f3d6f',
  '#681500',
  '#1132a0',
  '#352053',
] as const;

const palettes = { light, dark, highContrast: dark, highContrastLight } as const;

export const paletteSize = dark.length;

/** Dash patterns in CSS pixels; one round of the palette each, so that the thirteenth run differs from the first. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

/** How many runs can be told apart by colour and dash pattern together. */
export const runLooks = paletteSize * dashes.length;

/** The colour of a run as `#rrggbb`. Indices beyond the palette start over. */
export function runColour(index: number, theme: PaletteTheme): string {
  return palettes[theme][place(index, paletteSize)] ?? dark[0];
}

/** The dash pattern of a run: solid for the first twelve, another pattern for every further twelve. */
export function runDash(index: number): readonly number[] {
  return dashes[place(Math.floor(index / paletteSize), dashes.length)] ?? [];
}

function place(index: number, size: number): number {
  return ((Math.trunc(index) % size) + size) % size;
}
