// The runs table page: asks the host for the table, shows it in a grid, and tells the host what the user does with runs.
import { Disposable, toDisposable, type Owned } from '../../../src/base/lifecycle';
import { Throttle } from '../../../src/base/throttle';
import { l10n } from '../../../src/shared/language';
import type { PaletteTheme } from '../../../src/shared/palette';
import type { RpcEndpoint } from '../../../src/shared/rpc';
import {
  defaultRunsView,
  runsMessages,
  type PlacedColumn,
  type RunAction,
  type RunsPageState,
  type RunsView,
} from '../../../src/shared/runsPageContract';
import { titleOfColumn } from '../../../src/shared/tableWords';
import type { RunId } from '../../../src/shared/vocabulary';
import { pageClock } from '../../bridge/pageClock';
import { readChartTheme } from '../../charts/chartTheme';
import { EmptyPlace } from '../../components/emptyState';
import { element } from '../../components/element';
import { LiveRegion } from '../../components/liveRegion';
import { openMenu } from '../../components/menu';
import { ProgressBar } from '../../components/progressBar';
import { CellContents } from './cellContents';
import {
  layOutColumns,
  moveColumn,
  resizeColumn,
  usualColumns,
  usualWidth,
  type ColumnLayout,
} from './columnLayout';
import { columnMenu } from './columnMenu';
import { copiedCells } from './copiedCells';
import { DifferencesView } from './differencesView';
import { foldKey, layOutRows, type DisplayRow } from './displayRows';
import { GridInput } from './gridInput';
import { GridView } from './gridView';
import { describeSort, nextSort } from './nextSort';
import { RunPlots } from './runPlots';
import { Selection } from './selection';
import { SelectionBar, type SelectionAction } from './selectionBar';
import { SparklineStore } from './sparklineStore';
import { TableData } from './tableData';
import { TableToolbar } from './tableToolbar';
import { TableFetcher } from './tableFetcher';
import { showEmpty } from './emptyTable';

const saveGapMs = 250;

export class RunsPage extends Disposable {
  readonly #host: RpcEndpoint;
  readonly #data = new TableData();
  readonly #selection = new Selection();
  readonly #fetcher: TableFetcher;
  readonly #sparklines: SparklineStore;
  readonly #contents: CellContents;
  readonly #grid: GridView;
  readonly #toolbar: TableToolbar;
  readonly #bar: SelectionBar;
  readonly #differences: DifferencesView;
  readonly #plots: RunPlots;
  readonly #progress = new ProgressBar();
  readonly #live = new LiveRegion();
  readonly #empty = new EmptyPlace();
  readonly #saving: Throttle;
  #view: RunsView = defaultRunsView;
  #state: RunsPageState | null = null;
  #layout: ColumnLayout = { pinned: [], free: [], pinnedWidth: 0, freeWidth: 0 };
  #rows: readonly DisplayRow[] = [];
  #theme: PaletteTheme = readChartTheme().palette;
  #asked: ReadonlySet<string> = new Set();
  /** The run that the pointer is on in a plot. */
  #pointed: RunId | null = null;
  #stateTimer: Owned | undefined;

