// The grid: as many lines and columns as are in sight, the titles on top, one cell active for the keyboard.
import type { SortKey } from '../../../src/shared/tableContract';
import { element } from '../../components/element';
import { columnsInSight, type ColumnLayout, type LaidColumn } from './columnLayout';
import { HeaderView, type HeaderEvents } from './headerView';
import { rowHeight, RowView, type RowContent } from './rowView';

/** Lines above and below those in sight that are drawn already. */
const spareRows = 4;
export const headHeight = 40;

/** What the grid shows. */
export interface GridContent {
  readonly rows: number;
  readonly layout: ColumnLayout;
  readonly sort: readonly SortKey[];
  row(index: number, active: string | null): RowContent;
}

/** −1 is the line of titles. */
export interface GridPlace {
  readonly index: number;
  readonly key: string;
}

export class GridView {
  readonly element = element('div', 'grid');
  readonly #body = element('div', 'grid-body');
  readonly #header: HeaderView;
  readonly #rows = new Map<number, RowView>();
  /** Increases when lines may look otherwise without having moved. */
  #version = 0;
  readonly #spare: RowView[] = [];
  readonly #shown: (first: number, last: number) => void;
  #content: GridContent | null = null;
  #active: GridPlace | null = null;
  #frame = 0;

  /** @param shown told after drawing: the lines in sight */
  constructor(label: string, events: HeaderEvents, shown: (first: number, last: number) => void) {
    this.#shown = shown;
    this.#header = new HeaderView(events);
    this.element.role = 'grid';
    this.element.tabIndex = 0;
    this.element.ariaLabel = label;
    this.element.ariaMultiSelectable = 'true';
    this.#body.role = 'rowgroup';
    this.element.append(this.#header.element, this.#body);
    this.element.addEventListener('scroll', () => this.#request(), { passive: true });
    new ResizeObserver(() => this.#request()).observe(this.element);
  }

  get active(): GridPlace | null {
    return this.#active;
  }

  /** How many lines are in sight. */
  get pageRows(): number {
    return Math.max(1, Math.floor((this.element.clientHeight - headHeight) / rowHeight) - 1);
  }

  show(content: GridContent): void {
    this.#version++;
    this.#content = content;
    const { rows, layout } = content;
    const width = layout.pinnedWidth + layout.freeWidth;
    this.#body.style.height = `${rows * rowHeight}px`;
    this.#body.style.width = `${width}px`;
    this.#header.element.style.width = `${width}px`;
    this.element.ariaRowCount = String(rows + 1);
    this.element.ariaColCount = String(layout.pinned.length + layout.free.length);
    if (this.#active && this.#active.index >= rows) this.#active = null;
    this.draw();
  }

  /** Moves the keyboard to a cell and brings it into sight. */
  activate(place: GridPlace | null): void {
    this.#active = place;
    if (place) this.#reveal(place);
    this.draw();
  }

  /** Draws the lines anew, because what they show has changed. */
  redraw(): void {
    this.#version++;
    this.draw();
  }

  draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const content = this.#content;
    if (!content) return;
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.element;
    const { layout } = content;
    const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spareRows);
    const height = Math.ceil((clientHeight - headHeight) / rowHeight);
    const last = Math.min(content.rows, first + height + 2 * spareRows + 1);
    const freeWidth = clientWidth - layout.pinnedWidth;
    const columns = columnsInSight(layout, scrollLeft, freeWidth);
    const active = this.#active;
    const activeHead = active?.index === -1 ? active.key : null;
    this.#header.show(layout, columns.first, columns.last, content.sort, activeHead);
    this.#drawRows(content, first, last, {
      pinned: layout.pinned,
      free: layout.free.slice(columns.first, columns.last),
      firstFree: columns.first,
      pinnedWidth: layout.pinnedWidth,
    });
    this.element.classList.toggle('scrolled', scrollLeft > 0);
    this.#tellActive(layout, first, last);
    this.#shown(first, last);
  }

  #drawRows(
    content: GridContent,
    first: number,
    last: number,
    columns: Parameters<RowView['show']>[1],
  ): void {
    for (const [index, row] of this.#rows) {
      if (index >= first && index < last) continue;
      this.#rows.delete(index);
      this.#spare.push(row);
    }
    for (let index = first; index < last; index++) {
      let row = this.#rows.get(index);
      if (!row) {
        row = this.#spare.pop() ?? new RowView();
        this.#rows.set(index, row);
        if (!row.element.isConnected) this.#body.append(row.element);
      }
      const active = this.#active?.index === index ? this.#active.key : null;
      const look = `${index} ${this.#version} ${columns.firstFree} ${columns.free.length} ${active}`;
      // While scrolling most lines stay as they are.
      if (row.look === look) continue;
      row.look = look;
      row.show(content.row(index, active), columns);
    }
    // What is not in sight must not be found by its ids either.
    for (const row of this.#spare) row.element.remove();
  }

  /** The cell that screen readers are told of; it must be there to be told. */
  #tellActive(layout: ColumnLayout, first: number, last: number): void {
    const active = this.#active;
    const all: readonly LaidColumn[] = [...layout.pinned, ...layout.free];
    const number = active ? all.findIndex(({ key }) => key === active.key) : -1;
    const id = active?.index === -1 ? `head-${number}` : `cell-${active?.index}-${number}`;
    const isThere =
      active &&
      number >= 0 &&
      active.index < last &&
      (active.index >= first || active.index === -1);
    if (isThere && document.getElementById(id)) {
      this.element.setAttribute('aria-activedescendant', id);
    } else this.element.removeAttribute('aria-activedescendant');
  }

  #reveal({ index, key }: GridPlace): void {
    const { scrollTop, clientHeight, clientWidth, scrollLeft } = this.element;
    if (index >= 0) {
      const top = index * rowHeight;
      const height = clientHeight - headHeight;
      if (top < scrollTop) this.element.scrollTop = top;
      else if (top + rowHeight > scrollTop + height) {
        this.element.scrollTop = top + rowHeight - height;
      }
    }
    const layout = this.#content?.layout;
    const column = layout?.free.find((one) => one.key === key);
    if (!layout || !column) return;
    const width = clientWidth - layout.pinnedWidth;
    if (column.left < scrollLeft) this.element.scrollLeft = column.left;
    else if (column.left + column.width > scrollLeft + width) {
      this.element.scrollLeft = column.left + column.width - width;
    }
  }

  #request(): void {
    this.#frame ||= requestAnimationFrame(() => this.draw());
  }
}
