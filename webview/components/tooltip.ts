// The table at the crosshair: one row per run, nearest to the pointer first. Rows are reused, never rebuilt.
import { l10n } from '../../src/shared/language';
import { element } from './element';
import { colourSwatch, swatchOf, type Swatch } from './swatch';

export interface TooltipRow extends Swatch {
  readonly name: string;
  /** What tells lines of one name apart, said smaller; empty as a rule. */
  readonly detail: string;
  /** One per column; null while it is not known. */
  readonly cells: readonly (string | null)[];
}

export interface TooltipContent {
  readonly title: string;
  /** What stands here, a line each; none as a rule. */
  readonly notes: readonly string[];
  /** Column headings after the run's name; empty for the small form of the other charts. */
  readonly columns: readonly string[];
  readonly rows: readonly TooltipRow[];
  /** Rows left out. */
  readonly more: number;
}

/** Where the tooltip points, in pixels of the window or of the element it is in. */
export interface TooltipPlace {
  readonly left: number;
  readonly top: number;
  readonly withinWidth: number;
  readonly withinHeight: number;
}

interface RowParts {
  readonly line: HTMLElement;
  readonly swatch: SVGSVGElement;
  readonly name: HTMLElement;
  readonly detail: HTMLElement;
  readonly cells: HTMLElement[];
}

const gap = 14;
const margin = 4;

export class Tooltip {
  readonly element: HTMLElement;
  readonly #title = element('div', 'tooltip-title');
  readonly #notes = element('div', 'tooltip-notes');
  readonly #head = element('div', 'tooltip-row tooltip-head');
  readonly #body = element('div', 'tooltip-body');
  readonly #more = element('div', 'tooltip-more dim');
  readonly #rows: RowParts[] = [];
  #columns = '';

  constructor(form: 'full' | 'compact') {
    this.element = element('div', `tooltip tooltip-${form}`);
    this.element.hidden = true;
    this.element.ariaHidden = 'true';
    this.#body.append(this.#head);
    this.element.append(this.#title, this.#notes, this.#body, this.#more);
  }

  hide(): void {
    this.element.hidden = true;
  }

  show(content: TooltipContent, place: TooltipPlace): void {
    this.element.hidden = false;
    setText(this.#title, content.title);
    this.#title.hidden = content.title === '';
    if (this.#notes.textContent !== content.notes.join('')) {
      const notes = content.notes.map((words) => element('div', 'tooltip-note', words));
      this.#notes.replaceChildren(...notes);
    }
    this.#showHead(content.columns);
    content.rows.forEach((row, at) => this.#showRow(at, row));
    this.#rows.forEach(({ line }, at) => {
      line.hidden = at >= content.rows.length;
    });
    setText(this.#more, content.more > 0 ? `+${content.more} more` : '');
    this.#more.hidden = content.more === 0;
    this.#moveTo(place);
  }

  #showHead(columns: readonly string[]): void {
    if (this.#columns === columns.join()) return;
    this.#columns = columns.join();
    this.#head.hidden = columns.length === 0;
    this.#head.replaceChildren(
      element('span'),
      element('span', '', l10n.t('Run')),
      ...columns.map((name) => element('span', `cell cell-${name.toLowerCase()}`, name)),
    );
    this.#body.style.setProperty('--columns', String(Math.max(1, columns.length)));
    this.#rows.length = 0;
    this.#body.replaceChildren(this.#head);
  }

  #showRow(at: number, row: TooltipRow): void {
    const parts = this.#rows[at] ?? this.#addRow(row);
    colourSwatch(parts.swatch, row);
    setText(parts.name, row.name);
    setText(parts.detail, row.detail);
    parts.cells.forEach((cell, column) => {
      const words = row.cells[column] ?? null;
      setText(cell, words ?? '…');
      cell.classList.toggle('pending', words === null);
    });
  }

  #addRow(row: TooltipRow): RowParts {
    const names = this.#columns.split(',');
    const name = element('span');
    const detail = element('span', 'tooltip-detail dim');
    const parts: RowParts = {
      line: element('div', 'tooltip-row'),
      swatch: swatchOf(row),
      name,
      detail,
      cells: row.cells.map((_, column) =>
        element('span', `cell cell-${(names[column] ?? '').toLowerCase()}`),
      ),
    };
    const title = element('span', 'tooltip-name', name, detail);
    parts.line.append(parts.swatch, title, ...parts.cells);
    this.#rows.push(parts);
    this.#body.append(parts.line);
    return parts;
  }

  /** To the right of the place if there is room, else to the left; never outside. */
  #moveTo(place: TooltipPlace): void {
    const { offsetWidth: width, offsetHeight: height } = this.element;
    let left = place.left + gap;
    if (left + width > place.withinWidth - margin) left = place.left - gap - width;
    left = Math.max(margin, Math.min(left, place.withinWidth - margin - width));
    const top = Math.max(margin, Math.min(place.top, place.withinHeight - margin - height));
    this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }
}

function setText(node: HTMLElement, words: string): void {
  if (node.textContent !== words) node.textContent = words;
}