  constructor(host: RpcEndpoint, onError: (error: unknown) => void) {
    super();
    this.#host = host;
    this.#sparklines = this.own(
      new SparklineStore(
        pageClock,
        (query) => host.call(runsMessages.getSparklines, query),
        () => this.#grid.redraw(),
      ),
    );
    this.#contents = new CellContents(this.#data, this.#sparklines, this.#view);
    this.#grid = new GridView(l10n.t('Runs'), this.#headerEvents(), (first, last) =>
      this.#noteInSight(first, last),
    );
    this.#toolbar = new TableToolbar(this.#grid.element, {
      changed: (change) => this.#change(change),
      complete: (filter, caret) => host.call(runsMessages.complete, { filter, caret }),
      toggleColumn: (key, shown) => this.#toggleColumn(key, shown),
      exportAs: (form) =>
        host.notify(runsMessages.exportTable, { form, query: this.#exportQuery() }),
    });
    this.#bar = new SelectionBar((action) => this.#act(action));
    this.#differences = new DifferencesView(() => {
      this.#show();
      this.#grid.element.focus();
    });
    this.#saving = this.own(
      new Throttle(pageClock, saveGapMs, () => host.notify(runsMessages.saveView, this.#view)),
    );
    this.#fetcher = this.own(
      new TableFetcher(host, this.#data, onError, () => {
        this.#selection.keep((run) => this.#data.rowOf(run) >= 0);
        this.#sparklines.forget();
        this.#show();
      }),
    );
    this.#plots = this.own(this.#newPlots(onError));
    this.own(this.#newInput());
  }

  /** Puts the page into the document and asks the host for its state. */
  start(root: HTMLElement): void {
    this.#grid.element.hidden = true;
    const page = element(
      'div',
      'trackside runs-page',
      this.#progress.element,
      this.#toolbar.element,
      this.#bar.element,
      this.#empty.element,
      this.#plots.element,
      this.#grid.element,
      this.#differences.element,
      this.#live.element,
    );
    root.append(page);
    this.#progress.begin();
    this.#listen();
    void this.#askState();
  }

  #newInput(): GridInput {
    return new GridInput(this.#grid, this.#selection, {
      rows: () => this.#rows,
      data: this.#data,
      layout: () => this.#layout,
      act: (action) => this.#act(action),
      toggleGroup: (at) => this.#toggleGroup(at),
      sort: (key, add) => this.#sort(key, add),
      menu: (key, cell) => this.#openColumnMenu(key, cell),
      move: (key, step) => this.#moveBy(key, step),
      resize: (key, by) => this.#resizeBy(key, by),
      setPlotted: (runs, plotted) => this.#setPlotted(runs, plotted),
      focusFilter: () => this.#toolbar.focusFilter(),
      changed: () => this.#show(),
      pointed: (run) => this.#plots.point(run),
    });
  }

  #newPlots(onError: (error: unknown) => void): RunPlots {
    const events = {
      changed: (plots: RunsView['plots']) => this.#change({ plots }),
      limited: (runs: readonly RunId[]) => this.#choose(runs),
      hovered: (run: RunId | null) => {
        this.#pointed = run;
        this.#grid.redraw();
      },
      clicked: (run: RunId) => {
        this.#choose([run]);
        const index = this.#rows.findIndex(
          (one) => one.kind === 'run' && this.#data.run(one.row) === run,
        );
        if (index >= 0) this.#grid.activate({ index, key: 'run:name' });
      },
    };
    return new RunPlots(events, onError);
  }

  #choose(runs: readonly RunId[]): void {
    this.#selection.clear();
    this.#selection.all(runs);
    this.#show();
  }

  #listen(): void {
    this.#host.on(runsMessages.changed, () => {
      if (!document.hidden) void this.#askState();
    });
    this.#host.on(runsMessages.setFilter, ({ filter }) => this.#change({ filter }));
    const stop = new AbortController();
    this.own(toDisposable(() => stop.abort()));
    const { signal } = stop;
    document.addEventListener(
      'visibilitychange',
      () => {
        if (!document.hidden) void this.#askState();
      },
      { signal },
    );
    const themes = new MutationObserver(() => {
      this.#theme = readChartTheme().palette;
      this.#show();
    });
    const attributeFilter = ['class', 'data-vscode-theme-kind', 'data-vscode-theme-id'];
    themes.observe(document.body, { attributes: true, attributeFilter });
    this.own(toDisposable(() => themes.disconnect()));
  }

  /** The state first, because the table is asked for with the view that is in it. */
  async #askState(): Promise<void> {
    try {
      const state = await this.#host.call(runsMessages.getState, null);
      if (!this.#state) this.#view = state.view;
      this.#state = state;
      this.#fetch();
    } catch {
      if (this.#stateTimer) this.disown(this.#stateTimer);
      this.#stateTimer = this.own(pageClock.after(2000, () => void this.#askState()));
    }
  }

  #fetch(): void {
    const keys = [...this.#layout.pinned, ...this.#layout.free].map(({ key }) => key);
    this.#asked = new Set(keys);
    this.#fetcher.want(this.#view, keys);
  }

  #show(): void {
    const state = this.#state;
    if (!state) return;
    const view = this.#view;
    this.#layout = layOutColumns(view, this.#data.directory);
    this.#rows = layOutRows(this.#data.order, this.#data.groups, new Set(view.folded));
    this.#contents.begin(view, this.#theme);
    const all = [...this.#layout.pinned, ...this.#layout.free];
    this.#toolbar.set(view, this.#data, new Set(all.map(({ key }) => key)));
    this.#bar.set(this.#selection.size, state.canAnnotate);
    const isBusy = state.searching || state.progress !== null || !this.#data.complete;
    this.#progress.set(state.progress, isBusy, l10n.t('Reading logs'));
    const isEmpty = showEmpty(this.#empty, state, this.#data, {
      addLogFolder: () => this.#host.notify(runsMessages.addLogFolder, null),
      openSample: () => this.#host.notify(runsMessages.openSample, null),
      clearFilter: () => this.#change({ filter: '', archived: 'show' }),
    });
    this.#grid.element.hidden = isEmpty || this.#differences.isOpen;
    const columns = all.map(({ column }) => column);
    const plots = { ...view.plots, ...(this.#grid.element.hidden && { form: 'table' as const }) };
    this.#plots.set(plots, {
      ...{ data: this.#data, columns, theme: this.#theme },
      selected: this.#selection.runs,
    });
    this.#grid.show({
      rows: this.#rows.length,
      layout: this.#layout,
      sort: view.sort,
      row: (index, active) => {
        const display = this.#rows[index]!;
        const run = display.kind === 'run' ? this.#data.run(display.row) : undefined;
        const marks = {
          selected: run !== undefined && this.#selection.has(run),
          pointed: run !== undefined && run === this.#pointed,
        };
        return this.#contents.rowContent(display, index, active, marks);
      },
    });
    // What no answer brought is not asked again and again.
    const isNew = ({ key }: PlacedColumn): boolean => !this.#data.has(key) && !this.#asked.has(key);
    if (all.some(isNew)) this.#fetch();
  }

  /** Small lines are asked for the rows that are in sight alone. */
  #noteInSight(first: number, last: number): void {
    if (!this.#view.sparklines) return;
    const runs = this.#rows
      .slice(first, last)
      .flatMap((display) => (display.kind === 'run' ? (this.#data.run(display.row) ?? []) : []));
    const tags = this.#layout.free.flatMap(({ column }) =>
      column.origin === 'metric' && column.aggregate === 'last' ? [column.name] : [],
    );
    this.#sparklines.want(runs, tags);
  }

  #change(change: Partial<RunsView>): void {
    this.#view = { ...this.#view, ...change };
    this.#saving.request();
    this.#show();
    const asks = ['filter', 'sort', 'group', 'archived', 'columns'] as const;
    if (asks.some((key) => key in change)) this.#fetch();
  }

  #headerEvents() {
    return {
      sort: (key: string, add: boolean) => this.#sort(key, add),
      move: (key: string, target: string, after: boolean) =>
        this.#change({ columns: moveColumn(this.#placed, key, target, after) }),
      resize: (key: string, width: number) =>
        this.#change({ columns: resizeColumn(this.#placed, key, width) }),
      fit: (key: string) => this.#fit(key),
      menu: (key: string, cell: HTMLElement) => this.#openColumnMenu(key, cell),
    };
  }

  get #placed(): readonly PlacedColumn[] {
    return this.#view.columns ?? usualColumns(this.#data.directory, this.#view.sparklines);
  }

  #sort(key: string, add: boolean): void {
    const column = this.#data.column(key);
    const isMore = column && (this.#contents.goalOf(column) === 'max' || column.kind === 'time');
    const sort = nextSort(this.#view.sort, key, add, isMore ?? false);
    this.#change({ sort });
    const now = sort.find((one) => one.column === key);
    this.#live.say(describeSort(column ? titleOfColumn(column) : key, now?.descending ?? null));
  }

  #fit(key: string): void {
    const column = this.#data.column(key);
    if (!column) return;
    const texts = [...this.#grid.element.querySelectorAll<HTMLElement>('.cell')]
      .filter((cell) => cell.dataset['key'] === key)
      .map((cell) => (cell.querySelector('.cell-text')?.scrollWidth ?? 0) + 28);
    const width = Math.max(usualWidth(column, false), ...texts);
    this.#change({ columns: resizeColumn(this.#placed, key, width) });
  }

  #moveBy(key: string, step: -1 | 1): void {
    const { pinned, free } = this.#layout;
    const own = pinned.some((one) => one.key === key) ? pinned : free;
    const target = own[own.findIndex((one) => one.key === key) + step];
    if (!target) return;
    this.#change({ columns: moveColumn(this.#placed, key, target.key, step > 0) });
  }

  #resizeBy(key: string, by: number): void {
    const width = this.#placed.find((one) => one.key === key)?.width ?? 0;
    this.#change({ columns: resizeColumn(this.#placed, key, width + by) });
  }

  #toggleColumn(key: string, shown: boolean): void {
    const others = this.#placed.filter((one) => one.key !== key);
    const column = this.#data.column(key);
    const width = column ? usualWidth(column, this.#view.sparklines) : 110;
    this.#change({ columns: shown ? [...others, { key, width, pinned: false }] : others });
  }

  #toggleGroup(index: number): void {
    const display = this.#rows[index];
    if (display?.kind !== 'group') return;
    const key = foldKey(display.group);
    const without = this.#view.folded.filter((one) => one !== key);
    this.#change({ folded: display.folded ? without : [...without, key] });
  }

  #openColumnMenu(key: string, cell: HTMLElement): void {
    const column = this.#data.column(key);
    if (!column) return;
    const entries = columnMenu(column, this.#view, this.#placed, this.#contents.goalOf(column), {
      change: (change) => this.#change(change),
      move: (step) => this.#moveBy(key, step),
      fit: () => this.#fit(key),
    });
    openMenu(cell, titleOfColumn(column), entries);
  }

  #setPlotted(runs: readonly RunId[], plotted: boolean): void {
    this.#data.setPlotted(
      runs.map((run) => this.#data.rowOf(run)),
      plotted,
    );
    this.#host.notify(runsMessages.act, { action: plotted ? 'plot' : 'unplot', runs });
    this.#show();
  }

  #act(action: SelectionAction): void {
    const { runs } = this.#selection;
    if (action === 'clear') {
      this.#selection.clear();
      this.#show();
    } else if (action === 'copy') {
      const active = this.#grid.active;
      const text = copiedCells(this.#data, this.#selection, this.#layout, this.#rows, active);
      this.#host.notify(runsMessages.copy, { text });
      this.#live.say(l10n.t('Copied'));
    } else if (action === 'compare') void this.#compare(runs);
    else if (action === 'plot') this.#setPlotted(runs, true);
    else if (runs.length > 0)
      this.#host.notify(runsMessages.act, { action: action satisfies RunAction, runs });
  }

  async #compare(runs: readonly RunId[]): Promise<void> {
    const differences = await this.#host.call(runsMessages.getDifferences, { runs });
    this.#grid.element.hidden = true;
    this.#differences.show(differences);
  }

  #exportQuery() {
    const keys = [...this.#layout.pinned, ...this.#layout.free].map(({ key }) => key);
    const columns = keys.map((key) => ({ key, since: 0 }));
    return { ...this.#data.query(this.#view, []), columns, known: null };
  }
}
