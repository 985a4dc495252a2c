// One line of the grid: a run with its cells, or the head of a group. Lines are used again for other rows while scrolling.
import { l10n } from '../../../src/shared/language';
import type { RunState } from '../../../src/shared/vocabulary';
import { describeState } from '../../../src/shared/words';
import { element } from '../../components/element';
import { icon, stateIcon, type IconName } from '../../components/icon';
import { colourSwatch, swatchOf } from '../../components/swatch';
import type { LaidColumn } from './columnLayout';

export const rowHeight = 28;

/** What a cell shows. */
export interface CellContent {
  readonly text: string;
  /** Beside the text for whoever points at it; empty where it says no more. */
  readonly title: string;
  readonly isNumber: boolean;
  /** Whether it is the best of its column, and by which measure. */
  readonly best: 'min' | 'max' | null;
  /** A small line beside the value, as the path of an SVG of 44 × 16; null where there is none. */
  readonly sparkline: string | null;
  readonly colour: string;
}

/** What the first cell of a run shows. */
export interface NameContent {
  readonly name: string;
  readonly state: RunState;
  readonly plotted: boolean;
  readonly star: boolean;
  readonly archived: boolean;
  readonly colour: string;
  readonly dash: readonly number[];
}

export interface RowContent {
  readonly kind: 'run' | 'group';
  /** From 0, among the lines of the grid. */
  readonly index: number;
  readonly selected: boolean;
  /** Whether the pointer is on the run somewhere else. */
  readonly pointed: boolean;
  /** Key of the active cell, where it is in this line. */
  readonly active: string | null;
  readonly name: NameContent | null;
  readonly group: { readonly label: string; readonly folded: boolean } | null;
  cell(column: LaidColumn): CellContent;
}

export interface RowColumns {
  readonly pinned: readonly LaidColumn[];
  readonly free: readonly LaidColumn[];
  /** Number of the first of `free` among all free ones. */
  readonly firstFree: number;
  readonly pinnedWidth: number;
}

const space = 'http://www.w3.org/2000/svg';

export class RowView {
  readonly element = element('div', 'row');
  /** What was shown last; whoever shows lines compares it. */
  look = '';
  readonly #pinned = element('div', 'pinned');
  readonly #gap = element('div', 'gap');
  #cells: CellView[] = [];
  #pinnedCount = 0;

