// The runs as the editor shows them: their summaries, each with its colour and whether it is plotted.
import { Emitter, type Event } from '../base/event';
import { Disposable } from '../base/lifecycle';
import type { RunId, RunSummary } from '../shared/vocabulary';
import type { PlottedRuns } from './plottedRuns';
import { RunPieces } from './runPieces';
import type { ReadingProgress, RunCache, RunsChange } from './runCache';
import type { RunColours } from './runColours';

export interface RunModelChange extends RunsChange {
  /** True when the user's choice of plotted runs changed it, so that nobody should wait for it. */
  readonly chosen: boolean;
}

/** The log folders fit. */
export interface ListedFolders {
  /** Whether the runs of a root belong to them. */
  lists(root: string): boolean;
}

export class RunModel extends Disposable {
  readonly #cache: RunCache;
  readonly #colours: RunColours;
  readonly #plotted: PlottedRuns;
  readonly #folders: ListedFolders;
  readonly #changes: Emitter<RunModelChange>;
  /** What `runs` was last taken from, and what it gave. */
  #known: readonly RunSummary[] = [];
  #listed: readonly RunSummary[] = [];
  #wasUnsettled = true;
  #pieces = new RunPieces([]);

  constructor(
    cache: RunCache,
    colours: RunColours,
    plotted: PlottedRuns,
    folders: ListedFolders,
    onError: (error: unknown) => void,
  ) {
    super();
    this.#cache = cache;
    this.#colours = colours;
    this.#plotted = plotted;
    this.#folders = folders;
    this.#changes = this.own(new Emitter<RunModelChange>(onError));
    this.own(cache.onDidChange((change) => this.#take(change)));
    this.own(
      plotted.onDidChange((changed) =>
        this.#changes.fire({ changed, structure: false, chosen: true }),
      ),
    );
  }

  get onDidChange(): Event<RunModelChange> {
    return this.#changes.event;
  }

  /** The runs of the log folders, by folder and then naturally by name. */
  get runs(): readonly RunSummary[] {
    if (this.#known !== this.#cache.runs) {
      this.#known = this.#cache.runs;
      this.#listed = this.#known.filter(({ root }) => this.#folders.lists(root));
    }
    return this.#listed;
  }

  /** Also the runs that are read only because a file of theirs is open. */
  get everyRun(): readonly RunSummary[] {
    return this.#cache.runs;
  }

  get progress(): ReadingProgress {
    return this.#cache.progress;
  }

  get(id: RunId): RunSummary | undefined {
    return this.#cache.get(id);
  }

  /** Which runs are pieces of others. */
  get pieces(): RunPieces {
    return this.#pieces;
  }

  colourOf(id: RunId): number {
    return this.#colours.of(this.#pieces.lineOf(id));
  }

  isPlotted(id: RunId): boolean {
    return this.#plotted.has(id);
  }

  #take(change: RunsChange): void {
    const { searching } = this.#cache.progress;
    // Which runs were written last is known when all are found, not while they come in.
    if (change.structure || (this.#wasUnsettled && !searching)) {
      const every = this.#cache.runs;
      this.#pieces = new RunPieces(every);
      this.#colours.assign([...new Set(every.map(({ id }) => this.#pieces.lineOf(id)))]);
      this.#plotted.chooseDefaults(this.runs, this.#pieces);
    }
    this.#wasUnsettled = searching;
    this.#changes.fire({ ...change, chosen: false });
  }
}
