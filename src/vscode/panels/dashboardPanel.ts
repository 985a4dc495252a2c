// One tab with the dashboard page, of all runs or of one file: answers the page while it is visible and keeps quiet while it is hidden.
import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { Disposable, toDisposable, type Owned } from '../../base/lifecycle';
import type { Log } from '../../base/log';
import { Throttle } from '../../base/throttle';
import { dashboardMessages, type DashboardState } from '../../shared/dashboardContract';
import type { FilterProblem } from '../../shared/filter';
import { engineMessages, type EngineChange } from '../../shared/engineContract';
import type { Frame } from '../../shared/frame';
import { RpcEndpoint, type Port } from '../../shared/rpc';
import type { RunMark } from '../../shared/runMarks';
import type { RunId } from '../../shared/vocabulary';
import { isClosed, type EngineClient } from '../engineClient';
import type { LogFolders } from '../logFolders';
import type { RunCache } from '../runCache';
import type { RunModel, RunModelChange } from '../runModel';
import type { RunNotes } from '../runNotes';
import type { DashboardScope } from './dashboardScope';
import { chooseListedRuns, collectDashboardState } from './dashboardState';
import type { DashboardViewStore } from './dashboardViewStore';
import { openLayoutFile, saveLayoutFile } from './layoutFiles';
import { exportPage } from './pageExport';
import { saveFile } from './savedFiles';
import { saveSnapshot } from './snapshotFile';
import {
  checkAddress,
  checkContentQuery,
  checkFrameQuery,
  checkItemsQuery,
  checkMark,
  checkNearestQuery,
  checkPageExport,
  checkPlotted,
  checkProjectorQuery,
  checkRunGroups,
  checkRunMarks,
  checkSavedFile,
  checkStatisticsQuery,
  readDashboardView,
  readFilterPlace,
  Refused,
} from './pageChecks';

/** Runs, states and tags change slowly for the eye; points have their own notice. */
const stateIntervalMs = 500;

/** What the dashboard works with. */
export interface DashboardParts {
  readonly engine: EngineClient;
  readonly cache: RunCache;
  readonly model: RunModel;
  readonly notes: RunNotes;
  readonly views: DashboardViewStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly folders: LogFolders;
  /** Where the bundles lie. */
  readonly dist: vscode.Uri;
  readonly addLogFolder: () => void;
  /** Opens an address in the user's browser. */
  readonly openLink: (address: string) => void;
  readonly openDashboard: () => void;
  readonly openSample: () => void;
  /** The user wants to see what a mark on a curve stands for. */
  readonly openMark: (mark: RunMark) => void;
}

interface MatchedRuns {
  readonly runs: ReadonlySet<RunId> | null;
  readonly problem: FilterProblem | null;
}

export class DashboardPanel extends Disposable {
  readonly #parts: DashboardParts;
  readonly #scope: DashboardScope;
  readonly #panel: vscode.WebviewPanel;
  readonly #rpc: RpcEndpoint;
  readonly #stateNotice: Throttle;
  #highlighted: readonly RunId[];
  #pageIsNew = true;
  #listed: ReadonlySet<RunId> = new Set();
  #held: Owned | undefined;

