// The row of controls above the table: filter, how many runs are shown, columns, groups, what differs, export.
import type { PlotForm } from '../../../src/shared/columnPlots';
import type { FilterCompletion } from '../../../src/shared/filter';
import type { RunsView, TableExport } from '../../../src/shared/runsPageContract';
import { archivedChoices } from '../../../src/shared/tableContract';
import { titleOfColumn } from '../../../src/shared/tableWords';
import { l10n } from '../../../src/shared/language';
import { formatCount, formatCounted } from '../../../src/shared/text';
import { element, plainButton } from '../../components/element';
import { FilterBox } from '../../components/filterBox';
import { icon } from '../../components/icon';
import { showKeys } from '../../components/keyOverlay';
import { openMenu, type MenuEntry } from '../../components/menu';
import { createPopover } from '../../components/popover';
import { createSegmented } from '../../components/segmented';
import { ColumnPicker } from './columnPicker';
import type { TableData } from './tableData';
import { tableKeys } from './tableKeys';

export interface TableToolbarEvents {
  changed(change: Partial<RunsView>): void;
  complete(filter: string, caret: number): Promise<FilterCompletion>;
  toggleColumn(key: string, shown: boolean): void;
  exportAs(form: TableExport['form']): void;
}

const archivedWords = {
  hide: () => l10n.t('Hide Archived Runs'),
  show: () => l10n.t('Show Archived Runs Too'),
  only: () => l10n.t('Show Archived Runs Only'),
} as const;
/** More groups than a few dozen are no overview. */
const mostGroupChoices = 40;

export class TableToolbar {
  readonly element = element('div', 'toolbar table-toolbar');
  readonly #events: TableToolbarEvents;
  readonly #filter: FilterBox;
  readonly #count = element('span', 'row-count');
  readonly #picker: ColumnPicker;
  readonly #form = createSegmented<PlotForm>(
    l10n.t('Show the runs as'),
    [
      ['table', l10n.t('Table'), l10n.t('The table alone')],
      ['parallel', l10n.t('Parallel'), l10n.t('Parallel coordinates of the shown columns')],
      ['scatter', l10n.t('Scatter'), l10n.t('One column over another')],
      ['importance', l10n.t('Importance'), l10n.t('Which columns tell about another one')],
    ],
    (form) => {
      if (this.#view) this.#events.changed({ plots: { ...this.#view.plots, form } });
    },
  );
  readonly #differing: HTMLButtonElement;
  readonly #group: HTMLButtonElement;
  #view: RunsView | null = null;
  #data: TableData | null = null;

  /** @param grid where the focus goes from a menu's choice */
  constructor(grid: HTMLElement, events: TableToolbarEvents) {
    this.#events = events;
    this.#filter = new FilterBox(l10n.t('Filter, such as lr < 1e-3 and status = failed  ( / )'), {
      changed: (filter) => events.changed({ filter }),
      complete: (filter, caret) => events.complete(filter, caret),
    });
    this.#count.role = 'status';
    this.#picker = new ColumnPicker({
      toggle: (key, shown) => events.toggleColumn(key, shown),
      reset: () => events.changed({ columns: null }),
    });
    this.#differing = plainButton(
      'text-button toggle',
      l10n.t('Show only columns in which runs differ'),
      () => events.changed({ onlyDiffering: !this.#view?.onlyDiffering }),
      l10n.t('Only what differs'),
    );
    this.#group = plainButton('text-button', l10n.t('Put runs of equal values together'), () => {
      openMenu(this.#group, l10n.t('Group by'), this.#groupEntries());
    });
    const columns = plainButton(
      'text-button',
      l10n.t('Choose columns'),
      () => undefined,
      l10n.t('Columns'),
    );
    const more = plainButton(
      'icon-button',
      l10n.t('More'),
      () => openMenu(more, l10n.t('More'), this.#moreEntries()),
      icon('options'),
    );
    for (const button of [this.#differing, columns]) button.ariaLabel = null;
    this.element.role = 'group';
    this.element.ariaLabel = l10n.t('Table controls');
    this.element.append(
      this.#filter.element,
      this.#count,
      this.#form.element,
      element(
        'div',
        'toolbar-end',
        this.#differing,
        this.#group,
        createPopover(columns, this.#picker.element).element,
        more,
      ),
    );
    grid.ariaDescription = l10n.t(
      'Arrow keys move, Space plots, Enter opens, Shift+F10 shows a menu',
    );
  }

  set(view: RunsView, data: TableData, shown: ReadonlySet<string>): void {
    this.#view = view;
    this.#data = data;
    this.#filter.set(view.filter);
    this.#filter.setProblem(data.problem);
    const { length } = data.order;
    this.#count.textContent =
      length === data.total
        ? formatCounted(length, l10n.t('{0} run'), l10n.t('{0} runs'))
        : formatCounted(
            data.total,
            l10n.t('{1} of {0} run'),
            l10n.t('{1} of {0} runs'),
            formatCount(length),
          );
    this.#form.set(view.plots.form);
    this.#differing.ariaPressed = String(view.onlyDiffering);
    const grouped = view.group === null ? undefined : data.column(view.group);
    const words = grouped ? l10n.t('Group: {0}', titleOfColumn(grouped)) : l10n.t('Group');
    this.#group.replaceChildren(words);
    this.#group.ariaLabel = words;
    this.#group.classList.toggle('on', grouped !== undefined);
    this.#picker.set(data.directory, shown);
  }

  focusFilter(): void {
    this.#filter.focus();
  }

  #groupEntries(): readonly MenuEntry[] {
    const view = this.#view;
    if (!view) return [];
    const set = (group: string | null, label: string): MenuEntry => ({
      label,
      checked: view.group === group,
      act: () => this.#events.changed({ group, folded: [] }),
    });
    const useful = (this.#data?.directory ?? []).filter(
      ({ key, origin, varies, kind }) =>
        key === 'run:status' ||
        key === 'run:host' ||
        key === 'note:tags' ||
        (origin === 'config' && varies && kind !== 'time'),
    );
    return [
      set(null, l10n.t('No Groups')),
      'line',
      ...useful.slice(0, mostGroupChoices).map((column) => set(column.key, titleOfColumn(column))),
    ];
  }

  #moreEntries(): readonly MenuEntry[] {
    const view = this.#view;
    if (!view) return [];
    const archived = archivedChoices.map((choice) => ({
      label: archivedWords[choice](),
      checked: view.archived === choice,
      act: () => this.#events.changed({ archived: choice }),
    }));
    const sparklines = {
      label: l10n.t('Small Curves'),
      checked: view.sparklines,
      act: () => this.#events.changed({ sparklines: !view.sparklines }),
    };
    return [
      sparklines,
      'line',
      ...archived,
      'line',
      { label: l10n.t('Export as CSV…'), act: () => this.#events.exportAs('csv') },
      { label: l10n.t('Export as JSON…'), act: () => this.#events.exportAs('json') },
      'line',
      { label: l10n.t('Keyboard Shortcuts  ( ? )'), act: () => showKeys(tableKeys()) },
    ];
  }
}
