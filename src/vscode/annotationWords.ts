// Words for annotations: what is wrong with their file, and what the looks of a run are called.
import * as vscode from 'vscode';
import { paletteSize } from '../shared/palette';
import type { UnusableAnnotations } from './annotations';

/** One sentence, with the place where there is one. */
export function describeUnusable({ fault }: UnusableAnnotations): string {
  const { kind, line, column } = fault;
  const sentence = describeFault(kind, fault.detail);
  if (line === null || column === null) return sentence;
  return vscode.l10n.t('{0} (line {1}, column {2})', sentence, line, column);
}

function describeFault(kind: UnusableAnnotations['fault']['kind'], detail: string | null): string {
  switch (kind) {
    case 'conflict':
      return vscode.l10n.t('The annotations hold a merge conflict that is not resolved yet');
    case 'syntax':
      return vscode.l10n.t('The annotations are no valid JSON');
    case 'shape':
      return vscode.l10n.t('The annotations are not as Trackside writes them');
    case 'newerVersion':
      return vscode.l10n.t('The annotations were written by a newer version of Trackside');
    case 'tooLarge':
      return vscode.l10n.t('The file of annotations is too large or no file');
    case 'encoding':
      return vscode.l10n.t('The annotations are no UTF-8 text');
    case 'unreadable':
      return vscode.l10n.t('The annotations cannot be read: {0}', detail ?? '');
  }
}

/** The name of a colour of the palette as it looks in light or dark themes. */
export function describeColour(index: number, isDark: boolean): string {
  const names = isDark ? darkNames() : lightNames();
  return names[index % paletteSize] ?? String(index);
}

/** The dash pattern behind a place beyond the palette. */
export function describeDash(index: number): string {
  const names = [
    vscode.l10n.t('solid'),
    vscode.l10n.t('dashed'),
    vscode.l10n.t('dotted'),
    vscode.l10n.t('dash-dotted'),
  ];
  return names[Math.floor(index / paletteSize)] ?? '';
}

/** In the order of the palette. */
function darkNames(): readonly string[] {
  return [
    vscode.l10n.t('Blue'),
    vscode.l10n.t('Orange'),
    vscode.l10n.t('Turquoise'),
    vscode.l10n.t('Raspberry'),
    vscode.l10n.t('Yellow'),
    vscode.l10n.t('Dusky violet'),
    vscode.l10n.t('Pale green'),
    vscode.l10n.t('Rust'),
    vscode.l10n.t('Sky blue'),
    vscode.l10n.t('Pink'),
    vscode.l10n.t('Indigo'),
    vscode.l10n.t('Mint'),
  ];
}

function lightNames(): readonly string[] {
  return [
    vscode.l10n.t('Blue'),
    vscode.l10n.t('Orange'),
    vscode.l10n.t('Green'),
    vscode.l10n.t('Burgundy'),
    vscode.l10n.t('Violet'),
    vscode.l10n.t('Teal'),
    vscode.l10n.t('Brown'),
    vscode.l10n.t('Dusky violet'),
    vscode.l10n.t('Sage'),
    vscode.l10n.t('Rust'),
    vscode.l10n.t('Periwinkle'),
    vscode.l10n.t('Plum'),
  ];
}
