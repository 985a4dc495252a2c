// Notices when the process that wrote a run's logs is gone: the surest sign that a run without an end record has ended.
import { realpath } from 'node:fs/promises';
import type { Clock } from '../../base/clock';
import { Disposable, type Owned } from '../../base/lifecycle';
import type { Log } from '../../base/log';
import type { Holders, Processes } from '../ingest/openFiles';
import type { RunId } from '../../shared/vocabulary';
import type { RunEntry } from './runEntry';

/** How often the processes that are known to write are looked at. */
const lookIntervalMs = 1_000;
/** All processes of the machine are looked at for the writers that are not known, less and less often. */
const searchIntervalMs = 4_000;
const longestSearchIntervalMs = 60_000;

interface Watched {
  readonly run: RunEntry;
  /** By path: the real path of each of its files that was there, as long as the run does not move on. */
  realPaths: Map<string, string>;
  /** Real paths of its files, and the process that has each open. */
  holders: Holders;
  /** When all processes were last searched for its writers, and how long until the next time. */
  searchedAtMs: number;
  searchIntervalMs: number;
}

export class WriterWatch extends Disposable {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #processes: Processes;
  readonly #runs: ReadonlyMap<RunId, RunEntry>;
  readonly #gone: (run: RunEntry) => void;
  /** Runs that may be written to. */
  readonly #watched = new Map<RunId, Watched>();
  /** Runs that moved on since the last look: whether anybody may write to the others is as it was. */
  readonly #moved = new Set<RunId>();
  #timer: Owned | undefined;
  #looking = false;
  /** The system does not tell who writes, and never will. */
  #isBlind = false;

  /** @param runs changed by their owner only; @param gone told when a run's writer is gone */
  constructor(
    clock: Clock,
    log: Log,
    processes: Processes,
    runs: ReadonlyMap<RunId, RunEntry>,
    gone: (run: RunEntry) => void,
  ) {
    super();
    this.#clock = clock;
    this.#log = log;
    this.#processes = processes;
    this.#runs = runs;
    this.#gone = gone;
  }

  /** Runs came, went or moved on: as long as one is live, its writers are watched. */
  note(runs: Iterable<RunId>): void {
    for (const run of runs) this.#moved.add(run);
    this.#plan();
  }

  override dispose(): void {
    this.#timer?.dispose();
    super.dispose();
  }

  #plan(): void {
    if (this.#timer || this.#looking || this.#isBlind || this.isDisposed) return;
    if (this.#moved.size + this.#watched.size === 0) return;
    this.#timer = this.#clock.after(lookIntervalMs, () => {
      this.#timer = undefined;
      this.#look().catch((error: unknown) => this.#log.error('the watch over writers', error));
    });
  }

  async #look(): Promise<void> {
    this.#looking = true;
    try {
      this.#takeMoved();
      const hasAnswer = (await this.#lookAtKnown()) && (await this.#search());
      this.#isBlind = !hasAnswer;
    } finally {
      this.#looking = false;
      this.#plan();
    }
  }

  #takeMoved(): void {
    const now = this.#clock.now();
    for (const id of this.#moved) {
      const run = this.#runs.get(id);
      const watched = this.#watched.get(id);
      if (!run?.mayBeWritten(now)) this.#watched.delete(id);
      else if (watched?.run !== run) this.#watched.set(id, newWatched(run));
      else watched.realPaths.clear();
    }
    this.#moved.clear();
  }

  /** False where the system does not tell. */
  async #lookAtKnown(): Promise<boolean> {
    // A living process may have closed its file for a while.
    const isAlive = this.#aliveOnce();
    const left = [...this.#watched.values()].filter(
      ({ holders }) => holders.size > 0 && ![...holders.values()].some(isAlive),
    );
    // Another one may have taken over: a child of it, or the same program begun anew.
    if (!(await this.#findWriters(left))) return false;
    for (const { run, holders } of left) {
      if (holders.size > 0 || this.isDisposed) continue;
      run.noteWriterGone(this.#clock.now());
      this.#watched.delete(run.id);
      this.#gone(run);
    }
    return true;
  }

  /** One process may write thousands of runs. */
  #aliveOnce(): (pid: number) => boolean {
    const known = new Map<number, boolean>();
    return (pid) => {
      const alive = known.get(pid) ?? this.#processes.isAlive(pid);
      known.set(pid, alive);
      return alive;
    };
  }

  /** Looks for the writers of runs that have none yet: of all of them as soon as it is time for one. */
  async #search(): Promise<boolean> {
    const now = this.#clock.now();
    const unknown = [...this.#watched.values()].filter(({ holders }) => holders.size === 0);
    const isDue = unknown.some((one) => now - one.searchedAtMs >= one.searchIntervalMs);
    if (!isDue) return true;
    for (const watched of unknown) {
      watched.searchedAtMs = now;
      watched.searchIntervalMs = Math.min(longestSearchIntervalMs, watched.searchIntervalMs * 2);
    }
    return this.#findWriters(unknown);
  }

  /** Notes which processes write the files of these runs; false where the system does not tell. */
  async #findWriters(runs: readonly Watched[]): Promise<boolean> {
    if (runs.length === 0) return true;
    const files = new Set<string>();
    for (const watched of runs) {
      await resolveFiles(watched);
      for (const file of watched.realPaths.values()) files.add(file);
    }
    const holders = await this.#processes.findHolders(files);
    if (!holders) return false;
    for (const watched of runs) {
      const own = new Set(watched.realPaths.values());
      watched.holders = new Map([...holders].filter(([file]) => own.has(file)));
    }
    return true;
  }
}

function newWatched(run: RunEntry): Watched {
  const realPaths = new Map<string, string>();
  return { run, realPaths, holders: new Map(), searchedAtMs: -Infinity, searchIntervalMs };
}

async function resolveFiles({ run, realPaths }: Watched): Promise<void> {
  // Also those that are no logs: what a training prints is kept open by it, when its logs are not.
  for (const { filePath } of run.tails.values()) {
    if (realPaths.has(filePath)) continue;
    // What is gone is written by nobody.
    const real = await realpath(filePath).catch(() => null);
    if (real !== null) realPaths.set(filePath, real);
  }
}
