// Feeds the Runs view: nodes on demand, and only what changed is drawn again.
import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { Disposable } from '../../base/lifecycle';
import { Throttle } from '../../base/throttle';
import { noAnnotation, type RunAnnotation } from '../../shared/annotations';
import type { Failure } from '../../shared/failure';
import type { RunId, RunState, RunSummary } from '../../shared/vocabulary';
import type { RunListChoice } from '../runList';
import type { RunModel, RunModelChange } from '../runModel';
import { fullRunName } from '../runFacts';
import { dimmedResource, DimmedRows } from './dimmedRows';
import { FailedRuns } from './failedRuns';
import { drawRunIcon } from './runIcon';
import {
  describeGroupLine,
  describePieces,
  describeRunAloud,
  describeRunContext,
  describeRunLine,
  describeSaidContext,
  withMarks,
} from './runLine';
import { groupsOfRun } from './runGroupings';
import { arrangeByGroup } from './runGroups';
import { arrangeRuns, type RunNode, type RunRoot } from './runNodes';
import { describeRun } from './runTooltip';

/** With more runs than this, folders start folded: their names are the better overview. */
const mostUnfolded = 100;

/** Text of rows is drawn anew at most this often: the window draws it on the thread that also draws the charts. */
const textIntervalMs = 2_000;

interface IconPair {
  readonly light: vscode.Uri;
  readonly dark: vscode.Uri;
}

export class RunsTree extends Disposable implements vscode.TreeDataProvider<RunNode> {
  /** Which runs the filter lets through; set by whoever filters. */
  lets: (run: RunId) => boolean = () => true;
  readonly #model: RunModel;
  readonly #clock: Clock;
  readonly #roots: () => readonly RunRoot[];
  readonly #list: RunListChoice;
  readonly #clickCommand: string;
  readonly #changes = this.own(new vscode.EventEmitter<RunNode[] | undefined>());
  readonly #icons = new Map<string, IconPair>();
  /** What was last handed out for a run, to see whether a change shows. */
  readonly #shown = new Map<RunId, string>();
  readonly #nodes = new Map<RunId, RunNode[]>();
  /** Runs whose text may have changed since it was drawn. */
  readonly #stale = new Set<RunId>();
  readonly #texts: Throttle;
  readonly #failed: FailedRuns;
  /** The state that each run was arranged by. */
  readonly #states = new Map<RunId, RunState>();
  #top: readonly RunNode[] = [];
  #arranged = false;
  #paused = true;

