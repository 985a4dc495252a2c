// The runs as the editor shows them: their summaries, each with its colour and whether it is plotted.
import { Emitter, type Event } from '../base/event';
import { Disposable } from '../base/lifecycle';
import { placeOfOwner } from '../core/annotations/placeOfOwner';
import type { RunPlace } from '../core/annotations/runKey';
import { noAnnotation, type RunAnnotation } from '../shared/annotations';
import type { Failure } from '../shared/failure';
import type { RunId, RunSummary } from '../shared/vocabulary';
import { RunPieces } from './runPieces';
import type { ReadingProgress, RunCache, RunsChange } from './runCache';
import type { UserChoices } from './userChoices';

export interface RunModelChange extends RunsChange {
  /** True when the user's choice of plotted runs changed it, so that nobody should wait for it. */
  readonly chosen: boolean;
}

/** What the user decided about runs. */
export type ChoicesOfRuns = Pick<UserChoices, 'plotted' | 'colours'> & {
  readonly annotations: Pick<UserChoices['annotations'], 'onDidChange' | 'of'>;
  readonly list: Pick<UserChoices['list'], 'onDidChange' | 'showsArchived'>;
};

/** The log folders fit. */
export interface ListedFolders {
  /** Whether the runs of a root belong to them. */
  lists(root: string): boolean;
}

export class RunModel extends Disposable {
  readonly #cache: RunCache;
  readonly #choices: ChoicesOfRuns;
  readonly #folders: ListedFolders;
  readonly #changes: Emitter<RunModelChange>;
  /** What `runs` was last taken from, and what it gave. */
  #known: readonly RunSummary[] = [];
  #listed: readonly RunSummary[] = [];
  #archived = 0;
  #wasUnsettled = true;
  #pieces = new RunPieces([]);

  constructor(
    cache: RunCache,
    choices: ChoicesOfRuns,
    folders: ListedFolders,
    onError: (error: unknown) => void,
  ) {
    super();
    this.#cache = cache;
    this.#choices = choices;
    this.#folders = folders;
    this.#changes = this.own(new Emitter<RunModelChange>(onError));
    this.own(cache.onDidChange((change) => this.#take(change)));
    this.own(
      choices.plotted.onDidChange((changed) =>
        this.#changes.fire({ changed, structure: false, chosen: true }),
      ),
    );
    this.own(choices.annotations.onDidChange(() => this.#relist()));
    this.own(choices.list.onDidChange(() => this.#relist()));
  }

  get onDidChange(): Event<RunModelChange> {
    return this.#changes.event;
  }

  /** The runs of the log folders, by folder and then naturally by name; archived ones only where they are shown. */
  get runs(): readonly RunSummary[] {
    this.#list();
    return this.#listed;
  }

  /** How many runs of the log folders are archived. */
  get archivedRuns(): number {
    this.#list();
    return this.#archived;
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

  /** Why a run ended, as far as anything tells. */
  askFailure(id: RunId): Promise<Failure | null> {
    return this.#cache.askFailure(id);
  }

  /** Which runs are pieces of others. */
  get pieces(): RunPieces {
    return this.#pieces;
  }

  /** What the user says of the run, or of the one that it is a piece of. */
  annotationOf(id: RunId): RunAnnotation {
    const place = this.placeOf(id);
    return place ? this.#choices.annotations.of(place) : noAnnotation;
  }

  /** Where the run lies, or the one that it is a piece of; undefined for a run that is gone. */
  placeOf(id: RunId): RunPlace | undefined {
    const run = this.#cache.get(id);
    return run && placeOfOwner(run, (other) => this.#cache.get(other));
  }

  aliasOf(id: RunId): string | null {
    return this.annotationOf(id).alias;
  }

  /** What the user chose, else what the run was given. Pieces keep their own: they are told apart by it. */
  colourOf(id: RunId): number {
    const chosen = this.#pieces.ownerOf(id) === id ? this.annotationOf(id).colour : null;
    return chosen ?? this.#choices.colours.of(this.#pieces.lineOf(id));
  }

  isPlotted(id: RunId): boolean {
    return this.#choices.plotted.has(id);
  }

  #list(): void {
    if (this.#known === this.#cache.runs) return;
    this.#known = this.#cache.runs;
    const every = this.#known.filter(({ root }) => this.#folders.lists(root));
    const isArchived = ({ id }: RunSummary): boolean => this.annotationOf(id).archived;
    const archived = every.filter(isArchived);
    this.#archived = new Set(archived.map(({ id }) => this.#pieces.ownerOf(id))).size;
    const shows = archived.length === 0 || this.#choices.list.showsArchived;
    this.#listed = shows ? every : every.filter((run) => !isArchived(run));
  }

  /** Names, colours and what is listed may be others now. */
  #relist(): void {
    this.#known = [];
    this.#choices.plotted.chooseDefaults(this.runs, this.#pieces);
    this.#changes.fire({ changed: [], structure: true, chosen: true });
  }

  #take(change: RunsChange): void {
    const { searching } = this.#cache.progress;
    // Which runs were written last is known when all are found, not while they come in.
    if (change.structure || (this.#wasUnsettled && !searching)) {
      const every = this.#cache.runs;
      this.#pieces = new RunPieces(every);
      this.#known = [];
      this.#choices.colours.assign([...new Set(every.map(({ id }) => this.#pieces.lineOf(id)))]);
      this.#choices.plotted.chooseDefaults(this.runs, this.#pieces);
    }
    this.#wasUnsettled = searching;
    this.#changes.fire({ ...change, chosen: false });
  }
}
