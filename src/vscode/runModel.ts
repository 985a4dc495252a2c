// The runs as the editor shows them: their summaries, each with its colour and whether it is plotted.
import { Emitter, type Event } from '../base/event';
import { Disposable } from '../base/lifecycle';
import type { RunId, RunSummary } from '../shared/vocabulary';
import type { PlottedRuns } from './plottedRuns';
import type { ReadingProgress, RunCache, RunsChange } from './runCache';
import type { RunColours } from './runColours';

export interface RunModelChange extends RunsChange {
  /** True when the user's choice of plotted runs changed it, so that nobody should wait for it. */
  readonly chosen: boolean;
}

export class RunModel extends Disposable {
  readonly #cache: RunCache;
  readonly #colours: RunColours;
  readonly #plotted: PlottedRuns;
  readonly #changes: Emitter<RunModelChange>;
  #wasUnsettled = true;

  constructor(
    cache: RunCache,
    colours: RunColours,
    plotted: PlottedRuns,
    onError: (error: unknown) => void,
  ) {
    super();
    this.#cache = cache;
    this.#colours = colours;
    this.#plotted = plotted;
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

  /** All runs, by folder and then naturally by name. */
  get runs(): readonly RunSummary[] {
    return this.#cache.runs;
  }

  get progress(): ReadingProgress {
    return this.#cache.progress;
  }

  get(id: RunId): RunSummary | undefined {
    return this.#cache.get(id);
  }

  colourOf(id: RunId): number {
    return this.#colours.of(id);
  }

  isPlotted(id: RunId): boolean {
    return this.#plotted.has(id);
  }

  #take(change: RunsChange): void {
    const { searching } = this.#cache.progress;
    // Which runs were written last is known when all are found, not while they come in.
    if (change.structure || (this.#wasUnsettled && !searching)) {
      this.#colours.assign(this.#cache.runs.map(({ id }) => id));
      this.#plotted.chooseDefaults(this.#cache.runs);
    }
    this.#wasUnsettled = searching;
    this.#changes.fire({ ...change, chosen: false });
  }
}
