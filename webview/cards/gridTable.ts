// A table of a log: only the rows in sight are nodes; sorted by a click on a column, copied as a whole or by cell.
import { Disposable } from '../../src/base/lifecycle';
import { l10n } from '../../src/shared/language';
import { formatCount, formatNumber } from '../../src/shared/text';
import { element, plainButton } from '../components/element';
import { icon } from '../components/icon';

export type Cell = string | number | boolean | null;

export interface Grid {
  readonly columns: readonly string[];
  readonly rowCount: number;
  cellAt(row: number, column: number): Cell;
}

const rowHeight = 24;
const characterWidth = 7.4;
const leastWidth = 56;
const mostWidth = 320;
/** Rows beyond the edges that are drawn already. */
const headroom = 8;

type Sort = { readonly column: number; readonly down: boolean } | null;

export class GridTable extends Disposable {
  readonly element = element('div', 'grid-table');
  readonly #scroller = element('div', 'grid-scroller');
  readonly #head = element('div', 'grid-head');
  readonly #rows = element('div', 'grid-rows');
  readonly #count = element('span', 'dim');
  readonly #say: (words: string) => void;
  #grid: Grid = { columns: [], rowCount: 0, cellAt: () => null };
  #order: readonly number[] = [];
  #sort: Sort = null;
  #cursor = { row: 0, column: 0 };

  constructor(say: (words: string) => void) {
    super();
    this.#say = say;
    this.#head.role = 'row';
    this.#rows.role = 'rowgroup';
    this.#scroller.role = 'grid';
    this.#scroller.tabIndex = 0;
    this.#scroller.append(element('div', 'grid-top', this.#head), this.#rows);
    (this.#scroller.firstElementChild as HTMLElement).role = 'rowgroup';
    const copy = plainButton(
      'icon-button',
      l10n.t('Copy the table'),
      () => this.#copyAll(),
      icon('copy'),
    );
    this.element.append(this.#scroller, element('div', 'grid-foot', this.#count, copy));
    this.#scroller.addEventListener('scroll', () => this.#drawRows());
    this.#scroller.addEventListener('keydown', (event) => this.#key(event));
    this.#rows.addEventListener('click', (event) => this.#clicked(event));
  }

  show(grid: Grid, words: string): void {
    const sameColumns = grid.columns.join('\n') === this.#grid.columns.join('\n');
    this.#grid = grid;
    if (!sameColumns) this.#sort = null;
    this.#scroller.ariaLabel = words;
    this.#scroller.ariaRowCount = String(grid.rowCount + 1);
    this.#scroller.ariaColCount = String(grid.columns.length);
    this.#count.textContent = `${formatCount(grid.rowCount)} × ${formatCount(grid.columns.length)}`;
    this.#arrange();
  }

  resize(): void {
    this.#drawRows();
  }

  #arrange(): void {
    const { columns } = this.#grid;
    this.#order = orderOf(this.#grid, this.#sort);
    const widths = columns.map((_, column) => `${widthOf(this.#grid, column)}px`);
    this.#scroller.style.setProperty('--columns', widths.join(' '));
    this.#head.replaceChildren(...columns.map((name, column) => this.#headCell(name, column)));
    this.#rows.style.height = `${this.#grid.rowCount * rowHeight}px`;
    this.#drawRows();
  }

  #headCell(name: string, column: number): HTMLElement {
    const sorted = this.#sort?.column === column ? this.#sort : null;
    const sign = sorted === null ? '' : sorted.down ? ' ↓' : ' ↑';
    const button = element('button', '', name, sign);
    button.type = 'button';
    button.tabIndex = -1;
    button.title = l10n.t('Sort by {0}', name);
    button.addEventListener('click', () => this.#sortBy(column));
    const cell = element('div', 'grid-cell', button);
    cell.classList.toggle('number', isOfNumbers(this.#grid, column));
    cell.role = 'columnheader';
    cell.ariaSort = sorted === null ? 'none' : sorted.down ? 'descending' : 'ascending';
    return cell;
  }

  /** Up, down, and back to the order of the log. */
  #sortBy(column: number): void {
    const { column: now, down } = this.#sort ?? { column: -1, down: false };
    this.#sort = now !== column ? { column, down: false } : down ? null : { column, down: true };
    this.#arrange();
    this.#say(describeSort(this.#grid.columns[column] ?? '', this.#sort?.down ?? null));
  }

  #drawRows(): void {
    const { clientHeight, scrollTop } = this.#scroller;
    const first = Math.max(0, Math.floor(scrollTop / rowHeight) - headroom);
    const last = Math.min(
      this.#grid.rowCount,
      Math.ceil((scrollTop + clientHeight) / rowHeight) + headroom,
    );
    const rows: HTMLElement[] = [];
    for (let at = first; at < last; at++) rows.push(this.#row(at));
    this.#rows.replaceChildren(...rows);
  }

  #row(at: number): HTMLElement {
    const row = element('div', 'grid-row');
    row.role = 'row';
    row.ariaRowIndex = String(at + 2);
    row.style.top = `${at * rowHeight}px`;
    const source = this.#order[at]!;
    row.append(
      ...this.#grid.columns.map((_, column) => {
        const value = this.#grid.cellAt(source, column);
        const cell = element('div', 'grid-cell', wordsOf(value));
        cell.role = 'gridcell';
        cell.dataset['row'] = String(at);
        cell.dataset['column'] = String(column);
        if (typeof value === 'number') cell.classList.add('number');
        if (at === this.#cursor.row && column === this.#cursor.column) {
          cell.id = `${this.#id}-cursor`;
          cell.classList.add('cursor');
        }
        return cell;
      }),
    );
    return row;
  }

  readonly #id = `grid-${nextId++}`;

  #clicked(event: Event): void {
    const cell = event.target instanceof HTMLElement ? event.target.dataset : {};
    if (cell['row'] === undefined) return;
    this.#moveTo(Number(cell['row']), Number(cell['column']));
  }

  #key(event: KeyboardEvent): void {
    const { row, column } = this.#cursor;
    const page = Math.max(1, Math.floor(this.#scroller.clientHeight / rowHeight) - 2);
    if (event.key === 'c' && (event.ctrlKey || event.metaKey)) this.#copyCell();
    else if (event.key === 'Enter') this.#sortBy(column);
    else if (event.key === 'ArrowDown') this.#moveTo(row + 1, column);
    else if (event.key === 'ArrowUp') this.#moveTo(row - 1, column);
    else if (event.key === 'ArrowRight') this.#moveTo(row, column + 1);
    else if (event.key === 'ArrowLeft') this.#moveTo(row, column - 1);
    else if (event.key === 'PageDown') this.#moveTo(row + page, column);
    else if (event.key === 'PageUp') this.#moveTo(row - page, column);
    else if (event.key === 'Home') this.#moveTo(0, column);
    else if (event.key === 'End') this.#moveTo(this.#grid.rowCount - 1, column);
    else return;
    event.preventDefault();
  }

  #moveTo(row: number, column: number): void {
    const { rowCount, columns } = this.#grid;
    this.#cursor = {
      row: Math.max(0, Math.min(rowCount - 1, row)),
      column: Math.max(0, Math.min(columns.length - 1, column)),
    };
    const top = this.#cursor.row * rowHeight;
    const { scrollTop, clientHeight } = this.#scroller;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (top + 2 * rowHeight > scrollTop + clientHeight)
      this.#scroller.scrollTop = top + 2 * rowHeight - clientHeight;
    this.#drawRows();
    this.#scroller.setAttribute('aria-activedescendant', `${this.#id}-cursor`);
  }

  #copyCell(): void {
    const { row, column } = this.#cursor;
    const source = this.#order[row];
    if (source === undefined) return;
    this.#copy(
      rawWords(this.#grid.cellAt(source, column)),
      l10n.t('The cell was copied'),
      l10n.t('The cell could not be copied'),
    );
  }

  /** As tab-separated lines, in the order shown. */
  #copyAll(): void {
    const { columns } = this.#grid;
    const lines = this.#order.map((row) =>
      columns.map((_, column) => lineWords(this.#grid.cellAt(row, column))).join('\t'),
    );
    this.#copy(
      [columns.map(lineWords).join('\t'), ...lines].join('\n'),
      l10n.t('The table was copied'),
      l10n.t('The table could not be copied'),
    );
  }

  #copy(text: string, done: string, failed: string): void {
    navigator.clipboard.writeText(text).then(
      () => this.#say(done),
      () => this.#say(failed),
    );
  }
}

