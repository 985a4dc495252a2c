// Where the user changes the layout: menus, keys and drags become new layouts, each of which can be taken back.
import { Disposable, toDisposable } from '../../../src/base/lifecycle';
import {
  emptyLayout,
  type ChartId,
  type DashboardLayout,
} from '../../../src/shared/dashboardLayout';
import { l10n } from '../../../src/shared/language';
import type { CardSize } from '../../components/chartCard';
import { plainButton } from '../../components/element';
import { icon } from '../../components/icon';
import { openMenu, type MenuEntry } from '../../components/menu';
import { ChartDrag } from './chartDrag';
import { withChange, withMove } from './layoutChanges';
import { LayoutHistory } from './layoutHistory';
import {
  askForNewChart,
  chartMenu,
  findChart,
  hiddenEntry,
  joined,
  sectionMenu,
  shifted,
  type LayoutOfPage,
} from './layoutMenus';

export interface LayoutEvents {
  /** The page as it is now; null before there is one. */
  page(): Omit<LayoutOfPage, 'change'> | null;
  /** The user chose this layout. */
  changed(layout: DashboardLayout): void;
  /** Puts the layout into a file that can be shared, or takes one from such a file; false where there are no files. */
  readonly files: false | { save(): void; open(): void };
}

export class LayoutEditor extends Disposable {
  /** Opens the menu of the page's layout. */
  readonly button: HTMLButtonElement;
  readonly #events: LayoutEvents;
  readonly #history = new LayoutHistory();

  /** @param charts holds the sections of charts */
  constructor(charts: HTMLElement, events: LayoutEvents) {
    super();
    this.#events = events;
    this.button = plainButton(
      'icon-button',
      l10n.t('Layout of the charts'),
      () => this.#withPage((page) => openMenu(this.button, l10n.t('Layout'), this.#pageMenu(page))),
      icon('layout'),
    );
    this.button.ariaHasPopup = 'menu';
    this.own(
      new ChartDrag(charts, {
        moved: (id, place) =>
          this.#withPage((page) =>
            page.change(withMove(page.layout, page.shown.sections, id, place)),
          ),
        joined: (id, onto) => this.#withPage((page) => page.change(joined(page, id, onto))),
        canJoin: (id, onto) => this.#canJoin(id, onto),
      }),
    );
    const stop = new AbortController();
    this.own(toDisposable(() => stop.abort()));
    document.addEventListener('keydown', (event) => this.#key(event), { signal: stop.signal });
  }

  openChartMenu(id: ChartId, button: HTMLElement): void {
    this.#withPage((page) => openMenu(button, l10n.t('Chart'), chartMenu(page, id)));
  }

  openSectionMenu(key: string, button: HTMLElement): void {
    this.#withPage((page) => openMenu(button, l10n.t('Section'), sectionMenu(page, key)));
  }

  resized(id: ChartId, { span, height }: Required<CardSize>): void {
    const change = { span: span === 1 ? undefined : span, height };
    this.#withPage((page) => page.change(withChange(page.layout, id, change)));
  }

  #withPage(act: (page: LayoutOfPage) => void): void {
    const page = this.#events.page();
    if (page) act({ ...page, change: (layout) => this.#change(page.layout, layout) });
  }

  #change(from: DashboardLayout, to: DashboardLayout): void {
    if (from === to) return;
    this.#history.note(from);
    this.#events.changed(to);
  }

  #pageMenu(page: LayoutOfPage): readonly MenuEntry[] {
    const { sections, hidden } = page.shown;
    return [
      {
        label: l10n.t('New chart…'),
        disabled: page.metricsFor('scalar').length === 0,
        act: () => askForNewChart(page, sections[0]?.key ?? ''),
      },
      ...(hidden.length > 0 ? [hiddenEntry(page)] : []),
      'line',
      {
        label: l10n.t('Undo'),
        keys: 'Ctrl+Z',
        disabled: !this.#history.canUndo,
        act: () => this.#undo(),
      },
      {
        label: l10n.t('Redo'),
        keys: 'Ctrl+Shift+Z',
        disabled: !this.#history.canRedo,
        act: () => this.#redo(),
      },
      'line',
      ...fileEntries(this.#events.files),
      {
        label: l10n.t('Reset layout'),
        disabled: JSON.stringify(page.layout) === JSON.stringify(emptyLayout),
        act: () => page.change(emptyLayout),
      },
    ];
  }

  #undo(): void {
    this.#travel((layout) => this.#history.undo(layout));
  }

  #redo(): void {
    this.#travel((layout) => this.#history.redo(layout));
  }

  #travel(go: (layout: DashboardLayout) => DashboardLayout | null): void {
    const page = this.#events.page();
    const layout = page && go(page.layout);
    if (layout) this.#events.changed(layout);
  }

  #canJoin(id: ChartId, onto: ChartId): boolean {
    const page = this.#events.page();
    const [from, to] = page ? [findChart(page, id), findChart(page, onto)] : [null, null];
    return from?.chart.kind === 'scalar' && to?.chart.kind === 'scalar';
  }

  #key(event: KeyboardEvent): void {
    const origin = event.composedPath()[0];
    if (origin instanceof HTMLInputElement || origin instanceof HTMLTextAreaElement) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      if (event.shiftKey) this.#redo();
      else this.#undo();
      return;
    }
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    const card = origin instanceof Element ? origin.closest<HTMLElement>('.card') : null;
    const id = card?.dataset['chart'];
    if (id === undefined) return;
    event.preventDefault();
    this.#withPage((page) => page.change(shifted(page, id, event.key === 'ArrowLeft' ? -1 : 1)));
  }
}

function fileEntries(files: LayoutEvents['files']): readonly MenuEntry[] {
  if (!files) return [];
  return [
    { label: l10n.t('Save layout…'), act: () => files.save() },
    { label: l10n.t('Open layout…'), act: () => files.open() },
  ];
}
