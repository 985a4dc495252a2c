// One tab with the runs table page: answers the page while it is visible and keeps quiet while it is hidden.
import * as vscode from 'vscode';
import { Disposable, toDisposable, type Owned } from '../../base/lifecycle';
import { Throttle } from '../../base/throttle';
import { engineMessages } from '../../shared/engineContract';
import { RpcEndpoint } from '../../shared/rpc';
import {
  plottedBit,
  runsMessages,
  type RunAction,
  type RunsPageState,
  type RunsPageTable,
} from '../../shared/runsPageContract';
import type { TableQuery } from '../../shared/tableContract';
import type { RunId } from '../../shared/vocabulary';
import type { Memory } from '../memory';
import type { RunNotes } from '../runNotes';
import type { PlottedRuns } from '../plottedRuns';
import { portOf, logPageError, type DashboardParts } from './dashboardPanel';
import { readFilterPlace } from './pageChecks';
import { isText } from './sentValues';
import { collectDifferences } from './runDifferences';
import { saveTable } from './tableExport';
import {
  checkAction,
  checkSparklineQuery,
  checkTableQuery,
  readRuns,
  readRunsView,
} from './runsPageChecks';

/** Rows change many times a second during a load; nobody reads that fast. */
const changeIntervalMs = 500;
const memoryKey = 'runsView';

/** What the table works with. */
export type RunsTableParts = Pick<
  DashboardParts,
  'engine' | 'cache' | 'model' | 'clock' | 'log' | 'folders' | 'addLogFolder' | 'openSample'
> & {
  readonly memory: Memory;
  readonly notes: RunNotes;
  readonly plotted: PlottedRuns;
  /** What is done with runs outside of the table. */
  act(action: Exclude<RunAction, 'plot' | 'unplot' | 'plotOnly'>, runs: readonly RunId[]): void;
};

export class RunsTablePanel extends Disposable {
  readonly #parts: RunsTableParts;
  readonly #panel: vscode.WebviewPanel;
  readonly #rpc: RpcEndpoint;
  readonly #notice: Throttle;
  #ids: RunId[] = [];
  #held: Owned | undefined;

  constructor(panel: vscode.WebviewPanel, parts: RunsTableParts) {
    super();
    this.#parts = parts;
    this.#panel = panel;
    const { engine, model, clock, log } = parts;
    this.#rpc = this.own(
      new RpcEndpoint(portOf(panel.webview), (error) => logPageError(log, error)),
    );
    this.#notice = this.own(
      new Throttle(clock, changeIntervalMs, () => this.#rpc.notify(runsMessages.changed, null)),
    );
    this.#answerPage();
    this.own(engine.onDidChange(() => this.#changed()));
    this.own(engine.onDidRestart(() => this.#changed()));
    this.own(model.onDidChange(() => this.#changed()));
    this.own(panel.onDidChangeViewState(() => this.#setVisible(panel.visible)));
    this.own(toDisposable(() => this.#setVisible(false)));
    this.#setVisible(panel.visible);
  }

  show(): void {
    this.#panel.reveal();
  }

  #answerPage(): void {
    const { engine, model, memory } = this.#parts;
    const knows = (id: string): boolean => model.get(id as RunId) !== undefined;
    const rpc = this.#rpc;
    rpc.answer(runsMessages.getState, () => this.#collectState());
    rpc.answer(runsMessages.getTable, (sent) => this.#collectTable(checkTableQuery(sent)));
    rpc.answer(runsMessages.complete, (sent) =>
      engine.call(engineMessages.completeFilter, readFilterPlace(sent)),
    );
    rpc.answer(runsMessages.getSparklines, (sent) =>
      engine.call(engineMessages.getSparklines, checkSparklineQuery(sent, knows)),
    );
    rpc.answer(runsMessages.getDifferences, ({ runs }) =>
      collectDifferences(engine, model, readRuns(runs, knows)),
    );
    rpc.on(runsMessages.saveView, (sent) => void memory.update(memoryKey, readRunsView(sent)));
    rpc.on(runsMessages.act, (sent) => {
      const { action, runs } = checkAction(sent, knows);
      this.#act(action, runs);
    });
    rpc.on(runsMessages.copy, ({ text }) => {
      if (isText(text)) void vscode.env.clipboard.writeText(text);
    });
    rpc.on(runsMessages.exportTable, ({ form, query }) => {
      const kind = form === 'json' ? 'json' : 'csv';
      void saveTable(engine, checkTableQuery(query), kind);
    });
    rpc.on(runsMessages.addLogFolder, () => this.#parts.addLogFolder());
    rpc.on(runsMessages.openSample, () => this.#parts.openSample());
  }

  #act(action: RunAction, runs: readonly RunId[]): void {
    const { plotted, model } = this.#parts;
    if (runs.length === 0) return;
    if (action === 'plot' || action === 'unplot') plotted.set(runs, action === 'plot');
    else if (action === 'plotOnly') {
      plotted.setOnly(
        runs,
        model.runs.map(({ id }) => id),
      );
    } else this.#parts.act(action, runs);
  }

  async #collectState(): Promise<RunsPageState> {
    const { cache, folders, memory } = this.#parts;
    await cache.refresh();
    const { searching, bytesRead, bytesTotal } = cache.progress;
    return {
      view: readRunsView(memory.get(memoryKey)),
      hasFolder: folders.list.length > 0,
      searching,
      progress: bytesRead < bytesTotal ? bytesRead / bytesTotal : null,
      canAnnotate: true,
    };
  }

  async #collectTable(query: TableQuery): Promise<RunsPageTable> {
    const { engine, notes, model } = this.#parts;
    await notes.tell();
    const answer = await engine.call(engineMessages.getTable, query);
    this.#ids.length = Math.min(this.#ids.length, answer.firstRow);
    if (answer.firstRow > this.#ids.length) throw new Error('rows of another table were asked for');
    for (const run of answer.runs) this.#ids.push(run);
    const looks = Uint16Array.from(this.#ids, (run) => {
      return model.colourOf(run) | (model.isPlotted(run) ? plottedBit : 0);
    });
    return { ...answer, looks };
  }

  #changed(): void {
    if (this.#panel.visible) this.#notice.request();
  }

  #setVisible(visible: boolean): void {
    if (visible) {
      if (this.#held) return;
      this.#held = this.#parts.cache.hold();
      this.#changed();
    } else {
      this.#held?.dispose();
      this.#held = undefined;
    }
  }
}
