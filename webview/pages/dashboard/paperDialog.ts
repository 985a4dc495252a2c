// Asks how large a picture for a paper is and which font it has: the preset for LaTeX.
import { l10n } from '../../../src/shared/language';
import { latexStyle, type SvgStyle } from '../../charts/chartSvg';
import { openDialog } from '../../components/dialog';
import { element } from '../../components/element';
import { createNumberField, createSelect } from '../../components/selectField';

const units = ['cm', 'pt'] as const;
type Unit = (typeof units)[number];

const fonts = ['latex', 'serif', 'sans'] as const;
type Font = (typeof fonts)[number];

export interface Paper {
  /** Points of SVG: 72 to the inch. */
  readonly width: number;
  readonly height: number;
  readonly unit: Unit;
  readonly font: Font;
  readonly fontSize: number;
}

/** One column of two. */
export const usualPaper: Paper = {
  width: 241,
  height: 160,
  unit: 'cm',
  font: 'latex',
  fontSize: 8,
};

/** SVG's points in one of the unit: TeX's own points (`\the\columnwidth`) are 72.27 to the inch. */
const pointsIn: Readonly<Record<Unit, number>> = { cm: 72 / 2.54, pt: 72 / 72.27 };

const families: Readonly<Record<Font, string>> = {
  latex: latexStyle.font,
  serif: "'Times New Roman', Times, serif",
  sans: 'Helvetica, Arial, sans-serif',
};

const leastSize = 40;
const largestSize = 3000;

export function paperStyle({ font, fontSize }: Paper): SvgStyle {
  return { ...latexStyle, font: families[font], fontSize };
}

/** @param paper what was chosen last */
export function askForPaper(paper: Paper, taken: (paper: Paper) => void): void {
  let chosen = paper;
  const change = (part: Partial<Paper>): void => {
    chosen = { ...chosen, ...part };
    show();
  };
  const size = (key: 'width' | 'height', words: string) =>
    createNumberField(words, '', (value) => {
      change({ [key]: value === null ? NaN : value * pointsIn[chosen.unit] });
    });
  const width = size('width', l10n.t('Width'));
  const height = size('height', l10n.t('Height'));
  const unit = createSelect(l10n.t('Unit'), (value) => change({ unit: value as Unit }));
  const font = createSelect(l10n.t('Font'), (value) => change({ font: value as Font }));
  const fontSize = createNumberField(l10n.t('Font size in points'), '', (value) =>
    change({ fontSize: value ?? NaN }),
  );
  const note = element('div', 'dialog-note');
  note.ariaLive = 'polite';
  const show = (): void => {
    const { unit: in_, width: wide, height: high } = chosen;
    width.set(rounded(wide / pointsIn[in_]));
    height.set(rounded(high / pointsIn[in_]));
    unit.set(in_, unitChoices());
    font.set(chosen.font, fontChoices());
    fontSize.set(rounded(chosen.fontSize));
    note.textContent = isUsable(chosen)
      ? l10n.t('Light colours, thin lines, no background.')
      : l10n.t('Width and height are too small or too large.');
  };
  show();
  const content = element(
    'div',
    'paper-fields',
    field(l10n.t('Width'), width.element, unit.element),
    field(l10n.t('Height'), height.element),
    field(l10n.t('Font'), font.element),
    field(l10n.t('Font size'), fontSize.element, element('span', 'dim', 'pt')),
    note,
  );
  openDialog({
    title: l10n.t('Save as SVG for LaTeX'),
    content,
    accept: l10n.t('Save…'),
    accepted: () => {
      if (!isUsable(chosen)) return false;
      taken(chosen);
      return true;
    },
  });
  width.element.focus();
}

function isUsable({ width, height, fontSize }: Paper): boolean {
  const fits = [width, height].every((size) => size >= leastSize && size <= largestSize);
  return fits && fontSize >= 3 && fontSize <= 40;
}

function rounded(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
}

function field(words: string, ...inputs: readonly HTMLElement[]): HTMLElement {
  return element('div', 'paper-field', element('span', '', words), ...inputs);
}

function unitChoices() {
  const words: Readonly<Record<Unit, string>> = {
    cm: l10n.t('cm'),
    pt: l10n.t("pt (TeX's points)"),
  };
  return units.map((value) => ({ value, label: words[value], heading: '' }));
}

function fontChoices() {
  const words: Readonly<Record<Font, string>> = {
    latex: l10n.t("LaTeX's own (Latin Modern)"),
    serif: l10n.t('Serif (Times)'),
    sans: l10n.t('Sans serif (Helvetica)'),
  };
  return fonts.map((value) => ({ value, label: words[value], heading: '' }));
}
