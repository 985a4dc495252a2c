// A menu that a button opens: arrow keys move, a letter jumps, Escape closes and gives the focus back.
import { element } from './element';
import { icon } from './icon';

export type MenuEntry =
  | {
      readonly label: string;
      /** Keys that do the same, as they are said. */
      readonly keys?: string;
      readonly checked?: boolean;
      readonly disabled?: boolean;
      act(): void;
    }
  | { readonly label: string; readonly entries: () => readonly MenuEntry[] }
  | 'line';

let closeOpen: (() => void) | undefined;

/** Opens below the button, or above it where there is no room; only one menu is open at a time. */
export function openMenu(button: HTMLElement, label: string, entries: readonly MenuEntry[]): void {
  closeOpen?.();
  const menu = element('div', 'menu');
  menu.role = 'menu';
  menu.ariaLabel = label;
  const stop = new AbortController();
  const close = (focus: boolean): void => {
    stop.abort();
    menu.remove();
    button.setAttribute('aria-expanded', 'false');
    closeOpen = undefined;
    if (focus) button.focus();
  };
  closeOpen = () => close(false);
  fill(menu, entries, close);
  button.setAttribute('aria-expanded', 'true');
  document.body.append(menu);
  place(menu, button.getBoundingClientRect());
  listen(menu, button, close, stop.signal);
  focusItem(menu, 0);
}

type Close = (focus: boolean) => void;

function fill(menu: HTMLElement, entries: readonly MenuEntry[], close: Close): void {
  menu.replaceChildren(...entries.map((entry) => itemFor(menu, entry, close)));
}

function itemFor(menu: HTMLElement, entry: MenuEntry, close: Close): HTMLElement {
  if (entry === 'line') {
    const line = element('div', 'menu-line');
    line.role = 'separator';
    return line;
  }
  const item = element('button', 'menu-item');
  item.type = 'button';
  item.tabIndex = -1;
  if ('entries' in entry) {
    item.role = 'menuitem';
    item.ariaHasPopup = 'menu';
    item.append(element('span', 'menu-tick'), element('span', 'menu-label', entry.label));
    item.append(icon('chevron'));
    item.addEventListener('click', () => {
      fill(menu, entry.entries(), close);
      focusItem(menu, 0);
    });
    return item;
  }
  const { checked } = entry;
  item.role = checked === undefined ? 'menuitem' : 'menuitemcheckbox';
  if (checked !== undefined) item.ariaChecked = String(checked);
  item.disabled = entry.disabled === true;
  const tick = element('span', 'menu-tick', ...(checked === true ? [icon('finished')] : []));
  item.append(tick, element('span', 'menu-label', entry.label));
  if (entry.keys !== undefined) item.append(element('kbd', '', entry.keys));
  item.addEventListener('click', () => {
    close(true);
    entry.act();
  });
  return item;
}

function listen(menu: HTMLElement, button: HTMLElement, close: Close, signal: AbortSignal): void {
  menu.addEventListener('keydown', (event) => onKey(menu, event, close), { signal });
  const outside = (event: Event): void => {
    const { target } = event;
    if (target instanceof Node && !menu.contains(target) && !button.contains(target)) close(false);
  };
  document.addEventListener('pointerdown', outside, { signal, capture: true });
  window.addEventListener('blur', () => close(false), { signal });
  window.addEventListener('resize', () => close(false), { signal });
  document.addEventListener('scroll', outside, { signal, capture: true });
}

function onKey(menu: HTMLElement, event: KeyboardEvent, close: Close): void {
  const items = itemsOf(menu);
  const at = items.findIndex((item) => item === document.activeElement);
  event.stopPropagation();
  switch (event.key) {
    case 'ArrowDown':
      focusItem(menu, at + 1);
      break;
    case 'ArrowUp':
      focusItem(menu, at - 1);
      break;
    case 'Home':
      focusItem(menu, 0);
      break;
    case 'End':
      focusItem(menu, items.length - 1);
      break;
    case 'ArrowRight':
      if (items[at]?.ariaHasPopup === 'menu') items[at].click();
      break;
    case 'Escape':
    case 'Tab':
      close(true);
      break;
    default:
      if (event.key.length !== 1 || event.key === ' ') return;
      focusLetter(items, at, event.key);
  }
  event.preventDefault();
}

function focusLetter(items: readonly HTMLElement[], at: number, letter: string): void {
  const after = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  const starts = (item: HTMLElement): boolean =>
    item
      .querySelector('.menu-label')
      ?.textContent.toLowerCase()
      .startsWith(letter.toLowerCase()) === true;
  after.find(starts)?.focus();
}

function itemsOf(menu: HTMLElement): readonly HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('.menu-item:not(:disabled)')];
}

function focusItem(menu: HTMLElement, at: number): void {
  const items = itemsOf(menu);
  items[(at + items.length) % items.length]?.focus();
}

function place(menu: HTMLElement, anchor: DOMRect): void {
  const { width, height } = menu.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const left = Math.max(8, Math.min(anchor.right - width, clientWidth - width - 8));
  const below = anchor.bottom + 4;
  const top = below + height <= clientHeight - 8 ? below : Math.max(8, anchor.top - height - 4);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}
