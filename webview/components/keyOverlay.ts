// All keys of a page in one window, which `?` opens and any of Escape, `?` and Close closes.
import { l10n } from '../../src/shared/language';
import { showDialog } from './dialog';
import { element } from './element';
import { createButton } from './toolkit';

export interface KeyGroup {
  readonly title: string;
  readonly keys: readonly (readonly [keys: string, meaning: string])[];
}

export function showKeys(groups: readonly KeyGroup[]): void {
  const dialog = element('dialog', 'dialog key-overlay');
  dialog.ariaLabel = l10n.t('Keyboard shortcuts');
  const close = (): void => dialog.close();
  const list = element('div', 'key-groups', ...groups.map(groupOf));
  // Where it does not fit, arrow keys scroll it.
  list.tabIndex = 0;
  dialog.append(
    element('h2', 'dialog-title', l10n.t('Keyboard shortcuts')),
    list,
    element('div', 'dialog-buttons', createButton(l10n.t('Close'), 'secondary', close)),
  );
  dialog.addEventListener('keydown', (event) => {
    if (event.key === '?') close();
  });
  showDialog(dialog);
}

function groupOf({ title, keys }: KeyGroup): HTMLElement {
  const list = element('dl', 'key-help');
  for (const [name, meaning] of keys) {
    list.append(element('dt', '', name), element('dd', '', meaning));
  }
  return element('section', '', element('h3', 'key-title', title), list);
}
