// The extension's front door: builds the rooms, joins them and owns them. Builds little: the engine starts when needed.
import * as vscode from 'vscode';
import { Disposable } from './base/lifecycle';
import { nodeClock } from './core/ingest/nodeClock';
import { engineMessages } from './shared/engineContract';
import type { RunId, RunSummary } from './shared/vocabulary';
import { annotationCommands } from './vscode/commands/annotationCommands';
import { exportCommands } from './vscode/commands/exportCommands';
import { folderCommands } from './vscode/commands/folderCommands';
import { listCommands } from './vscode/commands/listCommands';
import { plotCommands } from './vscode/commands/plotCommands';
import { RegisteredCommands } from './vscode/commands/register';
import { runCommands } from './vscode/commands/runCommands';
import { commands } from './vscode/commands/table';
import { sourceCommands } from './vscode/commands/sourceCommands';
import { traceCommands } from './vscode/commands/traceCommands';
import { ConfiguredEngine } from './vscode/configuredEngine';
import { EngineClient } from './vscode/engineClient';
import { startEngineThread } from './vscode/engineThread';
import { ChannelLog } from './vscode/log';
import { LogFolders } from './vscode/logFolders';
import { Notifications } from './vscode/notifications';
import { Dashboard } from './vscode/panels/dashboard';
import { AllRuns } from './vscode/panels/dashboardScope';
import { DashboardViewStore } from './vscode/panels/dashboardViewStore';
import { EventFileEditor } from './vscode/panels/eventFileEditor';
import { RunCache } from './vscode/runCache';
import { RunModel } from './vscode/runModel';
import { watchRunsState } from './vscode/runsState';
import { RunsTree } from './vscode/trees/runsTree';
import { RunsView } from './vscode/trees/runsView';
import { UserChoices } from './vscode/userChoices';

/** What other extensions, and the tests, may ask. */
export interface ExtensionApi {
  /** Resolves when every folder has been searched; starts the engine. */
  whenReady(): Promise<void>;
  runs(): readonly RunSummary[];
}

export function activate(context: vscode.ExtensionContext): ExtensionApi {
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

  constructor({ extensionUri, workspaceState, globalState }: vscode.ExtensionContext) {
    super();
    const log = this.#log;
    const onError = (error: unknown): void => log.error('an event could not be handled', error);
    const sample = vscode.Uri.joinPath(extensionUri, 'media', 'sample').fsPath;
    const bundle = vscode.Uri.joinPath(extensionUri, 'dist', 'engine.js').fsPath;
    this.#notifications = new Notifications(globalState, log);
    this.#folders = this.own(new LogFolders(sample, workspaceState, onError));
    this.#engine = this.own(new EngineClient(() => startEngineThread(bundle), nodeClock, log));
    this.#cache = this.own(new RunCache(this.#engine, nodeClock, log));
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
      addLogFolder: () => void vscode.commands.executeCommand(commands.addLogFolder.id),
      openDashboard: () => this.#dashboard.open(),
      openLink: (address: string) => void vscode.env.openExternal(vscode.Uri.parse(address, true)),
      openSample: () => void vscode.commands.executeCommand(commands.openSampleRun.id),
    };
    const scope = new AllRuns(this.model, plotted);
    this.#dashboard = this.own(new Dashboard(extensionUri, parts, scope));
    this.own(new EventFileEditor(extensionUri, parts));
    this.#join();
    // Last, because a view that is visible already starts the engine.
    this.#view = this.own(new RunsView(this.#tree, plotted, this.#cache, nodeClock, onError));
    this.own(this.#view.onDidSelect((runs) => this.#dashboard.highlight(runs)));
    this.own(this.#engine.onDidChangeStatus((status) => this.#view.showEngineStatus(status)));
    this.#registerCommands();
  }

  whenReady(): Promise<void> {
    return this.#cache.whenSearched();
  }

  #join(): void {
    this.own(watchRunsState(this.model, this.#folders, this.#choices.list));
    this.own(this.#folders.onDidChange(() => this.#tree.refresh()));
    this.own(
      new ConfiguredEngine(
        this.#engine,
        this.#folders,
        this.#choices.sources,
        this.#cache,
        this.#log,
      ),
    );
  }

  #registerCommands(): void {
    const { plotted, annotations, list, sources } = this.#choices;
    const refresh = (): Promise<void> => this.whenReady().then(() => this.#cache.refresh());
    const surfaces = {
      openDashboard: () => this.#dashboard.open(),
      highlight: (runs: readonly RunId[]) => this.#dashboard.highlight(runs),
      selectedNodes: () => this.#view.selectedNodes,
    };
    const showRuns = (): Thenable<void> => vscode.commands.executeCommand('trackside.runs.focus');
    this.own(
      new RegisteredCommands(
        {
          ...plotCommands(this.model, plotted, surfaces, refresh, nodeClock),
          ...runCommands(this.model, refresh, this.#engine),
          ...traceCommands(this.model, refresh),
          ...annotationCommands(this.model, annotations, refresh, surfaces.selectedNodes),
          ...exportCommands(this.model, plotted, this.#engine, refresh),
          ...listCommands(list),
          ...sourceCommands(this.model, sources, this.#engine, refresh),
          ...folderCommands(this.#folders, () => this.#rescan(), showRuns, surfaces.openDashboard),
          expandAll: () => this.#view.expandAll(),
          restartEngine: () => this.#engine.restart(),
          showLog: () => this.#log.show(),
        },
        this.#notifications,
      ),
    );
  }

  #rescan(): Promise<void> {
    const done = this.#engine.call(engineMessages.rescan, null).then(() => this.#cache.refresh());
    return this.#view.showProgress(done);
  }
}
