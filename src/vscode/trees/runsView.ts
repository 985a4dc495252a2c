// The Runs view in the side bar: what is ticked, selected, visible, and what it says while it has nothing to show.
import * as vscode from 'vscode';
import { Emitter, type Event } from '../../base/event';
import { Disposable, toDisposable, type Owned } from '../../base/lifecycle';
import type { RunId } from '../../shared/vocabulary';
import type { EngineStatus } from '../engineClient';
import type { PlottedRuns } from '../plottedRuns';
import type { RunNode } from './runNodes';
import type { RunsTree } from './runsTree';

/** Expanding reveals each group, a message to the window each; beyond this nobody reads the result. */
const mostExpanded = 200;

/** Runs that are kept up to date while somebody looks; the cache fits. */
export interface ShownRuns {
  hold(): Owned;
  whenSearched(): Promise<void>;
}

export class RunsView extends Disposable {
  readonly #tree: RunsTree;
  readonly #view: vscode.TreeView<RunNode>;
  readonly #runs: ShownRuns;
  readonly #selections: Emitter<readonly RunId[]>;
  #held: Owned | undefined;

  constructor(
    tree: RunsTree,
    plotted: PlottedRuns,
    runs: ShownRuns,
    onError: (error: unknown) => void,
  ) {
    super();
    this.#tree = tree;
    this.#runs = runs;
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
    this.#view.message = status === 'restarting' ? message : '';
  }

  /** Shows the view's own progress bar until `done` resolves. */
  showProgress(done: Promise<void>): void {
    void vscode.window.withProgress({ location: { viewId: 'trackside.runs' } }, () => done);
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
      this.showProgress(this.#runs.whenSearched());
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
