// What can be done with the chosen runs, above the table while some are chosen.
import { l10n } from '../../../src/shared/language';
import type { RunAction } from '../../../src/shared/runsPageContract';
import { formatCounted } from '../../../src/shared/text';
import { element, plainButton } from '../../components/element';
import { icon } from '../../components/icon';

export type SelectionAction = RunAction | 'compare' | 'copy' | 'clear';

interface ActionLine {
  readonly action: SelectionAction;
  readonly label: () => string;
  readonly title: () => string;
  /** How many runs it needs at least. */
  readonly least: number;
  readonly annotates?: true;
}

export const actionLines: readonly ActionLine[] = [
  {
    action: 'open',
    label: () => l10n.t('Open'),
    title: () => l10n.t('Plot them and show the dashboard (Enter)'),
    least: 1,
  },
  {
    action: 'plot',
    label: () => l10n.t('Plot'),
    title: () => l10n.t('Tick them (Space)'),
    least: 1,
  },
  {
    action: 'plotOnly',
    label: () => l10n.t('Plot Only'),
    title: () => l10n.t('Tick them and no others'),
    least: 1,
  },
  {
    action: 'compare',
    label: () => l10n.t('Compare'),
    title: () => l10n.t('Show what differs between them'),
    least: 2,
  },
  {
    action: 'diff',
    label: () => l10n.t('Diff'),
    title: () => l10n.t('Compare all they say as text'),
    least: 2,
  },
  {
    action: 'copy',
    label: () => l10n.t('Copy'),
    title: () => l10n.t('Copy their rows (Ctrl+C)'),
    least: 1,
  },
  {
    action: 'tag',
    label: () => l10n.t('Tag…'),
    title: () => l10n.t('Change their tags'),
    least: 1,
    annotates: true,
  },
  {
    action: 'archive',
    label: () => l10n.t('Archive'),
    title: () => l10n.t('Put them away; files stay'),
    least: 1,
    annotates: true,
  },
  {
    action: 'delete',
    label: () => l10n.t('Delete…'),
    title: () => l10n.t('Move their files to the trash'),
    least: 1,
  },
];

export class SelectionBar {
  readonly element = element('div', 'selection-bar');
  readonly #count = element('span', 'selection-count');
  readonly #buttons = new Map<SelectionAction, HTMLButtonElement>();

  constructor(act: (action: SelectionAction) => void) {
    this.element.role = 'toolbar';
    this.element.ariaLabel = l10n.t('Chosen runs');
    this.#count.role = 'status';
    this.element.append(this.#count);
    for (const { action, label, title } of actionLines) {
      const button = plainButton('text-button', title(), () => act(action), label());
      button.ariaLabel = null;
      this.#buttons.set(action, button);
      this.element.append(button);
    }
    const clear = plainButton(
      'icon-button',
      l10n.t('Choose none (Escape)'),
      () => act('clear'),
      icon('close'),
    );
    this.element.append(clear);
    this.set(0, false);
  }

  set(count: number, canAnnotate: boolean): void {
    this.element.hidden = count === 0;
    this.#count.textContent = formatCounted(
      count,
      l10n.t('{0} run chosen'),
      l10n.t('{0} runs chosen'),
    );
    for (const { action, least, annotates } of actionLines) {
      const button = this.#buttons.get(action)!;
      button.hidden = annotates === true && !canAnnotate;
      button.disabled = count < least || (action === 'diff' && count !== 2);
    }
  }
}
