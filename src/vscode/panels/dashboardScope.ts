// What part of the runs a dashboard shows, and where the choice of plotted ones among them is kept.
import type { DashboardFile, DashboardView } from '../../shared/dashboardContract';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import type { PlottedRuns } from '../plottedRuns';
import type { ReadingProgress } from '../runCache';
import type { RunPieces } from '../runPieces';
import type { RunSourceOfPage } from './dashboardState';

export interface DashboardScope extends RunSourceOfPage {
  /** Whether the page may ask about a run. */
  has(run: RunId): boolean;
  setPlotted(runs: readonly RunId[], plotted: boolean): void;
  /** The file that the dashboard is for, as it is now; null where it shows all runs. */
  describeFile(): Promise<DashboardFile | null>;
  /** The view to begin with, from the one that is kept for all dashboards. */
  viewFrom(kept: DashboardView): DashboardView;
  /** What to keep of a view for all dashboards. */
  viewToKeep(view: DashboardView, kept: DashboardView): DashboardView;
  /** Null where there is no one file. */
  readonly openAsText: (() => void) | null;
}

/** What a scope needs of the run model. */
export interface ScopedRuns {
  readonly runs: readonly RunSummary[];
  readonly everyRun: readonly RunSummary[];
  readonly progress: ReadingProgress;
  readonly pieces: RunPieces;
  get(run: RunId): RunSummary | undefined;
  aliasOf(run: RunId): string | null;
  colourOf(run: RunId): number;
  isPlotted(run: RunId): boolean;
}

/** All runs of the log folders; what is plotted is what is ticked in the tree. */
export class AllRuns implements DashboardScope {
  readonly openAsText = null;
  readonly #model: ScopedRuns;
  readonly #plotted: PlottedRuns;

  constructor(model: ScopedRuns, plotted: PlottedRuns) {
    this.#model = model;
    this.#plotted = plotted;
  }

  get runs(): readonly RunSummary[] {
    return this.#model.runs;
  }

  get progress(): ReadingProgress {
    return this.#model.progress;
  }

  get pieces(): RunPieces {
    return this.#model.pieces;
  }

  has(run: RunId): boolean {
    return this.#model.get(run) !== undefined;
  }

  aliasOf(run: RunId): string | null {
    return this.#model.aliasOf(run);
  }

  colourOf(run: RunId): number {
    return this.#model.colourOf(run);
  }

  isPlotted(run: RunId): boolean {
    return this.#model.isPlotted(run);
  }

  setPlotted(runs: readonly RunId[], plotted: boolean): void {
    this.#plotted.set(runs, plotted);
  }

  describeFile(): Promise<null> {
    return Promise.resolve(null);
  }

  viewFrom(kept: DashboardView): DashboardView {
    return kept;
  }

  viewToKeep(view: DashboardView): DashboardView {
    return view;
  }
}
