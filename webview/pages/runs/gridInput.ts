// Mouse and keys in the grid: choosing runs, ticking them, opening them, going from cell to cell.
import { Disposable, toDisposable } from '../../../src/base/lifecycle';
import { l10n } from '../../../src/shared/language';
import type { RunId } from '../../../src/shared/vocabulary';
import { showKeys } from '../../components/keyOverlay';
import { openMenu } from '../../components/menu';
import type { ColumnLayout } from './columnLayout';
import type { DisplayRow } from './displayRows';
import { moveActive } from './gridKeys';
import type { GridPlace, GridView } from './gridView';
import type { Selection } from './selection';
import { actionLines, type SelectionAction } from './selectionBar';
import type { TableData } from './tableData';
import { tableKeys } from './tableKeys';

export interface GridInputParts {
  readonly data: TableData;
  rows(): readonly DisplayRow[];
  layout(): ColumnLayout;
  act(action: SelectionAction): void;
  toggleGroup(index: number): void;
  sort(key: string, add: boolean): void;
  menu(key: string, cell: HTMLElement): void;
  move(key: string, step: -1 | 1): void;
  resize(key: string, by: number): void;
  setPlotted(runs: readonly RunId[], plotted: boolean): void;
  focusFilter(): void;
  /** The run under the pointer; null for none. */
  pointed(run: RunId | null): void;
  /** The selection is another one. */
  changed(): void;
}

const resizeStep = 16;

export class GridInput extends Disposable {
  readonly #grid: GridView;
  readonly #selection: Selection;
  readonly #parts: GridInputParts;

