// The colours and the font of the current VS Code theme as charts need them.
import { toDisposable, type Owned } from '../../src/base/lifecycle';
import type { PaletteTheme } from '../../src/shared/palette';

export interface ChartTheme {
  readonly palette: PaletteTheme;
  readonly background: string;
  readonly text: string;
  readonly dimText: string;
  readonly grid: string;
  readonly axis: string;
  readonly focus: string;
  readonly font: string;
  /** Strength of what stands behind: the raw values behind a smoothed line. */
  readonly paleAlpha: number;
}

/** Reads the theme that VS Code has set on the body. */
export function readChartTheme(): ChartTheme {
  const style = getComputedStyle(document.body);
  const variable = (name: string): string => style.getPropertyValue(name).trim();
  const palette = paletteThemeOf(document.body);
  return {
    palette,
    background: variable('--vscode-editor-background'),
    text: variable('--vscode-foreground'),
    dimText: variable('--vscode-descriptionForeground'),
    grid: variable('--trackside-grid'),
    axis: variable('--trackside-axis'),
    focus: variable('--vscode-focusBorder'),
    font: variable('--vscode-font-family'),
    paleAlpha: palette === 'light' || palette === 'highContrastLight' ? 0.3 : 0.26,
  };
}

/** Tells when VS Code sets another theme. */
export function watchTheme(changed: () => void): Owned {
  const themes = new MutationObserver(() => changed());
  themes.observe(document.body, {
    attributes: true,
    attributeFilter: ['class', 'data-vscode-theme-kind', 'data-vscode-theme-id'],
  });
  return toDisposable(() => themes.disconnect());
}

const kinds: Readonly<Record<string, PaletteTheme>> = {
  'vscode-light': 'light',
  'vscode-dark': 'dark',
  'vscode-high-contrast': 'highContrast',
  'vscode-high-contrast-light': 'highContrastLight',
};

/** Which of the four kinds of theme is on; VS Code tells by an attribute of the body. */
function paletteThemeOf(body: HTMLElement): PaletteTheme {
  return kinds[body.dataset['vscodeThemeKind'] ?? ''] ?? 'dark';
}
