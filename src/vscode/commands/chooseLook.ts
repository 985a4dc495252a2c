// A picker for how a run is drawn: the colours of the palette by name, solid and with each pattern of dashes.
import * as vscode from 'vscode';
import { paletteSize, runLooks } from '../../shared/palette';
import { describeColour, describeDash } from '../annotationWords';
import { drawLookIcon } from '../lookIcon';

/** Null colour: the one that the run is given by itself. */
interface ChosenLook {
  readonly colour: number | null;
}

type LookItem = vscode.QuickPickItem & ChosenLook;

/**
 * @param chosen what the user chose before
 * @param shown how the run is drawn now
 */
export async function chooseLook(
  chosen: number | null,
  shown: number,
): Promise<ChosenLook | undefined> {
  const looks = Array.from({ length: runLooks }, (_, look) => look);
  const automatic: LookItem = {
    label: vscode.l10n.t('Automatic'),
    description: chosen === null ? vscode.l10n.t('in use') : '',
    colour: null,
  };
  const items = looks.flatMap((look) => [
    ...(look % paletteSize === 0 ? [separator(describeDash(look))] : []),
    toItem(look, look === shown && chosen !== null),
  ]);
  return vscode.window.showQuickPick<LookItem>([automatic, ...items], {
    title: vscode.l10n.t('Colour'),
    placeHolder: vscode.l10n.t('The same in tree, charts and tables'),
    matchOnDescription: true,
  });
}

function separator(label: string): LookItem {
  return { label, kind: vscode.QuickPickItemKind.Separator, colour: null };
}

function toItem(look: number, inUse: boolean): LookItem {
  const { kind } = vscode.window.activeColorTheme;
  const isDark = kind === vscode.ColorThemeKind.Dark || kind === vscode.ColorThemeKind.HighContrast;
  const words = [describeDash(look), ...(inUse ? [vscode.l10n.t('in use')] : [])];
  return {
    label: describeColour(look, isDark),
    description: words.join(' · '),
    iconPath: {
      light: vscode.Uri.parse(drawLookIcon(look, 'light')),
      dark: vscode.Uri.parse(drawLookIcon(look, 'dark')),
    },
    colour: look,
  };
}
