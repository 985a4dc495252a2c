// Gives a saved page the theme that its reader's system asks for, where VS Code would set one.

const asks = {
  dark: matchMedia('(prefers-color-scheme: dark)'),
  contrast: matchMedia('(prefers-contrast: more), (forced-colors: active)'),
};

/** Sets the kind of theme on the body, now and when the system changes. */
export function followTheme(): void {
  const apply = (): void => {
    const kind = kindOf(asks.dark.matches, asks.contrast.matches);
    document.body.dataset['vscodeThemeKind'] = kind;
    document.body.className = kind;
  };
  for (const ask of Object.values(asks)) ask.addEventListener('change', apply);
  apply();
}

function kindOf(isDark: boolean, isContrast: boolean): string {
  if (isContrast) return isDark ? 'vscode-high-contrast' : 'vscode-high-contrast-light';
  return isDark ? 'vscode-dark' : 'vscode-light';
}
