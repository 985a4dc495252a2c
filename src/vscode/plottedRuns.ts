// Which runs are plotted: what the user ticked, and a sensible choice for runs nobody has ticked or unticked.
import { Emitter, type Event } from '../base/event';
import { Disposable } from '../base/lifecycle';
import type { RunId, RunSummary } from '../shared/vocabulary';
import type { Memory } from './memory';
import { lastGrowthAtMs } from './runFacts';

const memoryKey = 'plottedRuns';
/** Up to this many runs are all plotted until the user chooses. */
const fewRuns = 50;
/** Of more runs only the ones written last are. */
const newestRuns = 10;

export class PlottedRuns extends Disposable {
  readonly #memory: Memory;
  readonly #changes: Emitter<readonly RunId[]>;
  readonly #chosen: Map<RunId, boolean>;
  #byDefault: ReadonlySet<RunId> = new Set();

  constructor(memory: Memory, onError: (error: unknown) => void) {
    super();
    this.#memory = memory;
    this.#changes = this.own(new Emitter<readonly RunId[]>(onError));
    this.#chosen = readChoices(memory.get(memoryKey));
  }

  /** Fires with the runs that are now plotted and were not, or the other way round. */
  get onDidChange(): Event<readonly RunId[]> {
    return this.#changes.event;
  }

  has(run: RunId): boolean {
    return this.#chosen.get(run) ?? this.#byDefault.has(run);
  }

  /** Ticks or unticks runs for good. */
  set(runs: readonly RunId[], plotted: boolean): void {
    this.#change(runs, () => {
      for (const run of runs) this.#chosen.set(run, plotted);
      this.#save();
    });
  }

  /** Ticks these runs and unticks all the others that are listed. */
  setOnly(runs: readonly RunId[], listed: readonly RunId[]): void {
    const wanted = new Set(runs);
    this.#change([...listed, ...runs], () => {
      for (const run of listed) this.#chosen.set(run, false);
      for (const run of wanted) this.#chosen.set(run, true);
      this.#save();
    });
  }

  /** Chooses anew for the runs without an explicit choice. */
  chooseDefaults(runs: readonly RunSummary[]): void {
    const ids = runs.map(({ id }) => id);
    this.#change([...ids, ...this.#byDefault], () => {
      this.#byDefault = new Set(runs.length <= fewRuns ? ids : newestOf(runs));
    });
  }

  #change(candidates: readonly RunId[], apply: () => void): void {
    const before = candidates.map((run) => this.has(run));
    apply();
    const changed = candidates.filter((run, i) => this.has(run) !== before[i]);
    if (changed.length > 0) this.#changes.fire([...new Set(changed)]);
  }

  #save(): void {
    void this.#memory.update(memoryKey, Object.fromEntries(this.#chosen));
  }
}

function newestOf(runs: readonly RunSummary[]): RunId[] {
  return [...runs]
    .sort((a, b) => writtenAtMs(b) - writtenAtMs(a))
    .slice(0, newestRuns)
    .map(({ id }) => id);
}

/** When data last arrived, in milliseconds since the Unix epoch; 0 if nothing tells. */
function writtenAtMs(run: RunSummary): number {
  return lastGrowthAtMs(run) ?? (run.lastWallTime ?? 0) * 1000;
}

function readChoices(stored: unknown): Map<RunId, boolean> {
  const choices = new Map<RunId, boolean>();
  if (typeof stored !== 'object' || stored === null) return choices;
  for (const [run, plotted] of Object.entries(stored)) {
    if (typeof plotted === 'boolean') choices.set(run as RunId, plotted);
  }
  return choices;
}
