// The dashboard page: keeps the state the host gives and the view the user chooses, and shows both.
import { Disposable, toDisposable, type Owned } from '../../../src/base/lifecycle';
import { Throttle } from '../../../src/base/throttle';
import {
  dashboardMessages,
  defaultDashboardView,
  type DashboardState,
  type DashboardView,
} from '../../../src/shared/dashboardContract';
import type { ChartId } from '../../../src/shared/dashboardLayout';
import type { RpcEndpoint } from '../../../src/shared/rpc';
import type { RunId } from '../../../src/shared/vocabulary';
import { pageClock } from '../../bridge/pageClock';
import type { VsCodeApi } from '../../bridge/vscodeApi';
import type { CardOptions } from '../../cards/cardParts';
import { isSameAxis, type ChartContext, type ChartSettings } from '../../charts/chartSettings';
import { readChartTheme, watchTheme, type ChartTheme } from '../../charts/chartTheme';
import { LatestCall } from '../../charts/latestCall';
import { LinkedZoom } from '../../charts/linkedZoom';
import { DataAge } from '../../components/dataAge';
import { element } from '../../components/element';
import { EmptyPlace } from '../../components/emptyState';
import { showKeys } from '../../components/keyOverlay';
import { Legend } from '../../components/legend';
import { LiveRegion } from '../../components/liveRegion';
import { ProgressBar } from '../../components/progressBar';
import { ScopeLabel } from '../../components/scopeLabel';
import { Toolbar } from '../../components/toolbar';
import { Tooltip } from '../../components/tooltip';
import { ChartExport } from './chartExport';
import { ChartGrid } from './chartGrid';
import type { DashboardDoor } from './dashboardDoor';
import { dashboardKeys } from './dashboardKeys';
import { composedCharts } from './composedCharts';
import { ComposedLayouts } from './composedLayouts';
import { PageCards } from './pageCards';
import { layOutCharts, type Chart, type ChartLayout } from './chartLayout';
import { wordsForEmpty } from './emptyWords';
import { withChange } from './layoutChanges';
import { LayoutEditor } from './layoutEditor';
import { newChartContext } from './pageContext';
import { PageLines } from './pageLines';
import { readMemory, type PageMemory } from './pageMemory';
import { StepLink } from './stepLink';
import type { TileKinds } from './tile';
import {
  ageOf,
  isBeginningAgain,
  legendEntries,
  plottedLine,
  plottedTags,
  progressWords,
  withPlotted,
  withToggled,
} from './pageModel';

/** How long after a failure the state is asked for again. */
const retryMs = 2000;

/** Least time between two notices of a changed view: a slider changes it with every pixel. */
const saveGapMs = 250;

export class Dashboard extends Disposable {
  readonly #api: VsCodeApi;
  readonly #host: RpcEndpoint;
  readonly #zoom: LinkedZoom;
  readonly #grid: ChartGrid;
  readonly #layout: LayoutEditor;
  readonly #composed: ComposedLayouts;
  readonly #toolbar: Toolbar;
  readonly #lines: PageLines;
  readonly #legend: Legend;
  readonly #scope: ScopeLabel;
  readonly #age: DataAge;
  readonly #progress = new ProgressBar();
  readonly #live = new LiveRegion();
  readonly #tooltip = new Tooltip('full');
  readonly #head = element('header', 'page-head');
  readonly #empty = new EmptyPlace();
  readonly #saving: Throttle;
  readonly #stateCall: LatestCall<null, DashboardState>;
  #state: DashboardState | null = null;
  #shown: ChartLayout | null = null;
  #memory: PageMemory;
  /** Set once the user changed something here; until then the host's view counts. */
  #ownView: DashboardView | null = null;
  #retry: Owned | undefined;
  #theme = readChartTheme();
  #treeHighlight: ReadonlySet<RunId> = new Set();
  #pointedRun: RunId | null = null;
  #heardAtMs: number | null = null;

