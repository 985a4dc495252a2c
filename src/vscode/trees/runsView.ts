// The Runs view in the side bar: what is ticked, selected, visible, and what it says while it has nothing to show.
import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { Emitter, type Event } from '../../base/event';
import { Disposable, toDisposable, type Owned } from '../../base/lifecycle';
import { formatBytes, formatCounted } from '../../shared/text';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import { ContextKeyStore } from '../contextKeys';
import type { EngineStatus } from '../engineClient';
import type { PlottedRuns } from '../plottedRuns';
import type { ReadingProgress } from '../runCache';
import { LoadingGauge } from './loadingGauge';
import type { RunNode } from './runNodes';
import type { RunsTree } from './runsTree';

/** Expanding reveals each group, a message to the window each; beyond this nobody reads the result. */
const mostExpanded = 200;

/** Runs that are kept up to date while somebody looks; the cache fits. */
export interface ShownRuns {
  readonly runs: readonly RunSummary[];
  readonly progress: ReadingProgress;
  readonly onDidChange: Event<unknown>;
  hold(): Owned;
  whenSearched(): Promise<void>;
}

export class RunsView extends Disposable {
  readonly #tree: RunsTree;
  readonly #view: vscode.TreeView<RunNode>;
  readonly #runs: ShownRuns;
  readonly #selections: Emitter<readonly RunId[]>;
  readonly #clock: Clock;
  readonly #gauge = new LoadingGauge();
  readonly #keys = new ContextKeyStore((key, value) => {
    void vscode.commands.executeCommand('setContext', key, value);
  });
  #held: Owned | undefined;
  #engineMessage = '';
  #loadingMessage = '';
  #filterMessage = '';
  /** Ends the bar that shows that a load is long. */
  #endLoading: (() => void) | undefined;

  constructor(
    tree: RunsTree,
    plotted: PlottedRuns,
    runs: ShownRuns,
    clock: Clock,
    onError: (error: unknown) => void,
  ) {
    super();
    this.#tree = tree;
    this.#runs = runs;
    this.#clock = clock;
    this.#selections = this.own(new Emitter<readonly RunId[]>(onError));
    this.#view = this.own(
      vscode.window.createTreeView('trackside.runs', {
        treeDataProvider: tree,
        canSelectMany: true,
        manageCheckboxStateManually: true,
        showCollapseAll: true,
      }),
    );
    this.own(this.#view.onDidChangeVisibility(({ visible }) => this.#setVisible(visible)));
    this.own(
      this.#view.onDidChangeSelection(({ selection }) =>
        this.#selections.fire(selection.flatMap((node) => node.runIds)),
      ),
    );
    this.own(
      this.#view.onDidChangeCheckboxState(({ items }) => {
        for (const [node, state] of items) {
          plotted.set(node.runIds, state === vscode.TreeItemCheckboxState.Checked);
        }
      }),
    );
    this.own(runs.onDidChange(() => this.#showLoading()));
    this.own(toDisposable(() => this.#endLoading?.()));
    this.own(toDisposable(() => this.#setVisible(false)));
    this.#setVisible(this.#view.visible);
  }

  /** Fires with the selected runs; a group stands for its runs. */
  get onDidSelect(): Event<readonly RunId[]> {
    return this.#selections.event;
  }

  get selectedRuns(): readonly RunId[] {
    return this.#view.selection.flatMap((node) => node.runIds);
  }

  get selectedNodes(): readonly RunNode[] {
    return this.#view.selection;
  }

  showEngineStatus(status: EngineStatus): void {
    const message = vscode.l10n.t('Reading stopped unexpectedly and starts again…');
    this.#engineMessage = status === 'restarting' ? message : '';
    this.#showMessage();
  }

  /**
   * Says which filter is on.
   * @param matched how many runs pass; null while that is not known
   */
  showFilter(filter: string, matched: number | null): void {
    this.#keys.set('trackside.filter', filter === '' ? 'off' : 'on');
    this.#filterMessage = filter === '' ? '' : describeFilter(filter, matched);
    this.#tree.refresh();
    this.#showMessage();
  }

  /** Says how far a long load is, and offers to stop it or to go on. */
  #showLoading(): void {
    const { progress, runs } = this.#runs;
    const isStopped = runs.some(({ readingStopped }) => readingStopped);
    const loading = this.#gauge.note(progress, isStopped, this.#clock.now());
    this.#keys.set('trackside.loading', loading);
    const isLong = loading === 'long';
    const percent = Math.floor((100 * progress.bytesRead) / Math.max(1, progress.bytesTotal));
    const total = formatBytes(progress.bytesTotal);
    const message = isLong ? vscode.l10n.t('Reading logs: {0} % of {1}', percent, total) : '';
    if (message !== this.#loadingMessage) {
      this.#loadingMessage = message;
      this.#showMessage();
    }
    if (isLong && !this.#endLoading) {
      void this.showProgress(new Promise((resolve) => (this.#endLoading = resolve)));
    } else if (!isLong) {
      this.#endLoading?.();
      this.#endLoading = undefined;
    }
  }

  #showMessage(): void {
    const [message = ''] = [this.#engineMessage, this.#loadingMessage, this.#filterMessage].filter(
      Boolean,
    );
    this.#view.message = message;
  }

  /** Shows the view's own progress bar until `done` resolves. */
  async showProgress(done: Promise<void>): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: 'trackside.runs' } }, () => done);
  }

  async reveal(run: RunId): Promise<void> {
    const node = this.#tree.findNode(run);
    if (node) await this.#view.reveal(node, { select: true, focus: true });
  }

  async expandAll(): Promise<void> {
    const groups = collectGroups(this.#tree.top).slice(0, mostExpanded);
    for (const node of groups) {
      await this.#view.reveal(node, { select: false, focus: false, expand: true });
    }
  }

  #setVisible(visible: boolean): void {
    this.#tree.setPaused(!visible);
    if (visible) {
      if (this.#held) return;
      this.#held = this.#runs.hold();
      void this.showProgress(this.#runs.whenSearched());
    } else {
      this.#held?.dispose();
      this.#held = undefined;
    }
  }
}

function collectGroups(nodes: readonly RunNode[]): RunNode[] {
  return nodes.flatMap((node) =>
    node.children.length > 0 ? [node, ...collectGroups(node.children)] : [],
  );
}

function describeFilter(filter: string, matched: number | null): string {
  return matched === null
    ? vscode.l10n.t('Filter: {0}', filter)
    : formatCounted(
        matched,
        vscode.l10n.t('Filter: {1} · {0} run'),
        vscode.l10n.t('Filter: {1} · {0} runs'),
        filter,
      );
}