  constructor(grid: GridView, selection: Selection, parts: GridInputParts) {
    super();
    this.#grid = grid;
    this.#selection = selection;
    this.#parts = parts;
    const stop = new AbortController();
    this.own(toDisposable(() => stop.abort()));
    const { signal } = stop;
    const { element } = grid;
    element.addEventListener('click', (event) => this.#click(event), { signal });
    element.addEventListener('dblclick', (event) => this.#doubleClick(event), { signal });
    element.addEventListener('contextmenu', (event) => this.#contextMenu(event), { signal });
    element.addEventListener(
      'pointerover',
      ({ target }) => {
        const place = placeOf(target);
        parts.pointed((place && this.#runAt(place.index)) ?? null);
      },
      { signal },
    );
    element.addEventListener('pointerleave', () => parts.pointed(null), { signal });
    element.addEventListener('keydown', (event) => this.#key(event), { signal });
    document.addEventListener('keydown', (event) => this.#pageKey(event), { signal });
  }

  #click(event: MouseEvent): void {
    const place = placeOf(event.target);
    if (!place) return;
    const display = this.#parts.rows()[place.index];
    if (display?.kind === 'group') {
      this.#grid.activate(place);
      this.#parts.toggleGroup(place.index);
      return;
    }
    const run = this.#runAt(place.index);
    if (run === undefined || display === undefined) return;
    if (event.target instanceof Element && event.target.closest('.plot-box')) {
      this.#parts.setPlotted([run], !this.#parts.data.isPlotted(display.row));
      return;
    }
    if (event.shiftKey) this.#selection.extend(run, this.#shownRuns());
    else if (event.ctrlKey || event.metaKey) this.#selection.toggle(run);
    else this.#selection.only(run);
    this.#grid.activate(place);
    this.#parts.changed();
  }

  #doubleClick(event: MouseEvent): void {
    const place = placeOf(event.target);
    const onBox = event.target instanceof Element && event.target.closest('.plot-box');
    if (place && !onBox && this.#runAt(place.index) !== undefined) this.#parts.act('open');
  }

  #contextMenu(event: MouseEvent): void {
    const place = placeOf(event.target);
    const run = place ? this.#runAt(place.index) : undefined;
    if (!place || run === undefined) return;
    event.preventDefault();
    if (!this.#selection.has(run)) this.#selection.only(run);
    this.#grid.activate(place);
    this.#parts.changed();
    this.#openRunMenu(place);
  }

  #openRunMenu({ index }: GridPlace): void {
    const count = this.#selection.size;
    const anchor = this.#grid.element.querySelector<HTMLElement>(`[data-index="${index}"] .cell`);
    if (count === 0 || !anchor) return;
    const entries = actionLines.map(({ action, label, least }) => ({
      label: label(),
      disabled: count < least || (action === 'diff' && count !== 2),
      act: () => {
        this.#grid.element.focus();
        this.#parts.act(action);
      },
    }));
    const reveal = { label: l10n.t('Show Files'), act: () => this.#parts.act('reveal') };
    openMenu(anchor, l10n.t('Chosen runs'), [...entries, 'line', reveal]);
  }

  /** `/` leads to the filter from anywhere, `?` to the list of keys. */
  #pageKey(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    const isOver = target instanceof Element && target.closest('dialog') !== null;
    if (isTyping || isOver || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '?') showKeys(tableKeys());
    else if (event.key === '/') {
      event.preventDefault();
      this.#parts.focusFilter();
    }
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.#grid.element && placeOf(event.target) === null) {
      // A title or a menu has the focus.
      if (!(event.target instanceof Element) || !event.target.closest('.grid')) return;
    }
    const isHandled = event.altKey ? this.#altKey(event) : this.#plainKey(event);
    if (isHandled) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  #altKey({ key, shiftKey }: KeyboardEvent): boolean {
    const { active } = this.#grid;
    if (!active || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return false;
    const step = key === 'ArrowLeft' ? -1 : 1;
    if (shiftKey) this.#parts.resize(active.key, step * resizeStep);
    else this.#parts.move(active.key, step);
    return true;
  }

  #plainKey(event: KeyboardEvent): boolean {
    const { pinned, free } = this.#parts.layout();
    const keys = [...pinned, ...free].map(({ key }) => key);
    const size = { rows: this.#parts.rows().length, keys, pageRows: this.#grid.pageRows };
    const next = moveActive(this.#grid.active, event, size);
    if (next) {
      const from = this.#runAt(this.#grid.active?.index ?? -1);
      if (event.shiftKey && from !== undefined) this.#selection.begin(from);
      this.#grid.activate(next);
      const run = this.#runAt(next.index);
      if (event.shiftKey && run !== undefined) {
        this.#selection.extend(run, this.#shownRuns());
        this.#parts.changed();
      }
      return true;
    }
    return this.#actionKey(event);
  }

  #actionKey(event: KeyboardEvent): boolean {
    const { active } = this.#grid;
    const isFar = event.ctrlKey || event.metaKey;
    if (isFar && event.key === 'a') {
      this.#selection.all(this.#shownRuns());
      this.#parts.changed();
      return true;
    }
    if (isFar && event.key === 'c') {
      this.#parts.act('copy');
      return true;
    }
    if (event.key === 'Escape' && this.#selection.size > 0) {
      this.#parts.act('clear');
      return true;
    }
    if (event.key === 'Delete' && this.#selection.size > 0) {
      this.#parts.act('delete');
      return true;
    }
    return active !== null && this.#cellKey(event, active);
  }

  /** Enter, Space and the menu key on the active cell. */
  #cellKey({ key, shiftKey, ctrlKey }: KeyboardEvent, active: GridPlace): boolean {
    const isMenu = key === 'ContextMenu' || (key === 'F10' && shiftKey);
    if (active.index === -1) {
      const title = this.#grid.element.querySelector<HTMLElement>('.head-cell.active');
      if (isMenu && title) this.#parts.menu(active.key, title);
      else if (key === 'Enter' || key === ' ') this.#parts.sort(active.key, shiftKey);
      else return false;
      return true;
    }
    const display = this.#parts.rows()[active.index];
    if (display?.kind === 'group') {
      if (key === 'Enter' || key === ' ') this.#parts.toggleGroup(active.index);
      return key === 'Enter' || key === ' ';
    }
    const run = this.#runAt(active.index);
    if (run === undefined || !display) return false;
    if (isMenu || key === 'Enter') this.#chooseAtLeast(run);
    if (isMenu) this.#openRunMenu(active);
    else if (key === 'Enter') this.#parts.act('open');
    else if (key === ' ' && ctrlKey) {
      this.#selection.toggle(run);
      this.#parts.changed();
    } else if (key === ' ') this.#togglePlotted(run, display.row);
    else return false;
    return true;
  }

  /** Space ticks the chosen runs where the active one is among them, else it alone. */
  #togglePlotted(run: RunId, row: number): void {
    const runs = this.#selection.has(run) ? this.#selection.runs : [run];
    this.#parts.setPlotted(runs, !this.#parts.data.isPlotted(row));
  }

  #chooseAtLeast(run: RunId): void {
    if (this.#selection.has(run)) return;
    this.#selection.only(run);
    this.#parts.changed();
  }

  #runAt(index: number): RunId | undefined {
    const display = this.#parts.rows()[index];
    return display?.kind === 'run' ? this.#parts.data.run(display.row) : undefined;
  }

  #shownRuns(): readonly RunId[] {
    return this.#parts
      .rows()
      .flatMap((display) =>
        display.kind === 'run' ? (this.#parts.data.run(display.row) ?? []) : [],
      );
  }
}

function placeOf(target: EventTarget | null): GridPlace | null {
  if (!(target instanceof Element)) return null;
  const cell = target.closest<HTMLElement>('.cell');
  const row = target.closest<HTMLElement>('.row');
  const [key, index] = [cell?.dataset['key'], row?.dataset['index']];
  return key === undefined || index === undefined ? null : { index: Number(index), key };
}
