// A small window over the page that asks for something; Escape and Cancel leave everything as it was.
import { l10n } from '../../src/shared/language';
import { element } from './element';
import { createButton } from './toolkit';

export interface DialogParts {
  readonly title: string;
  readonly content: HTMLElement;
  /** What the button that accepts says. */
  readonly accept: string;
  /** False keeps the dialog open, for input that cannot be taken. */
  readonly accepted: () => boolean;
}

/** Puts the dialog over the page; it is gone, and the focus back where it was, when it closes. Its keys stay in it. */
export function showDialog(dialog: HTMLDialogElement): void {
  const before = document.activeElement;
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (before instanceof HTMLElement) before.focus();
  });
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
}

export function openDialog({ title, content, accept, accepted }: DialogParts): void {
  const dialog = element('dialog', 'dialog');
  const heading = element('h2', 'dialog-title', title);
  dialog.ariaLabel = title;
  const tryAccept = (): void => {
    if (accepted()) dialog.close();
  };
  const buttons = element(
    'div',
    'dialog-buttons',
    createButton(accept, 'primary', tryAccept),
    createButton(l10n.t('Cancel'), 'secondary', () => dialog.close()),
  );
  dialog.append(heading, content, buttons);
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    tryAccept();
  });
  showDialog(dialog);
}

/** Asks for a line of text, with what it is now. `taken` hears it trimmed, if it is not empty. */
export function askForText(
  title: string,
  label: string,
  value: string,
  taken: (text: string) => void,
): void {
  const field = element('input', 'text-field');
  field.type = 'text';
  field.value = value;
  field.ariaLabel = label;
  openDialog({
    title,
    content: field,
    accept: 'OK',
    accepted: () => {
      const text = field.value.trim();
      if (text !== '') taken(text);
      return text !== '';
    },
  });
  field.focus();
  field.select();
}
