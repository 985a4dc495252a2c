// What the extension host knows of the runs: their summaries, pulled from the engine while some surface shows them.
import type { Clock } from '../base/clock';
import { Emitter, type Event } from '../base/event';
import { Disposable, toDisposable, type Owned } from '../base/lifecycle';
import type { Log } from '../base/log';
import { compareNaturally } from '../base/naturalOrder';
import { Throttle } from '../base/throttle';
import { engineMessages, type EngineChange, type RunList } from '../shared/engineContract';
import type { Failure } from '../shared/failure';
import type { RequestType } from '../shared/rpc';
import type { RunId, RunSummary } from '../shared/vocabulary';
import { isClosed } from './engineClient';
import { hasOtherRelations } from './runFacts';

/** The part of the engine's client that the cache needs. */
export interface RunSource {
  readonly onDidChange: Event<EngineChange>;
  readonly onDidRestart: Event<null>;
  call<Params, Answer>(type: RequestType<Params, Answer>, params: Params): Promise<Answer>;
}

export interface RunsChange {
  /** Runs whose summary was pulled again, new ones included. */
  readonly changed: readonly RunId[];
  /** True when runs came or went, or belong elsewhere. */
  readonly structure: boolean;
}

/** Where the engine is with searching and reading. Before its first answer it counts as searching. */
export interface ReadingProgress {
  readonly searching: boolean;
  readonly bytesTotal: number;
  readonly bytesRead: number;
}

/** Summaries change many times a second during a load; nobody reads text that fast. */
const pullIntervalMs = 250;

export class RunCache extends Disposable {
  /** What is known of a run beyond what its files say; set by whoever knows it, who then asks for all runs again. */
  told: (run: RunSummary) => RunSummary = (run) => run;
  readonly #source: RunSource;
  readonly #log: Log;
  readonly #changes: Emitter<RunsChange>;
  readonly #throttle: Throttle;
  readonly #byId = new Map<RunId, RunSummary>();
  readonly #pending = new Set<RunId>();
  #sorted: readonly RunSummary[] = [];
  #progress: ReadingProgress = { searching: true, bytesTotal: 0, bytesRead: 0 };
  #wantsList = true;
  #stale = true;
  #holders = 0;
  #pulling: Promise<void> | undefined;

  constructor(source: RunSource, clock: Clock, log: Log) {
    super();
    this.#source = source;
    this.#log = log;
    this.#changes = this.own(
      new Emitter<RunsChange>((error) => log.error('a listener of the runs failed', error)),
    );
    this.#throttle = this.own(new Throttle(clock, pullIntervalMs, () => this.#pullIfShown()));
    this.own(source.onDidChange((change) => this.#noteChange(change)));
    this.own(source.onDidRestart(() => this.requestAll()));
  }

  /** Fires at most four times a second, and only while somebody holds the cache. */
  get onDidChange(): Event<RunsChange> {
    return this.#changes.event;
  }

  /** All runs, by folder and then naturally by name. */
  get runs(): readonly RunSummary[] {
    return this.#sorted;
  }

  /** Why a run ended; null where nothing is wrong, where nothing tells, and where the engine cannot be asked. */
  async askFailure(run: RunId): Promise<Failure | null> {
    try {
      return await this.#source.call(engineMessages.getFailure, { run });
    } catch (error) {
      if (!isClosed(error)) this.#log.error('why a run ended could not be found out', error);
      return null;
    }
  }

  get progress(): ReadingProgress {
    return this.#progress;
  }

  get(id: RunId): RunSummary | undefined {
    return this.#byId.get(id);
  }

  /** Keeps the cache up to date until disposed; starts the engine if needed. Surfaces hold it while they are visible. */
  hold(): Owned {
    this.#holders++;
    this.#throttle.request();
    return toDisposable(() => this.#holders--);
  }

  /** Asks for the whole list again with the next pull. */
  requestAll(): void {
    this.#wantsList = true;
    this.#stale = true;
    this.#requestPull();
  }

  /** Resolves when every folder has been searched. Holds the cache until then. */
  async whenSearched(): Promise<void> {
    const held = this.hold();
    try {
      if (!this.#progress.searching) return;
      await new Promise<void>((resolve) => {
        const heard = this.onDidChange(() => {
          if (this.#progress.searching) return;
          heard.dispose();
          resolve();
        });
      });
    } finally {
      held.dispose();
    }
  }

  /** Resolves when the cache is as new as the engine, whether somebody holds it or not. */
  async refresh(): Promise<void> {
    await this.#pulling;
    if (this.#stale) await this.#pull();
  }

  #noteChange(change: EngineChange): void {
    for (const id of change.runs) this.#pending.add(id);
    this.#stale = true;
    // Until the search is over the list is not whole: that it is now should not wait.
    if (this.#progress.searching && !change.searching) this.#pullIfShown();
    else this.#requestPull();
  }

  /** While nobody looks, the next one to look is answered at once. */
  #requestPull(): void {
    if (this.#holders > 0) this.#throttle.request();
  }

  #pullIfShown(): void {
    if (this.#holders === 0 || !this.#stale || this.#pulling) return;
    void this.#pull();
  }

  #pull(): Promise<void> {
    this.#pulling ??= this.#ask().finally(() => {
      this.#pulling = undefined;
      if (this.#stale) this.#throttle.request();
    });
    return this.#pulling;
  }

  async #ask(): Promise<void> {
    const all = this.#wantsList;
    const ids = [...this.#pending];
    this.#pending.clear();
    this.#wantsList = false;
    this.#stale = false;
    try {
      const list = all
        ? await this.#source.call(engineMessages.listRuns, null)
        : await this.#source.call(engineMessages.getRuns, { ids });
      if (!this.isDisposed) this.#take(list, all ? [...this.#byId.keys()] : ids, all);
    } catch (error) {
      // After a restart everything is asked again; any other failure must not repeat by itself.
      this.#wantsList = true;
      if (!isClosed(error)) this.#log.error('the runs could not be listed', error);
    }
  }

  /** Runs that were asked for and are not in the answer are gone. */
  #take(list: RunList, asked: readonly RunId[], all: boolean): void {
    let structure = false;
    const answered = new Set<RunId>();
    for (const read of list.runs) {
      const run = this.told(read);
      answered.add(run.id);
      const known = this.#byId.get(run.id);
      structure ||= !known || hasOtherRelations(known, run);
      this.#byId.set(run.id, run);
    }
    // A restarted engine finds its runs again one by one; until it is through, none counts as gone.
    const keepMissing = all && list.searching;
    for (const id of keepMissing ? [] : asked) {
      if (!answered.has(id)) structure = this.#byId.delete(id) || structure;
    }
    if (this.#progress.searching && !list.searching && !all) this.requestAll();
    this.#progress = {
      searching: list.searching,
      bytesTotal: list.bytesTotal,
      bytesRead: list.bytesRead,
    };
    this.#sort(structure);
    this.#changes.fire({ changed: [...answered], structure });
  }

  #sort(structure: boolean): void {
    const known = this.#sorted.flatMap(({ id }) => this.#byId.get(id) ?? []);
    if (!structure) {
      this.#sorted = known;
      return;
    }
    // The known runs are in order already, which makes sorting the new ones in cheap.
    const before = new Set(known.map(({ id }) => id));
    const added = [...this.#byId.values()].filter(({ id }) => !before.has(id));
    this.#sorted = [...known, ...added].sort(
      (a, b) => compareNaturally(a.root, b.root) || compareNaturally(a.name, b.name),
    );
  }
}
