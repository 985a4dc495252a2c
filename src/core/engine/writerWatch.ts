// Notices when the process that wrote a run's logs is gone: the surest sign that a run without an end record has ended.
import { realpath } from 'node:fs/promises';
import type { Clock } from '../../base/clock';
import { Disposable, type Owned } from '../../base/lifecycle';
import type { Holders, Processes } from '../ingest/openFiles';
import type { RunId } from '../../shared/vocabulary';
import type { RunEntry } from './runEntry';

/** How often the processes that are known to write are looked at. */
const lookIntervalMs = 1_000;
/** All processes of the machine are looked at for the writers that are not known, less and less often. */
const searchIntervalMs = 4_000;
const longestSearchIntervalMs = 60_000;

interface Watched {
  /** Real paths of its files, and the process that has each open. */
  holders: Holders;
  /** When all processes were last searched for its writers, and how long until the next time. */
  searchedAtMs: number;
  searchIntervalMs: number;
}

export class WriterWatch extends Disposable {
  readonly #clock: Clock;
  readonly #processes: Processes;
  readonly #runs: ReadonlyMap<RunId, RunEntry>;
  readonly #changed: (run: RunEntry) => void;
  readonly #watched = new Map<RunEntry, Watched>();
  #timer: Owned | undefined;
  #looking = false;

  /** @param runs changed by their owner only; @param changed told when a run's writer is gone */
  constructor(
    clock: Clock,
    processes: Processes,
    runs: ReadonlyMap<RunId, RunEntry>,
    changed: (run: RunEntry) => void,
  ) {
    super();
    this.#clock = clock;
    this.#processes = processes;
    this.#runs = runs;
    this.#changed = changed;
  }

  /** Runs moved on: as long as one is live, its writers are watched. */
  request(): void {
    if (this.#timer || this.#looking || this.isDisposed) return;
    this.#timer = this.#clock.after(lookIntervalMs, () => {
      this.#timer = undefined;
      void this.#look();
    });
  }

  override dispose(): void {
    this.#timer?.dispose();
    super.dispose();
  }

  async #look(): Promise<void> {
    this.#looking = true;
    const now = this.#clock.now();
    const runs = new Set([...this.#runs.values()].filter((run) => run.mayBeWritten(now)));
    for (const run of this.#watched.keys()) if (!runs.has(run)) this.#watched.delete(run);
    const known = await this.#lookAtKnown(runs);
    const searched = known && (await this.#search(runs));
    this.#looking = false;
    // Without an answer there never will be one on this system.
    if (searched && runs.size > 0) this.request();
  }

  /** False where the system does not tell. */
  async #lookAtKnown(runs: Iterable<RunEntry>): Promise<boolean> {
    for (const run of runs) {
      const watched = this.#watched.get(run);
      // A living process may have closed its file for a while.
      if (!watched || watched.holders.size === 0) continue;
      if ([...watched.holders.values()].some((pid) => this.#processes.isAlive(pid))) continue;
      // Another one may have taken over: a child of it, or the same program begun anew.
      const holders = await this.#processes.findHolders(await realFilesOf(run));
      if (!holders) return false;
      watched.holders = holders;
      if (holders.size > 0 || this.isDisposed) continue;
      run.noteWriterGone(this.#clock.now());
      this.#changed(run);
    }
    return true;
  }

  /** Looks for the writers of runs that have none yet. */
  async #search(runs: Iterable<RunEntry>): Promise<boolean> {
    const now = this.#clock.now();
    const due: { watched: Watched; files: ReadonlySet<string> }[] = [];
    for (const run of runs) {
      const watched = this.#watched.get(run) ?? newWatched();
      this.#watched.set(run, watched);
      if (watched.holders.size > 0 || now - watched.searchedAtMs < watched.searchIntervalMs)
        continue;
      watched.searchedAtMs = now;
      watched.searchIntervalMs = Math.min(longestSearchIntervalMs, watched.searchIntervalMs * 2);
      due.push({ watched, files: await realFilesOf(run) });
    }
    if (due.length === 0) return true;
    const holders = await this.#processes.findHolders(
      new Set(due.flatMap(({ files }) => [...files])),
    );
    if (!holders) return false;
    for (const { watched, files } of due) {
      watched.holders = new Map([...holders].filter(([file]) => files.has(file)));
    }
    return true;
  }
}

function newWatched(): Watched {
  return { holders: new Map(), searchedAtMs: -Infinity, searchIntervalMs };
}

async function realFilesOf(run: RunEntry): Promise<ReadonlySet<string>> {
  const files = new Set<string>();
  // Also those that are no logs: what a training prints is kept open by it, when its logs are not.
  for (const { filePath } of run.tails.values()) {
    // What is gone is written by nobody.
    const real = await realpath(filePath).catch(() => null);
    if (real !== null) files.add(real);
  }
  return files;
}