let nextId = 1;

function wordsOf(value: Cell): string {
  if (typeof value === 'number')
    return Number.isInteger(value) ? formatCount(value) : formatNumber(value);
  return rawWords(value);
}

function rawWords(value: Cell): string {
  return value === null ? '' : String(value);
}

function lineWords(value: Cell): string {
  return rawWords(value).replaceAll(/[\t\r\n]+/g, ' ');
}

function isOfNumbers(grid: Grid, column: number): boolean {
  for (let row = 0; row < Math.min(50, grid.rowCount); row++) {
    const value = grid.cellAt(row, column);
    if (value !== null) return typeof value === 'number';
  }
  return false;
}

/** From the name and the first rows. */
function widthOf(grid: Grid, column: number): number {
  let longest = (grid.columns[column] ?? '').length + 3;
  for (let row = 0; row < Math.min(50, grid.rowCount); row++)
    longest = Math.max(longest, wordsOf(grid.cellAt(row, column)).length);
  return Math.min(mostWidth, Math.max(leastWidth, Math.round(longest * characterWidth + 17)));
}

/** @param isDown null in the order of the log */
function describeSort(name: string, isDown: boolean | null): string {
  if (isDown === null) return l10n.t('{0}: as logged', name);
  return isDown ? l10n.t('{0}: descending', name) : l10n.t('{0}: ascending', name);
}

/** Numbers before words, what is missing last; equal ones as logged. */
function orderOf(grid: Grid, sort: Sort): readonly number[] {
  const order = Array.from({ length: grid.rowCount }, (_, row) => row);
  if (!sort) return order;
  const keys = order.map((row) => grid.cellAt(row, sort.column));
  const sign = sort.down ? -1 : 1;
  return order.sort((a, b) => compareCells(keys[a]!, keys[b]!, sign) || a - b);
}

function compareCells(a: Cell, b: Cell, sign: number): number {
  const rank = (value: Cell): number =>
    value === null || Number.isNaN(value) ? 2 : typeof value === 'number' ? 0 : 1;
  if (rank(a) !== rank(b))
    return rank(a) === 2 || rank(b) === 2 ? rank(a) - rank(b) : sign * (rank(a) - rank(b));
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b) || 0;
  return sign * String(a).localeCompare(String(b), 'en', { numeric: true });
}
