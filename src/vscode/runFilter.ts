// The filter of the Runs view: which runs the tree shows. Belongs to the workspace; kept up to date while it is on.
import type { Clock } from '../base/clock';
import { Emitter, type Event } from '../base/event';
import { Disposable } from '../base/lifecycle';
import type { Log } from '../base/log';
import { Throttle } from '../base/throttle';
import type { FilterProblem } from '../shared/filter';
import { engineMessages, type FilterMatch } from '../shared/engineContract';
import type { RunId } from '../shared/vocabulary';
import { isClosed, type EngineClient } from './engineClient';
import type { Memory } from './memory';
import type { RunModel } from './runModel';
import type { RunNotes } from './runNotes';

const memoryKey = 'runFilter';
const matchIntervalMs = 1_000;

export class RunFilter extends Disposable {
  readonly #engine: EngineClient;
  readonly #notes: RunNotes;
  readonly #model: RunModel;
  readonly #memory: Memory;
  readonly #log: Log;
  readonly #changes: Emitter<null>;
  readonly #throttle: Throttle;
  #matched: ReadonlySet<RunId> | null = null;

  constructor(
    engine: EngineClient,
    notes: RunNotes,
    model: RunModel,
    memory: Memory,
    clock: Clock,
    log: Log,
  ) {
    super();
    this.#engine = engine;
    this.#notes = notes;
    this.#model = model;
    this.#memory = memory;
    this.#log = log;
    this.#changes = this.own(new Emitter<null>((error) => log.error('a filter', error)));
    this.#throttle = this.own(new Throttle(clock, matchIntervalMs, () => void this.#match()));
    this.own(
      model.onDidChange(() => {
        if (this.text !== '') this.#throttle.request();
      }),
    );
  }

  /** Fires when other runs pass than before, or the filter is another one. */
  get onDidChange(): Event<null> {
    return this.#changes.event;
  }

  /** Empty where every run passes. */
  get text(): string {
    const kept = this.#memory.get(memoryKey);
    return typeof kept === 'string' ? kept : '';
  }

  /** How many runs pass, of those that stand in the table; null while that is not known. */
  get matched(): number | null {
    return this.#matched?.size ?? null;
  }

  /** Whether the tree shows a run; a piece goes with its run. */
  lets(run: RunId): boolean {
    if (!this.#matched || this.text === '') return true;
    return this.#matched.has(run) || this.#matched.has(this.#model.pieces.ownerOf(run));
  }

  /** What passes a filter that is not set; null for what is wrong with it. */
  async ask(filter: string): Promise<FilterMatch> {
    await this.#notes.tell();
    return this.#engine.call(engineMessages.matchRuns, { filter });
  }

  /** What is wrong with a filter as one types; null when it is fine. */
  async check(filter: string): Promise<FilterProblem | null> {
    return (await this.ask(filter)).problem;
  }

  async set(filter: string): Promise<void> {
    await this.#memory.update(memoryKey, filter.trim());
    this.#matched = null;
    await this.#match();
    this.#changes.fire(null);
  }

  async #match(): Promise<void> {
    const { text } = this;
    if (text === '') return;
    try {
      const { runs, problem } = await this.ask(text);
      if (text !== this.text || this.isDisposed) return;
      const matched = problem ? null : new Set(runs);
      const isSame =
        matched?.size === this.#matched?.size &&
        [...(matched ?? [])].every((run) => this.#matched?.has(run));
      this.#matched = matched;
      if (!isSame) this.#changes.fire(null);
    } catch (error) {
      if (!isClosed(error)) this.#log.error('the runs could not be filtered', error);
    }
  }
}
