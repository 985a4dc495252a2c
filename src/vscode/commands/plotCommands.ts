// Commands that decide what is plotted and bring it to the front.
import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import type { PlottedRuns } from '../plottedRuns';
import { collectTargets, type KnownRuns } from './runTarget';
import type { CommandHandler } from './table';

type PlotCommands = Record<
  | 'openDashboard'
  | 'clickRun'
  | 'openSelected'
  | 'openRun'
  | 'openOnlyRun'
  | 'plotOnlyRun'
  | 'plotAll'
  | 'plotNone',
  CommandHandler
>;

/** The surfaces that the commands bring to the front. */
export interface PlotSurfaces {
  openDashboard(): void;
  highlight(runs: readonly RunId[]): void;
  /** The nodes that are selected in the tree. */
  selectedNodes(): readonly unknown[];
}

/** Two clicks on one run within this time are a double click; the tree itself tells of single ones only. */
const doubleClickMs = 500;

/** @param refresh brings the known runs up to date */
export function plotCommands(
  known: KnownRuns,
  plotted: PlottedRuns,
  surfaces: PlotSurfaces,
  refresh: () => Promise<void>,
  clock: Clock,
): PlotCommands {
  const listed = (): readonly RunId[] => known.runs.map(({ id }) => id);
  const openRuns = (runs: readonly RunSummary[]): void => {
    const ids = runs.map(({ id }) => id);
    plotted.set(
      ids.filter((id) => !plotted.has(id)),
      true,
    );
    surfaces.highlight(ids);
    surfaces.openDashboard();
  };
  return {
    openDashboard: () => surfaces.openDashboard(),
    clickRun: doubleClick(clock, (id) => openRuns(collectTargets(known, id, undefined))),
    async openSelected() {
      // The keyboard's focus is not the selection yet; afterwards it is, and a group unfolds as usual.
      await vscode.commands.executeCommand('list.selectAndPreserveFocus');
      const nodes = surfaces.selectedNodes();
      if (nodes.some(isGroup)) await vscode.commands.executeCommand('list.toggleExpand');
      else openRuns(collectTargets(known, undefined, nodes));
    },
    openRun: (clicked, selected) => openRuns(collectTargets(known, clicked, selected)),
    openOnlyRun(clicked, selected) {
      plotted.setOnly(idsOf(collectTargets(known, clicked, selected)), listed());
      surfaces.openDashboard();
    },
    plotOnlyRun: (clicked, selected) =>
      plotted.setOnly(idsOf(collectTargets(known, clicked, selected)), listed()),
    async plotAll() {
      await refresh();
      plotted.set(listed(), true);
    },
    async plotNone() {
      await refresh();
      plotted.set(listed(), false);
    },
  };
}

function doubleClick(clock: Clock, open: (id: string) => void): CommandHandler {
  let last: { readonly id: string; readonly atMs: number } | undefined;
  return (id) => {
    if (typeof id !== 'string') return;
    const atMs = clock.now();
    const isSecond = last?.id === id && atMs - last.atMs < doubleClickMs;
    last = isSecond ? undefined : { id, atMs };
    if (isSecond || opensOnDoubleClickOnly()) open(id);
  };
}

/** With this setting of the editor a tree reports nothing but double clicks. */
function opensOnDoubleClickOnly(): boolean {
  return vscode.workspace.getConfiguration('workbench.list').get('openMode') === 'doubleClick';
}

function isGroup(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'run' in node && node.run === null;
}

function idsOf(runs: readonly RunSummary[]): readonly RunId[] {
  return runs.map(({ id }) => id);
}