  constructor(door: DashboardDoor) {
    super();
    const { api, host } = door;
    const onError = (error: unknown): void => door.onError(error);
    this.#api = api;
    this.#host = host;
    this.#memory = readMemory(api);
    this.#zoom = this.own(new LinkedZoom(pageClock, this.#memory.zoom, onError));
    this.own(this.#zoom.onDidChange(() => this.#zoomChanged()));
    this.#age = this.own(new DataAge(pageClock));
    const context = newChartContext(host, this.#zoom, (thing) => this.own(thing), onError);
    this.#grid = this.own(this.#newGrid(door.kinds, context, onError));
    const exports = this.#newChartExport(context);
    exports.button.hidden = !door.inEditor;
    this.#layout = this.own(this.#newLayoutEditor(exports, door.inEditor));
    this.#composed = this.own(new ComposedLayouts(host, () => this.#showCharts(), onError));
    this.#lines = this.own(
      new PageLines({
        ...{ host, onError },
        page: () => {
          const [state, layout] = [this.#state, this.#shown];
          return state && layout && { state, view: this.#view, layout };
        },
        layoutChanged: (layout) => this.#changeView({ layout }),
        factsChanged: () => this.#showCharts(),
      }),
    );
    this.#toolbar = new Toolbar(
      {
        changed: (change) => this.#changeView(change),
        resetZoom: () => this.#zoom.jump(null),
        showKeys: () => showKeys(dashboardKeys()),
        completeFilter: door.inEditor
          ? (filter, caret) => host.call(dashboardMessages.completeFilter, { filter, caret })
          : null,
        readX: (value) => this.#lines.readX(value),
      },
      element('div', 'toolbar-group', exports.button, this.#layout.button, this.#age.element),
    );
    this.#legend = new Legend({
      toggled: (run, plotted) => this.#setPlotted([run], plotted),
      pointed: (run) => this.#point(run),
    });
    this.#scope = new ScopeLabel(() => this.#host.notify(dashboardMessages.openDashboard, null));
    this.#saving = this.own(
      new Throttle(pageClock, saveGapMs, () =>
        this.#host.notify(dashboardMessages.saveView, this.#view),
      ),
    );
    this.#stateCall = this.own(this.#newStateCall(onError));
  }

  /** Puts the page into the document and asks the host for its state. */
  start(root: HTMLElement): void {
    this.#head.append(this.#scope.element, this.#toolbar.element, this.#legend.element);
    const page = element(
      'div',
      'trackside',
      this.#progress.element,
      this.#head,
      this.#empty.element,
      this.#grid.element,
      this.#lines.element,
      this.#tooltip.element,
      this.#live.element,
    );
    root.append(page);
    this.#progress.begin();
    this.#listenToHost();
    this.#listenToWindow();
    this.#stateCall.want(null);
  }

