// What is said beside the pointer about a row, and the key to the colours of rows.
import { element } from '../../components/element';
import { swatchOf } from '../../components/swatch';
import { wordsOf, type SpaceData } from './columnsData';

const gap = 14;

/** More columns than this do not fit beside a pointer. */
const mostColumns = 14;

export class RowTip {
  readonly element = element('div', 'space-tip');

  constructor() {
    this.element.hidden = true;
    this.element.ariaHidden = 'true';
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** @param event where the pointer is; the tip stays within the window */
  show({ columns, rows }: SpaceData, at: number, event: PointerEvent): void {
    const row = rows[at];
    if (!row) return;
    const list = element('dl', 'space-tip-list');
    for (const column of columns.slice(0, mostColumns)) {
      list.append(element('dt', '', column.name), element('dd', '', wordsOf(column, at)));
    }
    const title = element(
      'div',
      'space-tip-title',
      swatchOf({ colour: row.colour, dash: [] }),
      row.name,
    );
    this.element.replaceChildren(title, list);
    this.element.hidden = false;
    const { offsetWidth, offsetHeight } = this.element;
    const { clientWidth, clientHeight } = document.documentElement;
    const right = event.clientX + gap;
    const left = right + offsetWidth > clientWidth ? event.clientX - gap - offsetWidth : right;
    const top = Math.min(event.clientY + gap, clientHeight - offsetHeight - 4);
    this.element.style.left = `${Math.max(4, left)}px`;
    this.element.style.top = `${Math.max(4, top)}px`;
  }
}

export function showKey(
  place: HTMLElement,
  key: readonly { readonly label: string; readonly colour: string }[],
): void {
  place.replaceChildren(
    ...key.map(({ label, colour }) => {
      const mark = element('span', 'space-key-mark');
      mark.style.background = colour;
      return element('span', 'space-key-entry', mark, label);
    }),
  );
}
