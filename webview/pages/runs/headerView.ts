// The titles above the columns: sort by click, more keys with Shift, drag to move, drag the edge to resize, menu on the right.
import { describeOrigin, titleOfColumn } from '../../../src/shared/tableWords';
import type { SortKey } from '../../../src/shared/tableContract';
import { element } from '../../components/element';
import type { ColumnLayout, LaidColumn } from './columnLayout';

export interface HeaderEvents {
  /** @param add whether the column is sorted by beside those that are */
  sort(key: string, add: boolean): void;
  move(key: string, target: string, after: boolean): void;
  resize(key: string, width: number): void;
  fit(key: string): void;
  menu(key: string, cell: HTMLElement): void;
}

export class HeaderView {
  readonly element = element('div', 'head-row');
  readonly #events: HeaderEvents;
  readonly #pinned = element('div', 'pinned');
  readonly #gap = element('div', 'gap');
  #shown = '';
  #dragged: string | null = null;

  constructor(events: HeaderEvents) {
    this.#events = events;
    this.element.role = 'row';
    this.element.ariaRowIndex = '1';
    this.#pinned.role = 'presentation';
    this.#gap.role = 'presentation';
    this.element.append(this.#pinned, this.#gap);
  }

  /** @param active key of the title that the keyboard is on */
  show(
    layout: ColumnLayout,
    first: number,
    last: number,
    sort: readonly SortKey[],
    active: string | null,
  ): void {
    const free = layout.free.slice(first, last);
    const told = JSON.stringify([
      ...[...layout.pinned, ...free].map(({ key, width, column }) => [key, width, column.goal]),
      [layout.pinnedWidth, first, sort, active],
    ]);
    if (told === this.#shown) return;
    this.#shown = told;
    const cellOf = (column: LaidColumn, number: number, before: LaidColumn | undefined) =>
      this.#createCell(column, number, before, sort, active);
    this.#pinned.style.width = `${layout.pinnedWidth}px`;
    this.#pinned.replaceChildren(
      ...layout.pinned.map((column, at) => cellOf(column, at, layout.pinned[at - 1])),
    );
    this.#gap.style.width = `${free[0]?.left ?? 0}px`;
    const cells = free.map((column, at) =>
      cellOf(column, layout.pinned.length + first + at, free[at - 1]),
    );
    this.element.replaceChildren(this.#pinned, this.#gap, ...cells);
  }

  #createCell(
    laid: LaidColumn,
    number: number,
    before: LaidColumn | undefined,
    sort: readonly SortKey[],
    active: string | null,
  ): HTMLElement {
    const { key, width, column } = laid;
    const title = titleOfColumn(column);
    const at = sort.findIndex((one) => one.column === key);
    const cell = element('div', 'head-cell');
    cell.role = 'columnheader';
    cell.ariaColIndex = String(number + 1);
    cell.id = `head-${number}`;
    cell.style.width = `${width}px`;
    cell.dataset['key'] = key;
    const isNumber =
      column.kind !== 'text' &&
      column.kind !== 'tags' &&
      column.kind !== 'time' &&
      column.kind !== 'mixed';
    if (isNumber) cell.classList.add('number');
    if (active === key) cell.classList.add('active');
    cell.ariaSort = at < 0 ? 'none' : sort[at]!.descending ? 'descending' : 'ascending';
    // The origin is told where it begins to be another one.
    const isNew = before?.column.origin !== column.origin && column.origin !== 'run';
    const origin = element('span', 'head-origin', isNew ? describeOrigin(column.origin) : '');
    const words = element('span', 'head-title', title);
    cell.title = `${title} – ${describeOrigin(column.origin)}`;
    cell.append(origin, words, ...this.#sortMark(sort, at), this.#createEdge(key, width));
    this.#listen(cell, key);
    return cell;
  }

  #sortMark(sort: readonly SortKey[], at: number): readonly HTMLElement[] {
    if (at < 0) return [];
    const arrow = sort[at]!.descending ? '↓' : '↑';
    const mark = element('span', 'sort-mark', sort.length > 1 ? `${arrow}${at + 1}` : arrow);
    mark.ariaHidden = 'true';
    return [mark];
  }

  #listen(cell: HTMLElement, key: string): void {
    cell.draggable = true;
    cell.addEventListener('click', (event) => {
      if (event.target instanceof HTMLElement && event.target.classList.contains('edge')) return;
      this.#events.sort(key, event.shiftKey);
    });
    cell.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      this.#events.menu(key, cell);
    });
    cell.addEventListener('dragstart', (event) => {
      this.#dragged = key;
      event.dataTransfer?.setData('text/plain', key);
    });
    cell.addEventListener('dragend', () => {
      this.#dragged = null;
      markDrop(cell, null);
    });
    cell.addEventListener('dragover', (event) => {
      if (this.#dragged === null || this.#dragged === key) return;
      event.preventDefault();
      markDrop(cell, isBehind(cell, event) ? 'after' : 'before');
    });
    cell.addEventListener('dragleave', () => markDrop(cell, null));
    cell.addEventListener('drop', (event) => {
      event.preventDefault();
      markDrop(cell, null);
      if (this.#dragged !== null) this.#events.move(this.#dragged, key, isBehind(cell, event));
    });
  }

  /** The right edge, which is dragged; a double click fits the column to what it shows. */
  #createEdge(key: string, width: number): HTMLElement {
    const edge = element('span', 'edge');
    edge.addEventListener('pointerdown', (down) => {
      down.preventDefault();
      down.stopPropagation();
      const { clientX } = down;
      edge.setPointerCapture(down.pointerId);
      const move = (event: PointerEvent): void =>
        this.#events.resize(key, width + event.clientX - clientX);
      // The edge is made anew while it is dragged, so that the window is listened to.
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', () => window.removeEventListener('pointermove', move), {
        once: true,
      });
    });
    edge.addEventListener('dblclick', (event) => {
      event.stopPropagation();
      this.#events.fit(key);
    });
    return edge;
  }
}

function isBehind(cell: HTMLElement, event: DragEvent): boolean {
  const { left, width } = cell.getBoundingClientRect();
  return event.clientX > left + width / 2;
}

function markDrop(cell: HTMLElement, side: 'before' | 'after' | null): void {
  cell.classList.toggle('drop-before', side === 'before');
  cell.classList.toggle('drop-after', side === 'after');
}
