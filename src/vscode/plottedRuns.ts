// Which runs are plotted: what the user ticked, and a sensible choice for runs nobody has ticked or unticked.
import { Emitter, type Event } from '../base/event';
import { Disposable } from '../base/lifecycle';
import type { RunId, RunSummary } from '../shared/vocabulary';
import type { Memory } from './memory';
import { lastGrowthAtMs } from './runFacts';
import { RunPieces } from './runPieces';

const memoryKey = 'plottedRuns';
/** Up to this many runs are all plotted until the user chooses. */
const fewRuns = 50;
/** Of more runs only the ones written last are. */
const newestRuns = 10;
/** Choices for runs that are not listed any more are kept for their return, but not for ever. */
const mostRemembered = 5_000;

export class PlottedRuns extends Disposable {
  readonly #memory: Memory;
  readonly #changes: Emitter<readonly RunId[]>;
  readonly #chosen: Map<RunId, boolean>;
  #byDefault: ReadonlySet<RunId> = new Set();
  #listed: ReadonlySet<RunId> = new Set();
  #pieces = new RunPieces([]);

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

  /** A piece is plotted when the run it belongs to is. */
  has(run: RunId): boolean {
    const owner = this.#pieces.ownerOf(run);
    return this.#chosen.get(owner) ?? this.#byDefault.has(owner);
  }

  /** Ticks or unticks runs for good, each with all its pieces. */
  set(runs: readonly RunId[], plotted: boolean): void {
    const owners = this.#ownersOf(runs);
    this.#change(this.#pieces.withPieces(owners), () => {
      for (const run of owners) this.#choose(run, plotted);
      this.#save();
    });
  }

  /** Ticks these runs and unticks all the others that are listed. */
  setOnly(runs: readonly RunId[], listed: readonly RunId[]): void {
    const wanted = this.#ownersOf(runs);
    this.#change(this.#pieces.withPieces([...listed, ...wanted]), () => {
      for (const run of this.#ownersOf(listed)) this.#choose(run, false);
      for (const run of wanted) this.#choose(run, true);
      this.#save();
    });
  }

  /** Chooses anew for the runs without an explicit choice. A copy of another run shows nothing that is not there. */
  chooseDefaults(runs: readonly RunSummary[], pieces: RunPieces): void {
    const ids = runs.map(({ id }) => id);
    this.#change([...ids, ...this.#byDefault], () => {
      this.#pieces = pieces;
      this.#listed = new Set(this.#ownersOf(ids));
      const written = new Map<RunId, number>();
      for (const run of runs) {
        if (run.duplicateOf !== null) continue;
        const owner = pieces.ownerOf(run.id);
        written.set(owner, Math.max(written.get(owner) ?? 0, writtenAtMs(run)));
      }
      this.#byDefault = new Set(written.size <= fewRuns ? written.keys() : newestOf(written));
    });
  }

  #ownersOf(runs: readonly RunId[]): readonly RunId[] {
    return [...new Set(runs.map((run) => this.#pieces.ownerOf(run)))];
  }

  /** The latest choice stands last. */
  #choose(run: RunId, plotted: boolean): void {
    this.#chosen.delete(run);
    this.#chosen.set(run, plotted);
  }

  #change(candidates: readonly RunId[], apply: () => void): void {
    const before = candidates.map((run) => this.has(run));
    apply();
    const changed = candidates.filter((run, i) => this.has(run) !== before[i]);
    if (changed.length > 0) this.#changes.fire([...new Set(changed)]);
  }

  #save(): void {
    for (const run of this.#chosen.keys()) {
      if (this.#chosen.size <= mostRemembered) break;
      if (!this.#listed.has(run)) this.#chosen.delete(run);
    }
    void this.#memory.update(memoryKey, Object.fromEntries(this.#chosen));
  }
}

/** @param written when data last arrived, by run */
function newestOf(written: ReadonlyMap<RunId, number>): RunId[] {
  return [...written]
    .sort(([, a], [, b]) => b - a)
    .slice(0, newestRuns)
    .map(([run]) => run);
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