  /**
   * @param roots the log folders, in order
   * @param list how the runs are grouped
   * @param clickCommand id of the command that a click on a run runs, with the run's id as argument
   */
  constructor(
    model: RunModel,
    clock: Clock,
    roots: () => readonly RunRoot[],
    list: RunListChoice,
    clickCommand: string,
  ) {
    super();
    this.#clickCommand = clickCommand;
    this.#model = model;
    this.#clock = clock;
    this.#roots = roots;
    this.#list = list;
    this.#texts = this.own(new Throttle(clock, textIntervalMs, () => this.#drawTexts()));
    this.#failed = new FailedRuns(
      (run) => model.askFailure(run),
      (run) => this.#redraw([run]),
    );
    this.own(new DimmedRows());
    this.own(model.onDidChange((change) => this.#take(change)));
    this.own(vscode.window.onDidChangeActiveColorTheme(() => this.refresh()));
  }

  get onDidChangeTreeData(): vscode.Event<RunNode[] | undefined> {
    return this.#changes.event;
  }

  /** The nodes at the top. */
  get top(): readonly RunNode[] {
    this.#arrange();
    return this.#top;
  }

  /** While the view is hidden nothing is drawn; when it comes back everything is asked again. */
  setPaused(paused: boolean): void {
    if (this.#paused === paused) return;
    this.#paused = paused;
    if (!paused) this.refresh();
  }

  /** Draws everything again, also when names of folders changed. */
  refresh(): void {
    this.#arranged = false;
    this.#failed.keep((run) => this.#model.get(run) !== undefined);
    this.#icons.clear();
    this.#stale.clear();
    if (!this.#paused) this.#changes.fire(undefined);
  }

  findNode(run: RunId): RunNode | undefined {
    this.#arrange();
    return this.#nodes.get(run)?.[0];
  }

  getChildren(node?: RunNode): RunNode[] {
    return [...(node?.children ?? this.top)];
  }

  getParent(node: RunNode): RunNode | null {
    return node.parent;
  }

  getTreeItem(node: RunNode): vscode.TreeItem {
    const run = node.run === null ? undefined : this.#model.get(node.run);
    const item = new vscode.TreeItem(node.label, foldingOf(node, this.#model.runs.length));
    item.id = node.id;
    if (run) this.#fillRun(item, node, run);
    else this.#fillGroup(item, node);
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: RunNode): Promise<vscode.TreeItem> {
    const run = node.run === null ? undefined : this.#model.get(node.run);
    const failure = run ? await this.#failed.of(run) : null;
    item.tooltip = run
      ? new vscode.MarkdownString(this.#tooltipOf(run, failure), true)
      : node.label;
    return item;
  }

  #fillRun(item: vscode.TreeItem, node: RunNode, run: RunSummary): void {
    const plotted = this.#model.isPlotted(run.id);
    const original = this.#originalOf(run);
    const said = node.role === 'piece' ? noAnnotation : this.#model.annotationOf(run.id);
    const failure = this.#failed.known(run);
    item.description = describeRunLine(run, original, said, failure) || this.#piecesOf(node);
    item.contextValue = describeRunContext(run, said);
    item.iconPath = this.#iconOf(run);
    if (original !== null || said.archived) item.resourceUri = dimmedResource(run.id);
    // A piece is plotted with the run around it.
    if (node.role !== 'piece') item.checkboxState = checkboxOf(plotted, node.label);
    item.accessibilityInformation = {
      label: describeRunAloud(run, node.label, plotted, original, said, failure),
    };
    item.command = { command: this.#clickCommand, title: '', arguments: [run.id] };
    this.#shown.set(run.id, this.#signatureOf(run));
  }

  #fillGroup(item: vscode.TreeItem, node: RunNode): void {
    const runs = node.collectUnits();
    const plotted = runs.filter((run) => this.#model.isPlotted(run)).length;
    const isGroup = node.role === 'group';
    const said = isGroup ? noAnnotation : this.#saidOfPieces(node);
    item.description = isGroup
      ? describeGroupLine(runs.length, plotted)
      : withMarks(this.#piecesOf(node), said);
    item.contextValue = isGroup ? 'group' : ['pieces', ...describeSaidContext(said)].join(' ');
    item.iconPath = isGroup ? iconOfGroup(node) : new vscode.ThemeIcon('graph-line');
    item.checkboxState = checkboxOf(plotted === runs.length, node.label);
    item.accessibilityInformation = {
      label: vscode.l10n.t('{0}, {1} runs, {2} plotted', node.label, runs.length, plotted),
    };
  }

  #take(change: RunModelChange): void {
    if (change.structure) {
      this.refresh();
      return;
    }
    if (this.#paused) return;
    if (change.chosen) this.#draw(change.changed, true);
    else this.#redraw(change.changed);
  }

  /** Draws texts anew, soon. */
  #redraw(runs: readonly RunId[]): void {
    if (this.#paused || runs.length === 0) return;
    for (const id of runs) this.#stale.add(id);
    this.#texts.request();
  }

  #drawTexts(): void {
    const runs = [...this.#stale];
    this.#stale.clear();
    if (this.#paused) return;
    if (runs.some((id) => this.#isElsewhere(id))) this.refresh();
    else this.#draw(runs, false);
  }

  /** @param withGroups whether the groups around the runs look different as well */
  #draw(runs: readonly RunId[], withGroups: boolean): void {
    const nodes = new Set<RunNode>();
    for (const id of runs) {
      const run = this.#model.get(id);
      if (!run || this.#shown.get(id) === this.#signatureOf(run)) continue;
      for (const node of this.#nodes.get(id) ?? []) {
        nodes.add(node);
        // A group's checkbox follows the runs in it.
        if (withGroups) for (let at = node.parent; at; at = at.parent) nodes.add(at);
      }
    }
    if (nodes.size > 0) this.#changes.fire([...nodes]);
  }

  #arrange(): void {
    if (this.#arranged) return;
    this.#arranged = true;
    this.#top = this.#collectTop();
    this.#nodes.clear();
    this.#states.clear();
    const index = (node: RunNode): void => {
      if (node.run !== null) {
        this.#nodes.set(node.run, [...(this.#nodes.get(node.run) ?? []), node]);
        this.#states.set(node.run, this.#model.get(node.run)?.state ?? 'unknown');
      }
      node.children.forEach(index);
    };
    this.#top.forEach(index);
    for (const run of this.#shown.keys()) if (!this.#nodes.has(run)) this.#shown.delete(run);
  }

  #collectTop(): readonly RunNode[] {
    const { grouping } = this.#list;
    const roots = this.#roots();
    const runs = this.#model.runs.filter(({ id }) => this.lets(id));
    const top = arrangeRuns(runs, roots, (run) => this.#model.aliasOf(run));
    if (grouping === 'folder') return top;
    const labels = new Map(roots.map(({ path, label }) => [path, label]));
    const firstOf = (unit: RunNode): RunSummary | undefined => this.#model.get(unit.runIds[0]!);
    return arrangeByGroup(
      top,
      (unit) => {
        const run = firstOf(unit);
        if (!run) return [];
        const { name } = this.#model.placeOf(run.id) ?? run;
        const said = this.#model.annotationOf(run.id);
        return groupsOfRun(grouping, run, name, said, labels.get(run.root) ?? run.root);
      },
      (unit) => {
        const run = firstOf(unit);
        return run !== undefined && (run.title ?? this.#model.aliasOf(run.id)) !== null;
      },
    );
  }

  /** Whether a change has moved the run to another group. */
  #isElsewhere(id: RunId): boolean {
    const state = this.#states.get(id);
    const now = this.#model.get(id)?.state;
    return this.#list.grouping === 'status' && state !== undefined && state !== now;
  }

  #tooltipOf(run: RunSummary, failure: Failure | null): string {
    const said = this.#model.annotationOf(run.id);
    return describeRun(run, this.#clock.now(), this.#originalOf(run), said, failure);
  }

  /** Of the run that has no events of its own. */
  #saidOfPieces(node: RunNode): RunAnnotation {
    const [first] = node.runIds;
    return first === undefined ? noAnnotation : this.#model.annotationOf(first);
  }

  #piecesOf(node: RunNode): string {
    const pieces = node.children.filter(({ role }) => role === 'piece');
    return describePieces(pieces.flatMap(({ run }) => (run && this.#model.get(run)) ?? []));
  }

  /** The name of the run that this one is a copy of; null for any other. */
  #originalOf({ duplicateOf }: RunSummary): string | null {
    const original = duplicateOf === null ? undefined : this.#model.get(duplicateOf);
    return original ? fullRunName(original, this.#model.aliasOf(original.id)) : null;
  }

  /** All that is visible of a run without hovering. */
  #signatureOf(run: RunSummary): string {
    return `${run.state}|${this.#model.isPlotted(run.id)}|${run.problemCount}|${describeRunLine(run, this.#originalOf(run), noAnnotation, this.#failed.known(run))}`;
  }

  #iconOf(run: RunSummary): IconPair {
    const colour = this.#model.colourOf(run.id);
    const key = `${run.state} ${colour}`;
    let pair = this.#icons.get(key);
    if (!pair) {
      const contrast = isHighContrast();
      const draw = (theme: Parameters<typeof drawRunIcon>[2]): vscode.Uri =>
        vscode.Uri.parse(drawRunIcon(run.state, colour, theme));
      pair = {
        light: draw(contrast ? 'highContrastLight' : 'light'),
        dark: draw(contrast ? 'highContrast' : 'dark'),
      };
      this.#icons.set(key, pair);
    }
    return pair;
  }
}

function iconOfGroup({ id }: RunNode): vscode.ThemeIcon {
  if (id.startsWith('by:tag:')) return new vscode.ThemeIcon('tag');
  if (id.startsWith('by:status:')) return new vscode.ThemeIcon('pulse');
  return vscode.ThemeIcon.Folder;
}

/** A run's own sub-runs are a detail; what a folder holds is the point of the view, unless it is too much to see. */
function foldingOf(node: RunNode, runs: number): vscode.TreeItemCollapsibleState {
  if (node.children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return node.role === 'group' && runs <= mostUnfolded
    ? vscode.TreeItemCollapsibleState.Expanded
    : vscode.TreeItemCollapsibleState.Collapsed;
}

function checkboxOf(plotted: boolean, label: string): vscode.TreeItem['checkboxState'] & object {
  return {
    state: plotted ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
    tooltip: plotted ? vscode.l10n.t('Plotted') : vscode.l10n.t('Not plotted'),
    accessibilityInformation: { label: vscode.l10n.t('Plot {0}', label) },
  };
}

function isHighContrast(): boolean {
  const { kind } = vscode.window.activeColorTheme;
  return (
    kind === vscode.ColorThemeKind.HighContrast || kind === vscode.ColorThemeKind.HighContrastLight
  );
}
