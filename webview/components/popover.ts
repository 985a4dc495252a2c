// A small panel that a button opens below itself; closes on Escape, on a click elsewhere and on leaving by Tab.
import { element } from './element';

export interface Popover {
  readonly element: HTMLElement;
  close(): void;
}

let nextId = 1;

export function createPopover(button: HTMLButtonElement, content: HTMLElement): Popover {
  const panel = element('div', 'popover', content);
  panel.id = `popover-${nextId++}`;
  panel.hidden = true;
  const box = element('div', 'popover-anchor', button, panel);
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('aria-controls', panel.id);
  const outside = (event: Event): void => {
    if (!box.isConnected || !box.contains(event.target as Node)) close();
  };
  const close = (): void => {
    panel.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', outside);
  };
  const open = (): void => {
    panel.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    document.addEventListener('pointerdown', outside);
    keepInWindow(panel);
  };
  button.addEventListener('click', () => {
    if (panel.hidden) open();
    else close();
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || panel.hidden) return;
    event.stopPropagation();
    close();
    button.focus();
  });
  box.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && !box.contains(event.relatedTarget)) close();
  });
  return { element: box, close };
}

/** Moves a panel that would stick out of the window to the left or right. */
function keepInWindow(panel: HTMLElement): void {
  panel.style.translate = '';
  const { left, right } = panel.getBoundingClientRect();
  const margin = 8;
  const width = document.documentElement.clientWidth;
  if (right > width - margin) panel.style.translate = `${width - margin - right}px 0`;
  else if (left < margin) panel.style.translate = `${margin - left}px 0`;
}