  /** @param highlighted runs that stand out from the start */
  constructor(
    panel: vscode.WebviewPanel,
    parts: DashboardParts,
    scope: DashboardScope,
    highlighted: readonly RunId[],
  ) {
    super();
    this.#highlighted = highlighted;
    this.#parts = parts;
    this.#scope = scope;
    this.#panel = panel;
    const { engine, model, clock, log } = parts;
    this.#rpc = this.own(
      new RpcEndpoint(portOf(panel.webview), (error) => logPageError(log, error)),
    );
    this.#stateNotice = this.own(
      new Throttle(clock, stateIntervalMs, () =>
        this.#rpc.notify(dashboardMessages.stateChanged, null),
      ),
    );
    this.#answerPage();
    this.own(engine.onDidChange((change) => this.#tellData(change)));
    this.own(engine.onDidRestart(() => this.refresh()));
    this.own(model.onDidChange((change) => this.#tellModel(change)));
    this.own(
      parts.views.onDidReset((view) =>
        this.#rpc.notify(dashboardMessages.viewReset, scope.viewFrom(view)),
      ),
    );
    this.own(panel.onDidChangeViewState(() => this.#setVisible(panel.visible)));
    this.own(toDisposable(() => this.#setVisible(false)));
    this.#setVisible(panel.visible);
  }

  show(): void {
    this.#panel.reveal();
  }

  /** Has the page ask for its state at once, because the user or a restart is the reason. */
  refresh(): void {
    if (this.#panel.visible) this.#rpc.notify(dashboardMessages.stateChanged, null);
  }

  /** Makes these runs stand out; none makes all equal. */
  highlight(runs: readonly RunId[]): void {
    this.#highlighted = runs;
    if (this.#panel.visible) this.#tellHighlight();
  }

  #answerPage(): void {
    const { engine } = this.#parts;
    const scope = this.#scope;
    const knows = (id: string): boolean => scope.has(id as RunId);
    this.#rpc.answer(dashboardMessages.getState, () => this.#collectState());
    this.#rpc.answer(dashboardMessages.completeFilter, (sent) =>
      engine.call(engineMessages.completeFilter, readFilterPlace(sent)),
    );
    this.#rpc.answer(dashboardMessages.getFrame, async (sent) => {
      const query = checkFrameQuery(sent, knows);
      return withOwnBuffer(await engine.call(engineMessages.getFrame, query));
    });
    this.#rpc.answer(dashboardMessages.getNearest, (sent) =>
      engine.call(engineMessages.getNearest, checkNearestQuery(sent, knows)),
    );
    this.#rpc.answer(dashboardMessages.getItems, (sent) =>
      engine.call(engineMessages.getItems, checkItemsQuery(sent, knows)),
    );
    this.#rpc.answer(dashboardMessages.getContent, (sent) =>
      engine.call(engineMessages.getContent, checkContentQuery(sent, knows)),
    );
    this.#rpc.answer(dashboardMessages.getProjector, (sent) =>
      engine.call(engineMessages.getProjector, checkProjectorQuery(sent, knows)),
    );
    this.#rpc.answer(dashboardMessages.getLineStatistics, (sent) =>
      engine.call(engineMessages.getLineStatistics, checkStatisticsQuery(sent, knows)),
    );
    this.#rpc.answer(dashboardMessages.getRunGroups, (sent) =>
      engine.call(engineMessages.getRunGroups, checkRunGroups(sent, knows)),
    );
    this.#rpc.answer(dashboardMessages.getRunMarks, (sent) =>
      engine.call(engineMessages.getRunMarks, checkRunMarks(sent, knows)),
    );
    this.#rpc.answer(dashboardMessages.saveFile, (sent) => saveFile(checkSavedFile(sent)));
    this.#listenToPage();
  }

  #listenToPage(): void {
    const { views } = this.#parts;
    const scope = this.#scope;
    const knows = (id: string): boolean => scope.has(id as RunId);
    this.#rpc.on(dashboardMessages.openLink, (sent) => this.#parts.openLink(checkAddress(sent)));
    this.#rpc.on(dashboardMessages.openMark, (sent) =>
      this.#parts.openMark(checkMark(sent, knows)),
    );
    this.#rpc.on(dashboardMessages.saveView, (sent) => {
      const { runFilter } = views.current;
      views.save(scope.viewToKeep(sent, views.current));
      if (views.current.runFilter !== runFilter) this.refresh();
    });
    this.#rpc.on(dashboardMessages.setPlotted, (sent) => {
      const choice = checkPlotted(sent, knows);
      scope.setPlotted(choice.runs, choice.plotted);
    });
    this.#rpc.on(dashboardMessages.saveLayout, (sent) => {
      void saveLayoutFile(readDashboardView(sent, views.current));
    });
    this.#rpc.on(dashboardMessages.exportPage, (sent) => {
      const query = checkPageExport(sent, views.current);
      const { engine, log, dist } = this.#parts;
      const saveHtml = async (): Promise<void> =>
        saveSnapshot({ ...(await this.#collectState()), view: query.view }, engine, dist);
      exportPage(query, scope, engine, saveHtml).catch((error: unknown) => {
        logPageError(log, error);
        void vscode.window.showErrorMessage(vscode.l10n.t('The dashboard could not be exported.'));
      });
    });
    this.#rpc.on(dashboardMessages.openLayout, () => void this.#openLayout());
    this.#rpc.on(dashboardMessages.addLogFolder, () => this.#parts.addLogFolder());
    this.#rpc.on(dashboardMessages.openSample, () => this.#parts.openSample());
    this.#rpc.on(dashboardMessages.openDashboard, () => this.#parts.openDashboard());
    this.#rpc.on(dashboardMessages.openAsText, () => scope.openAsText?.());
  }

  async #openLayout(): Promise<void> {
    const { views } = this.#parts;
    const view = await openLayoutFile(views.current);
    if (!view) return;
    views.save(this.#scope.viewToKeep(view, views.current));
    this.#rpc.notify(dashboardMessages.viewReset, view);
  }

  async #collectState(): Promise<DashboardState> {
    const { engine, cache, views, folders } = this.#parts;
    const scope = this.#scope;
    await cache.refresh();
    const view = scope.viewFrom(views.current);
    const { runs: matched, problem } = await this.#match(view.runFilter);
    const listed = chooseListedRuns(scope, matched);
    const runs = listed.map(({ id }) => id).filter((id) => scope.isPlotted(id));
    this.#listed = new Set(runs);
    const catalog = await engine.call(engineMessages.getCatalog, { runs });
    const file = await scope.describeFile();
    // A page that is shown again starts anew, without a highlight, and this is the first it asks. A page that was
    // hidden before its answer came has asked in vain.
    if (this.#pageIsNew && this.#panel.visible) {
      if (this.#highlighted.length > 0) this.#tellHighlight();
      this.#pageIsNew = false;
    }
    const labelOf = (root: string): string => folders.labelOf(root);
    const hasFolder = folders.list.length > 0;
    return collectDashboardState(scope, listed, catalog, view, labelOf, hasFolder, file, problem);
  }

  /** Which runs pass the filter; null where all do, as with a filter that makes no sense. */
  async #match(filter: string): Promise<MatchedRuns> {
    if (filter.trim() === '') return { runs: null, problem: null };
    const { engine, notes } = this.#parts;
    await notes.tell();
    const { runs, problem } = await engine.call(engineMessages.matchRuns, { filter });
    return { runs: problem ? null : new Set(runs), problem };
  }

  #tellData(change: EngineChange): void {
    if (!this.#panel.visible) return;
    const runs = change.runs.filter((run) => this.#listed.has(run));
    if (runs.length > 0) {
      this.#rpc.notify(dashboardMessages.dataChanged, { revision: change.revision, runs });
    }
  }

  #tellModel(change: RunModelChange): void {
    const { changed, structure, chosen } = change;
    // A change without runs is one of the search.
    if (!structure && changed.length > 0 && !changed.some((id) => this.#scope.has(id))) return;
    if (chosen) this.refresh();
    else if (this.#panel.visible) this.#stateNotice.request();
  }

  #tellHighlight(): void {
    this.#rpc.notify(dashboardMessages.highlight, { runs: this.#highlighted });
  }

  #setVisible(visible: boolean): void {
    if (visible) {
      if (this.#held) return;
      this.#held = this.#parts.cache.hold();
      this.refresh();
    } else {
      this.#pageIsNew = true;
      this.#held?.dispose();
      this.#held = undefined;
    }
  }
}

export function portOf(webview: vscode.Webview): Port {
  return {
    // Array buffers inside messages are carried over as such; there is nothing to transfer across processes.
    post: (message) => {
      webview.postMessage(message).then(undefined, () => undefined);
    },
    listen: (receive) => webview.onDidReceiveMessage(receive),
  };
}

/** VS Code carries a view of a buffer over with the whole buffer behind it, so only buffers may pass. */
function withOwnBuffer(frame: Frame): Frame {
  if (!(frame.buffer instanceof ArrayBuffer)) throw new Error('a frame carries no array buffer');
  return frame;
}

export function logPageError(log: Log, error: unknown): void {
  if (isClosed(error)) return;
  if (error instanceof Refused) log.warn(error.message);
  else log.error('the dashboard asked for something that failed', error);
}
