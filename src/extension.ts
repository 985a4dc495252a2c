// The extension's front door: builds the rooms, joins them and owns them. Builds little: the engine starts when needed.
import * as vscode from 'vscode';
import { Disposable } from './base/lifecycle';
import { nodeClock } from './core/ingest/nodeClock';
import { speak } from './shared/language';
import type { RunMark } from './shared/runMarks';
import type { RunId } from './shared/vocabulary';
import { allCommands } from './vscode/commands/allCommands';
import { pageActions } from './vscode/commands/pageActions';
import { RegisteredCommands } from './vscode/commands/register';
import { commands } from './vscode/commands/table';
import { runOn, tableActions } from './vscode/commands/tableActions';
import { ConfiguredEngine } from './vscode/configuredEngine';
import { EngineClient } from './vscode/engineClient';
import { startEngine } from './vscode/engineThread';
import type { ExtensionApi } from './vscode/extensionApi';
import { ChannelLog } from './vscode/log';
import { LaunchRoom } from './vscode/launch/launchRoom';
import { LogFolders } from './vscode/logFolders';
import { openMark } from './vscode/markOpener';
import { Notifications } from './vscode/notifications';
import { Dashboard } from './vscode/panels/dashboard';
import { AllRuns } from './vscode/panels/dashboardScope';
import { DashboardViewStore } from './vscode/panels/dashboardViewStore';
import { EventFileEditor } from './vscode/panels/eventFileEditor';
import { RunsTable } from './vscode/panels/runsTable';
import { rescan } from './vscode/rescan';
import { RunCache } from './vscode/runCache';
import { RunModel } from './vscode/runModel';
import { RunQueries } from './vscode/runQueries';
import { watchRunsState } from './vscode/runsState';
import { showFiltered } from './vscode/trees/filteredRuns';
import { RunsTree } from './vscode/trees/runsTree';
import { RunsView } from './vscode/trees/runsView';
import { UserChoices } from './vscode/userChoices';

export function activate(context: vscode.ExtensionContext): ExtensionApi {
  speak(vscode.l10n.bundle, vscode.env.language);
  const trackside = new Trackside(context);
  context.subscriptions.push(trackside);
  return { whenReady: () => trackside.whenReady(), runs: () => trackside.model.runs };
}

class Trackside extends Disposable {
  readonly model: RunModel;
  readonly #log = this.own(new ChannelLog());
  readonly #notifications: Notifications;
  readonly #folders: LogFolders;
  readonly #engine: EngineClient;
  readonly #cache: RunCache;
  readonly #choices: UserChoices;
  readonly #tree: RunsTree;
  readonly #view: RunsView;
  readonly #dashboard: Dashboard;
  readonly #table: RunsTable;
  readonly #queries: RunQueries;

  constructor({ extensionUri, workspaceState, globalState }: vscode.ExtensionContext) {
    super();
    const log = this.#log;
    const onError = (error: unknown): void => log.error('an event could not be handled', error);
    this.#notifications = new Notifications(globalState, log);
    this.#folders = this.own(new LogFolders(extensionUri, workspaceState, onError));
    this.#engine = this.own(new EngineClient(() => startEngine(extensionUri), nodeClock, log));
    this.#cache = this.own(new RunCache(this.#engine, nodeClock, log));
    const launch = this.own(new LaunchRoom(extensionUri, this.#cache, nodeClock, onError));
    this.#choices = this.own(new UserChoices(workspaceState, globalState, onError));
    const { plotted, list } = this.#choices;
    this.model = this.own(new RunModel(this.#cache, this.#choices, this.#folders, onError));
    this.#tree = this.own(
      new RunsTree(this.model, nodeClock, () => this.#folders.list, list, commands.clickRun.id),
    );
    const parts = {
      engine: this.#engine,
      cache: this.#cache,
      model: this.model,
      views: this.own(new DashboardViewStore(workspaceState, onError)),
      clock: nodeClock,
      log,
      folders: this.#folders,
      dist: vscode.Uri.joinPath(extensionUri, 'dist'),
      ...pageActions,
      openDashboard: () => this.#dashboard.open(),
      openMark: (mark: RunMark) => {
        this.#dashboard.highlight([mark.run]);
        void openMark({ ...parts, texts: this.#queries.texts }, mark).catch(onError);
      },
    };
    const scope = new AllRuns(this.model, plotted);
    this.#queries = this.own(new RunQueries(parts, workspaceState));
    const pageParts = { ...parts, notes: this.#queries.notes };
    this.#dashboard = this.own(new Dashboard(extensionUri, pageParts, scope));
    this.own(new EventFileEditor(extensionUri, pageParts));
    this.#table = this.own(
      new RunsTable(extensionUri, {
        ...pageParts,
        plotted,
        memory: workspaceState,
        act: (action, runIds) => runOn(tableActions[action], { runIds }),
      }),
    );
    this.#join();
    // Last, because a view that is visible already starts the engine.
    this.#view = this.own(new RunsView(this.#tree, plotted, this.#cache, nodeClock, onError));
    this.own(this.#view.onDidSelect((runs) => this.#dashboard.highlight(runs)));
    this.own(this.#engine.onDidChangeStatus((status) => this.#view.showEngineStatus(status)));
    this.own(showFiltered(this.#queries.filter, this.#tree, this.#view));
    this.#registerCommands(launch.commands);
  }

  whenReady(): Promise<void> {
    return this.#cache.whenSearched();
  }

  #join(): void {
    this.own(watchRunsState(this.model, this.#folders, this.#choices.list));
    this.own(this.#folders.onDidChange(() => this.#tree.refresh()));
    const { sources } = this.#choices;
    this.own(new ConfiguredEngine(this.#engine, this.#folders, sources, this.#cache, this.#log));
  }

  #registerCommands(launchCommands: LaunchRoom['commands']): void {
    const surfaces = {
      openDashboard: () => this.#dashboard.open(),
      openTable: () => this.#table.open(),
      highlight: (runs: readonly RunId[]) => this.#dashboard.highlight(runs),
      selectedNodes: () => this.#view.selectedNodes,
      expandAll: () => this.#view.expandAll(),
      showLog: () => this.#log.show(),
    };
    const handlers = allCommands({
      model: this.model,
      choices: this.#choices,
      engine: this.#engine,
      folders: this.#folders,
      queries: this.#queries,
      clock: nodeClock,
      surfaces,
      refresh: () => this.whenReady().then(() => this.#cache.refresh()),
      rescan: () => this.#view.showProgress(rescan(this.#engine, this.#cache)),
    });
    this.own(new RegisteredCommands({ ...handlers, ...launchCommands }, this.#notifications));
  }
}