  get #view(): DashboardView {
    return this.#ownView ?? this.#state?.view ?? defaultDashboardView;
  }

  get #highlight(): ReadonlySet<RunId> {
    const line = this.#state ? plottedLine(this.#state, this.#pointedRun) : new Set<RunId>();
    return line.size > 0 ? line : this.#treeHighlight;
  }

  #newGrid(kinds: TileKinds, context: ChartContext, onError: (error: unknown) => void): ChartGrid {
    const cards = this.own(new PageCards(this.#host, this.#live, onError));
    const isOn = (): boolean => this.#view.linkSteps && this.#view.axis === 'step';
    this.own(new StepLink(context.selection, cards.step, isOn));
    const parts = { kinds, context, cards, tooltip: this.#tooltip, liveRegion: this.#live };
    return new ChartGrid(parts, {
      expand: (id) => this.#expand(id),
      toggleLog: (id) => this.#lines.toggleLog(id),
      choose: (id, options) => this.#choose(id, options),
      openLineSettings: (id, button) => this.#lines.toggleSettings(id, button),
      openMark: (mark) => this.#host.notify(dashboardMessages.openMark, mark),
      openChartMenu: (id, button) => this.#layout.openChartMenu(id, button),
      resized: (id, size) => this.#layout.resized(id, size),
      toggleSection: (key) => this.#toggleSection(key),
      openSectionMenu: (key, button) => this.#layout.openSectionMenu(key, button),
    });
  }

  #newChartExport(context: ChartContext): ChartExport {
    return new ChartExport({
      ...{ host: this.#host, source: context.source },
      page: () => this.#shown && { view: this.#view, layout: this.#shown },
      onError: (error) => context.onError(error),
      viewOf: (chart) => this.#grid.viewOf(chart.id),
      settingsFor: (chart, palette = this.#theme.palette) =>
        this.#state && this.#settingsFor(this.#state, { ...this.#theme, palette })(chart),
      say: (words) => this.#live.say(words),
    });
  }

  #newLayoutEditor(exports: ChartExport, hasFiles: boolean): LayoutEditor {
    return new LayoutEditor(this.#grid.element, {
      page: () => {
        const [state, shown] = [this.#state, this.#shown];
        if (!state || !shown) return null;
        const tags = plottedTags(state);
        return {
          layout: this.#view.layout,
          shown,
          exportsOf: (chart) => exports.entriesFor(chart),
          metricsFor: (kind) => tags.filter((one) => one.kind === kind).map(({ tag }) => tag),
        };
      },
      changed: (layout) => this.#changeView({ layout }),
      files: hasFiles && {
        save: () => this.#host.notify(dashboardMessages.saveLayout, this.#view),
        open: () => this.#host.notify(dashboardMessages.openLayout, null),
      },
    });
  }

  #newStateCall(onError: (error: unknown) => void): LatestCall<null, DashboardState> {
    return new LatestCall<null, DashboardState>({
      clock: pageClock,
      gapMs: () => 100,
      call: () => this.#host.call(dashboardMessages.getState, null),
      answered: (_, state) => {
        if (!isBeginningAgain(this.#state, state)) this.#take(state);
      },
      failed: (_, error) => {
        onError(error);
        if (this.#retry) this.disown(this.#retry);
        this.#retry = this.own(pageClock.after(retryMs, () => this.#stateCall.want(null)));
      },
    });
  }

  #listenToHost(): void {
    this.#host.on(dashboardMessages.stateChanged, () => {
      if (!document.hidden) this.#stateCall.want(null);
    });
    this.#host.on(dashboardMessages.dataChanged, ({ runs }) => {
      if (!document.hidden) this.#noteData(new Set(runs));
    });
    this.#host.on(dashboardMessages.viewReset, (view) => {
      this.#ownView = view;
      this.#show();
    });
    this.#host.on(dashboardMessages.highlight, ({ runs }) => {
      this.#treeHighlight = new Set(runs);
      this.#showCharts();
    });
  }

  #listenToWindow(): void {
    const stop = new AbortController();
    this.own(toDisposable(() => stop.abort()));
    const { signal } = stop;
    // What was announced while the page was hidden was not acted upon; now it is caught up.
    document.addEventListener('visibilitychange', () => this.#shownAgain(), { signal });
    document.addEventListener('keydown', (event) => this.#key(event), { signal });
    const themeChanged = (): void => {
      this.#theme = readChartTheme();
      this.#show();
    };
    this.own(watchTheme(themeChanged));
  }

  #noteData(runs: ReadonlySet<RunId>): void {
    this.#grid.markStale(runs);
    this.#composed.markStale(runs);
    const state = this.#state;
    if (!state?.runs.some(({ id, plotted }) => plotted && runs.has(id))) return;
    this.#lines.noteData();
    this.#heardAtMs = pageClock.now();
    this.#age.set(ageOf(state, this.#heardAtMs));
  }

  #shownAgain(): void {
    if (document.hidden || !this.#state) return;
    this.#stateCall.want(null);
    this.#grid.markStale(new Set(this.#state.runs.map(({ id }) => id)));
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.composedPath()[0] instanceof HTMLInputElement) return;
    if (event.key === '/') this.#toolbar.focusFilter();
    else if (event.key === '?') showKeys(dashboardKeys());
    else return;
    event.preventDefault();
  }

  #take(state: DashboardState): void {
    this.#state = state;
    this.#show();
  }

  #show(): void {
    const state = this.#state;
    if (!state) return;
    this.#toolbar.set(this.#view, this.#lines.update(state, this.#view), state);
    this.#toolbar.setZoomed(this.#zoom.range !== null);
    this.#legend.set(legendEntries(state, this.#theme.palette));
    this.#head.hidden = state.totalRuns === 0;
    this.#scope.set(state.file);
    this.#age.set(ageOf(state, this.#heardAtMs));
    const { share, busy, label } = progressWords(state);
    this.#progress.set(share, busy, label);
    this.#showCharts();
  }

  #showCharts(): void {
    const state = this.#state;
    if (!state) return;
    const view = this.#view;
    const tags = plottedTags(state);
    const composed = composedCharts(this.#composed.of(state));
    const shown = layOutCharts(tags, view.layout, view.tagFilter, composed);
    this.#shown = shown;
    this.#toolbar.setFilterMessage(shown.filterError);
    this.#legend.highlight(this.#highlight);
    this.#grid.setColumnWidth(view.columnWidth);
    this.#grid.set(
      shown.sections,
      new Set(view.collapsedGroups),
      this.#settingsFor(state, this.#theme),
    );
    this.#showEmpty(state, shown.sections.length, tags.length);
    this.#lines.showSettings();
  }

  #settingsFor(state: DashboardState, theme: ChartTheme): (chart: Chart) => ChartSettings {
    const [view, highlight, { expanded }] = [this.#view, this.#highlight, this.#memory];
    return this.#lines.settingsFor({ state, view, theme, highlight, expanded });
  }

  #showEmpty(state: DashboardState, sections: number, tags: number): void {
    const every = state.runs.map(({ id }) => id);
    const words = wordsForEmpty(state, sections, tags, {
      addLogFolder: () => this.#host.notify(dashboardMessages.addLogFolder, null),
      openSample: () => this.#host.notify(dashboardMessages.openSample, null),
      clearFilter: () => this.#changeView({ tagFilter: '', runFilter: '' }),
      openAsText: () => this.#host.notify(dashboardMessages.openAsText, null),
      plotAll: () => this.#setPlotted(every, true),
    });
    this.#empty.show(words);
  }

  #changeView(change: Partial<DashboardView>): void {
    const view = { ...this.#view, ...change };
    if (!isSameAxis(view, this.#view)) this.#zoom.jump(null);
    this.#ownView = view;
    this.#saving.request();
    this.#show();
  }

  #remember(change: Partial<PageMemory>): void {
    this.#memory = { ...this.#memory, ...change };
    this.#api.setState(this.#memory);
  }

  #zoomChanged(): void {
    this.#toolbar.setZoomed(this.#zoom.range !== null);
    if (!this.#zoom.moving) this.#remember({ zoom: this.#zoom.range });
  }

  /** Shown at once; the host's answer confirms it. */
  #setPlotted(chosen: readonly RunId[], plotted: boolean): void {
    this.#host.notify(dashboardMessages.setPlotted, { runs: chosen, plotted });
    if (!this.#state) return;
    this.#take(withPlotted(this.#state, chosen, plotted));
  }

  #point(run: RunId | null): void {
    if (this.#pointedRun === run) return;
    this.#pointedRun = run;
    this.#showCharts();
  }

  #expand(id: ChartId): void {
    this.#remember({ expanded: this.#memory.expanded === id ? null : id });
    this.#showCharts();
    this.#grid.scrollTo(id);
  }

  #choose(id: ChartId, chosen: CardOptions): void {
    const { layout } = this.#view;
    const options = { ...layout.changes[id]?.options, ...chosen };
    this.#changeView({ layout: withChange(layout, id, { options }) });
  }

  #toggleSection(key: string): void {
    this.#changeView({ collapsedGroups: withToggled(this.#view.collapsedGroups, key) });
  }
}
