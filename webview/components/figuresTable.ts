// The table under a chart: figures of every line at the chosen step or over the chosen stretch, sortable by each.
import { l10n } from '../../src/shared/language';
import { element, plainButton } from './element';
import { swatchOf, type Swatch } from './swatch';

export interface FiguresRow extends Swatch {
  readonly name: string;
  /** One for each column: in words, and what it is sorted by (null comes last). */
  readonly cells: readonly { readonly words: string; readonly rank: number | null }[];
}

export interface FiguresContent {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly FiguresRow[];
}

interface Sorting {
  /** −1 for the names. */
  readonly column: number;
  readonly descending: boolean;
}

export class FiguresTable {
  readonly element = element('div', 'figures');
  #content: FiguresContent | null = null;
  #sorting: Sorting | null = null;

  constructor() {
    this.element.hidden = true;
    this.element.tabIndex = 0;
    this.element.role = 'region';
    this.element.ariaLabel = l10n.t('Figures of the selection');
  }

  /** Null hides it. */
  show(content: FiguresContent | null): void {
    if (this.#content?.columns.join() !== content?.columns.join()) this.#sorting = null;
    this.#content = content;
    this.element.hidden = content === null;
    this.element.replaceChildren(...(content ? [this.#tableOf(content)] : []));
  }

  #tableOf({ caption, columns, rows }: FiguresContent): HTMLElement {
    const head = element('tr', '', this.#heading(l10n.t('Run'), -1));
    columns.forEach((name, at) => head.append(this.#heading(name, at)));
    const lines = this.#sorted(rows).map((row) => {
      const name = element('td', '', swatchOf(row), row.name);
      name.title = row.name;
      return element('tr', '', name, ...row.cells.map(({ words }) => element('td', '', words)));
    });
    return element(
      'table',
      '',
      element('caption', '', caption),
      element('thead', '', head),
      element('tbody', '', ...lines),
    );
  }

  #heading(name: string, column: number): HTMLElement {
    const button = plainButton(
      'figures-sort',
      l10n.t('Sort by {0}', name),
      () => this.#sortBy(column),
      name,
    );
    const cell = element('th', '', button);
    cell.scope = 'col';
    if (this.#sorting?.column === column) {
      cell.ariaSort = this.#sorting.descending ? 'descending' : 'ascending';
      button.append(this.#sorting.descending ? ' ↓' : ' ↑');
    }
    return cell;
  }

  #sortBy(column: number): void {
    const now = this.#sorting;
    this.#sorting = { column, descending: now?.column === column ? !now.descending : column >= 0 };
    this.show(this.#content);
  }

  #sorted(rows: readonly FiguresRow[]): readonly FiguresRow[] {
    if (!this.#sorting) return rows;
    const { column, descending } = this.#sorting;
    const sign = descending ? -1 : 1;
    if (column < 0) return [...rows].sort((a, b) => sign * a.name.localeCompare(b.name));
    const rank = (row: FiguresRow): number | null => row.cells[column]?.rank ?? null;
    return [...rows].sort((a, b) => {
      const [x, y] = [rank(a), rank(b)];
      if (x === null || y === null) return Number(x === null) - Number(y === null);
      return sign * (x - y);
    });
  }
}