  constructor() {
    this.element.role = 'row';
    this.#pinned.role = 'presentation';
    this.#gap.role = 'presentation';
    this.element.append(this.#pinned, this.#gap);
  }

  show(content: RowContent, columns: RowColumns): void {
    const { style, dataset } = this.element;
    style.transform = `translateY(${content.index * rowHeight}px)`;
    this.element.ariaRowIndex = String(content.index + 2);
    this.element.ariaSelected = content.kind === 'run' ? String(content.selected) : null;
    this.element.className = classOf(content);
    dataset['index'] = String(content.index);
    this.#fit(columns);
    this.#gap.style.width = `${columns.free[0]?.left ?? 0}px`;
    this.#pinned.style.width = `${columns.pinnedWidth}px`;
    const all = [...columns.pinned, ...columns.free];
    all.forEach((column, at) => {
      const number = at < columns.pinned.length ? at : at + columns.firstFree;
      this.#cells[at]!.show(content, column, number);
    });
  }

  /** Has as many cells as there are columns. */
  #fit({ pinned, free }: RowColumns): void {
    const wanted = pinned.length + free.length;
    if (this.#pinnedCount !== pinned.length) {
      for (const cell of this.#cells) cell.element.remove();
      this.#cells = [];
      this.#pinnedCount = pinned.length;
    }
    while (this.#cells.length > wanted) this.#cells.pop()!.element.remove();
    while (this.#cells.length < wanted) {
      const cell = new CellView();
      if (this.#cells.length < pinned.length) this.#pinned.append(cell.element);
      else this.element.append(cell.element);
      this.#cells.push(cell);
    }
  }
}

function classOf({ kind, selected, pointed, name }: RowContent): string {
  const classes = ['row', kind === 'group' ? 'group-row' : ''];
  if (selected) classes.push('selected');
  if (pointed) classes.push('pointed');
  if (name?.archived) classes.push('archived');
  return classes.filter(Boolean).join(' ');
}

class CellView {
  readonly element = element('div', 'cell');
  readonly #text = element('span', 'cell-text');
  #name: NameView | null = null;
  #sparkline: SVGPathElement | null = null;

  constructor() {
    this.element.role = 'gridcell';
    this.element.append(this.#text);
  }

  show(content: RowContent, column: LaidColumn, number: number): void {
    const { element: cell } = this;
    const isName = column.key === 'run:name';
    cell.style.width = `${column.width}px`;
    cell.ariaColIndex = String(number + 1);
    cell.dataset['key'] = column.key;
    cell.id = `cell-${content.index}-${number}`;
    const isActive = content.active === column.key;
    if (isName && content.kind === 'run') this.#showName(content.name!);
    else if (isName) this.#showGroup(content.group!);
    else this.#showValue(content.cell(column));
    cell.classList.toggle('active', isActive);
  }

  #showName(content: NameContent): void {
    this.element.className = 'cell name-cell';
    this.element.title = `${content.name}\n${describeState(content.state)}`;
    this.#name ??= new NameView();
    this.#replace(this.#name.element);
    this.#name.show(content);
  }

  #showGroup({ label, folded }: NonNullable<RowContent['group']>): void {
    this.element.className = 'cell group-cell';
    this.element.title = label;
    const chevron = icon('chevron');
    chevron.classList.toggle('open', !folded);
    this.#text.textContent = label;
    this.element.replaceChildren(chevron, this.#text);
    this.element.ariaExpanded = String(!folded);
  }

  #showValue({ text, title, isNumber, best, sparkline, colour }: CellContent): void {
    const classes = ['cell'];
    if (isNumber) classes.push('number');
    if (best) classes.push('best');
    this.element.className = classes.join(' ');
    this.element.title = best ? titleOfBest(title, best) : title;
    this.element.ariaExpanded = null;
    if (this.#text.textContent !== text) this.#text.textContent = text;
    this.#replace(this.#text);
    if (best) this.#text.dataset['best'] = best === 'min' ? '▾' : '▴';
    else delete this.#text.dataset['best'];
    if (sparkline !== null) this.#showSparkline(sparkline, colour);
  }

  #showSparkline(path: string, colour: string): void {
    if (!this.#sparkline) {
      const picture = document.createElementNS(space, 'svg');
      picture.setAttribute('viewBox', '0 0 44 16');
      picture.setAttribute('aria-hidden', 'true');
      picture.classList.add('sparkline');
      this.#sparkline = document.createElementNS(space, 'path');
      picture.append(this.#sparkline);
    }
    this.#sparkline.setAttribute('d', path);
    this.#sparkline.setAttribute('stroke', colour);
    this.element.prepend(this.#sparkline.parentElement ?? this.#sparkline);
  }

  #replace(child: HTMLElement): void {
    if (this.element.firstChild === child && !child.nextSibling) return;
    this.element.replaceChildren(child);
  }
}

/** Checkbox, colour, state, name and star. */
class NameView {
  readonly element = element('span', 'name');
  readonly #box = element('span', 'plot-box');
  readonly #swatch = swatchOf({ colour: '', dash: [] });
  readonly #state = element('span', 'state');
  readonly #text = element('span', 'cell-text');
  readonly #star = element('span', 'star');
  #shownState = '';

  constructor() {
    this.#box.role = 'checkbox';
    this.#state.role = 'img';
    this.element.append(this.#box, this.#swatch, this.#state, this.#text, this.#star);
    this.#star.title = l10n.t('Starred');
  }

  show({ name, state, plotted, star, colour, dash }: NameContent): void {
    this.#box.ariaChecked = String(plotted);
    this.#box.ariaLabel = l10n.t('Plot {0}', name);
    colourSwatch(this.#swatch, { colour, dash });
    if (this.#shownState !== state) {
      this.#state.className = `state state-${state}`;
      this.#state.ariaLabel = describeState(state);
      this.#state.replaceChildren(stateIcon(state satisfies IconName));
      this.#shownState = state;
    }
    this.#text.textContent = name;
    this.#star.textContent = star ? '★' : '';
    this.#star.hidden = !star;
  }
}

function titleOfBest(title: string, best: NonNullable<CellContent['best']>): string {
  return best === 'min'
    ? l10n.t('{0} (best: lowest)', title)
    : l10n.t('{0} (best: highest)', title);
}
