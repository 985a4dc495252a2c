// The data plane: finds runs, keeps them read, and answers questions about them. Used by the worker and the command line.
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Clock } from '../../base/clock';
import { Emitter, type Event } from '../../base/event';
import { Disposable, type Owned } from '../../base/lifecycle';
import type { Log } from '../../base/log';
import { compareNaturally } from '../../base/naturalOrder';
import { Throttle } from '../../base/throttle';
import type { Catalog, EngineChange, EngineSettings, RunList } from '../../shared/engineContract';
import type { Content } from '../../shared/content';
import type { Frame, FrameQuery, NearestPoint, NearestQuery } from '../../shared/frame';
import type { ContentQuery, ItemList, ItemsQuery } from '../../shared/items';
import type { RunId, RunSummary, SeriesStatistics } from '../../shared/vocabulary';
import { formatOf } from '../formats/registry';
import { diskPath } from '../ingest/diskPath';
import { Intake } from '../ingest/intake';
import { FileTail } from '../ingest/tail';
import { DirectoryWalk, type SeenDirectory, type WalkProblem } from '../ingest/walk';
import { Watcher } from '../ingest/watcher';
import { nextStateChangeMs } from '../model/runState';
import { collectCatalog } from '../query/catalog';
import { collectFrame } from '../query/frame';
import { collectItems } from '../query/items';
import { collectNearest } from '../query/nearest';
import { ChunkPager } from '../store/chunkPager';
import { RunStore } from '../store/store';
import { ContentReader } from './contentReader';
import { openPageFile } from './pageFile';
import { RunEntry } from './runEntry';
import { StatePlanner } from './statePlanner';
import { directoriesToWatch } from './watchedDirectories';

/** Views are told at most this often that data moved on. */
const announceIntervalMs = 33;
/** Runs are often written together: told one by one, views would ask and draw twice. */
const announceLeadMs = 5;
/** How often the folders are looked over for new runs when no watcher says so. */
const walkIntervalMs = 15_000;
/** Over thousands of directories less often, since each costs a stat; a watcher tells of new runs sooner. */
const walkMsPerDirectory = 20;
/** Thousands of directories are listed twice as soon when reading their files does not begin beside it. */
const searchFirstMs = 300;
/** From the end of a search until what was found is watched; polling sees changes meanwhile. */
const watchDelayMs = 200;
/** Several structure events in a row are one. */
const walkDelayMs = 100;

/** The stable id of a run directory. */
export function runIdOf(directory: string): RunId {
  return createHash('sha1').update(diskPath(directory)).digest('hex').slice(0, 12) as RunId;
}

export class Engine extends Disposable {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #store: RunStore;
  readonly #runs = new Map<RunId, RunEntry>();
  readonly #contents = new ContentReader();
  readonly #intake: Intake;
  readonly #announce: Throttle;
  readonly #states: StatePlanner;
  readonly #changes: Emitter<EngineChange>;
  readonly #dirty = new Set<RunId>();
  #listDirty = false;
  #walk: DirectoryWalk | undefined;
  #watcher: Watcher | undefined;
  #walkTimer: Owned | undefined;
  #watchTimer: Owned | undefined;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #searching = false;

  constructor(clock: Clock, log: Log) {
    super();
    this.#clock = clock;
    this.#log = log;
    this.#store = new RunStore(this.own(new ChunkPager(openPageFile, log)));
    this.#changes = this.own(new Emitter<EngineChange>((error) => log.error('a listener', error)));
    this.#announce = this.own(
      new Throttle(clock, announceIntervalMs, () => this.#tell(), announceLeadMs),
    );
    this.#states = this.own(new StatePlanner(clock, (sinceMs) => this.#passTime(sinceMs)));
    this.#intake = this.own(new Intake(clock, 200, { changed: (tail) => this.#tailChanged(tail) }));
  }

  /** Fires when runs came, went or moved on; at most every 33 ms. */
  get onDidChange(): Event<EngineChange> {
    return this.#changes.event;
  }

  /** Starts over with these folders. Runs that are still found keep what was read of them. */
  configure(settings: EngineSettings): void {
    this.#store.memoryLimitBytes = settings.memoryLimitBytes;
    const excluded = new Set(settings.excludedDirectories);
    const isLogFile = (name: string): boolean => formatOf(name) !== undefined;
    this.#intake.pollIntervalMs = settings.pollIntervalMs;
    this.#walk?.cancel();
    if (this.#watcher) this.disown(this.#watcher);
    this.#watcher = settings.watch
      ? this.own(
          new Watcher(
            isLogFile,
            {
              fileChanged: (file) => this.#intake.hint(file),
              structureChanged: () => this.#planWalk(walkDelayMs),
            },
            this.#log,
          ),
        )
      : undefined;
    const found = new Set<RunId>();
    const walk = new DirectoryWalk(
      settings.folders.map((folder) => path.resolve(folder)),
      { isLogFile, isExcluded: (name) => excluded.has(name) },
      {
        read: (seen) => {
          this.#directoryRead(seen);
          found.add(runIdOf(seen.directory));
        },
        gone: (directory) => this.#directoryGone(directory),
        failed: (problem) => {
          this.#directoryFailed(problem);
          found.add(runIdOf(problem.directory));
        },
      },
      this.#clock,
    );
    this.#walk = walk;
    this.#searching = true;
    this.#looking = undefined;
    this.#intake.setHeld(true);
    const release = this.#clock.after(searchFirstMs, () => this.#intake.setHeld(false));
    void this.rescan().then(() => {
      release.dispose();
      this.#intake.setHeld(false);
      if (walk !== this.#walk) return;
      for (const id of this.#runs.keys()) if (!found.has(id)) this.#removeRun(id);
    });
  }

  /** Looks for new runs now; resolves when the round is over. */
  async rescan(): Promise<void> {
    const walk = this.#walk;
    if (!walk) return;
    if (this.#looking) {
      this.#lookAgain = true;
      return this.#looking;
    }
    this.#walkTimer?.dispose();
    this.#walkTimer = undefined;
    this.#looking = this.#lookOver(walk);
    return this.#looking;
  }

  /** Resolves when the folders have been searched and all that was found has been read. */
  async settled(): Promise<void> {
    await this.#looking;
    await this.#intake.idle();
  }

  /** Searches the folders without waiting for what was found to be read. */
  async findRuns(): Promise<readonly RunSummary[]> {
    await this.#looking;
    return this.listRuns().runs;
  }

  listRuns(): RunList {
    return this.#listOf([...this.#runs.values()]);
  }

  getRuns(ids: readonly RunId[]): RunList {
    return this.#listOf(ids.flatMap((id) => this.#runs.get(id) ?? []));
  }

  getCatalog(runs: readonly RunId[]): Catalog {
    return collectCatalog(this.#store, runs);
  }

  getStatistics(run: RunId): readonly SeriesStatistics[] {
    const data = this.#store.run(run);
    return data ? [...data.series()].map((series) => series.statistics()) : [];
  }

  getFrame(query: FrameQuery): Frame {
    return collectFrame(this.#store, query);
  }

  getNearest(query: NearestQuery): readonly NearestPoint[] {
    return collectNearest(this.#store, query);
  }

  getItems(query: ItemsQuery): ItemList {
    return collectItems(this.#store, query);
  }

  /** Rejects with words for the user when the item is gone or its bytes are not what they should be. */
  async getContent(query: ContentQuery): Promise<Content> {
    const run = this.#runs.get(query.run);
    if (!run) throw new Error('The run is gone.');
    return this.#contents.read(run, query);
  }

  override dispose(): void {
    this.#walk?.cancel();
    this.#walkTimer?.dispose();
    this.#watchTimer?.dispose();
    super.dispose();
  }

  async #lookOver(walk: DirectoryWalk): Promise<void> {
    do {
      this.#lookAgain = false;
      await walk.look();
    } while (this.#needsAnotherLook(walk));
    if (walk !== this.#walk || this.isDisposed) return;
    this.#looking = undefined;
    if (this.#searching) {
      this.#searching = false;
      this.#changed(null, true);
    }
    this.#planWatch(walk);
    this.#planWalk(Math.max(walkIntervalMs, walk.directoryCount * walkMsPerDirectory));
  }

  #needsAnotherLook(walk: DirectoryWalk): boolean {
    return this.#lookAgain && walk === this.#walk && !this.isDisposed;
  }

  /** Watching thousands of directories keeps the thread busy, so what was found is told first. */
  #planWatch(walk: DirectoryWalk): void {
    this.#watchTimer?.dispose();
    this.#watchTimer = this.#clock.after(watchDelayMs, () => {
      if (walk === this.#walk) this.#watcher?.setDirectories(directoriesToWatch(walk));
    });
  }

  #planWalk(delayMs: number): void {
    if (this.isDisposed) return;
    this.#walkTimer?.dispose();
    this.#walkTimer = this.#clock.after(delayMs, () => void this.rescan());
  }

  #directoryRead(seen: SeenDirectory): void {
    const known = this.#runs.get(runIdOf(seen.directory));
    if (known && known.directoryProblems.length > 0) {
      known.directoryProblems.length = 0;
      this.#changed(known.id, true);
    }
    if (seen.logFiles.length === 0) {
      if (known?.tails.size === 0) this.#removeRun(known.id);
      return;
    }
    const run = known ?? this.#addRun(seen.directory, seen.root);
    // In order, because a file that comes before others moves them all.
    for (const name of [...seen.logFiles].sort()) {
      if (!run.tails.has(name)) this.#addFile(run, name);
    }
  }

  #addRun(directory: string, root: string): RunEntry {
    const id = runIdOf(directory);
    const name = path.relative(root, directory).split(path.sep).join('/') || '.';
    const run = new RunEntry(id, root, name, directory, this.#store.addRun(id));
    this.#runs.set(id, run);
    this.#changed(id, true);
    return run;
  }

  #addFile(run: RunEntry, name: string): void {
    const format = formatOf(name);
    if (!format) return;
    let writer = run.data.addFile(name);
    const tail = new FileTail(run.directory, name, format, {
      append: (tags, decoded) => {
        writer.append(tags, decoded);
      },
      reset: () => {
        run.data.removeFile(name);
        writer = run.data.addFile(name);
      },
    });
    run.tails.set(name, tail);
    this.#intake.add(tail);
  }

  #directoryGone(directory: string): void {
    const run = this.#runs.get(runIdOf(directory));
    if (run?.tails.size === 0) this.#removeRun(run.id);
    else if (run) for (const tail of run.tails.values()) this.#intake.hint(tail.filePath);
  }

  #directoryFailed(problem: WalkProblem): void {
    const id = runIdOf(problem.directory);
    if (this.#runs.get(id)?.directoryProblems[0]?.detail === problem.code) return;
    this.#log.warn(`${problem.directory} cannot be read: ${problem.code}`);
    const run = this.#runs.get(id) ?? this.#addRun(problem.directory, problem.root);
    run.directoryProblems.splice(0, run.directoryProblems.length, {
      kind: 'unreadable',
      file: '.',
      offset: null,
      bytes: 0,
      count: 1,
      detail: problem.code,
    });
    this.#changed(id, true);
  }

  #tailChanged(tail: FileTail): void {
    const id = runIdOf(path.dirname(tail.filePath));
    const run = this.#runs.get(id);
    if (!run) return;
    if (!this.#isMissing(run)) run.missingSinceMs = null;
    else run.missingSinceMs ??= this.#clock.now();
    this.#changed(id, false);
  }

  /** Mostly the first file answers, of however many. */
  #isMissing(run: RunEntry): boolean {
    for (const { filePath } of run.tails.values()) {
      if (!this.#intake.isMissing(filePath)) return false;
    }
    return true;
  }

  #removeRun(id: RunId): void {
    const run = this.#runs.get(id);
    if (!run) return;
    for (const tail of run.tails.values()) this.#intake.remove(tail.filePath);
    this.#runs.delete(id);
    this.#store.removeRun(id);
    this.#changed(id, true);
  }

  #changed(id: RunId | null, list: boolean): void {
    if (id) this.#dirty.add(id);
    this.#listDirty ||= list;
    this.#announce.request();
  }

  #tell(): void {
    const runs = [...this.#dirty];
    this.#dirty.clear();
    const list = this.#listDirty;
    this.#listDirty = false;
    this.#changes.fire({
      revision: this.#store.revision,
      runs,
      list,
      searching: this.#searching,
    });
    this.#states.note(runs.flatMap((id) => this.#runs.get(id) ?? []));
  }

  /** Tells of the runs whose state changed by silence since `sinceMs`, and forgets those that are gone. */
  #passTime(sinceMs: number): void {
    const now = this.#clock.now();
    for (const run of [...this.#runs.values()]) {
      if (run.isGone(now)) {
        this.#removeRun(run.id);
        continue;
      }
      const at = nextStateChangeMs(run.collectFacts(), sinceMs);
      if (at !== null && at <= now) this.#changed(run.id, true);
    }
    this.#states.note(this.#runs.values());
  }

  #listOf(entries: readonly RunEntry[]): RunList {
    const now = this.#clock.now();
    let bytesTotal = 0;
    let bytesRead = 0;
    for (const tail of this.#intake.files) {
      bytesTotal += tail.sizeBytes;
      // What waits at the end of a file for the rest of its record is as read as it can be.
      bytesRead += this.#intake.isBehind(tail.filePath) ? tail.bytesRead : tail.sizeBytes;
    }
    const runs: RunSummary[] = entries
      .map((run) => run.summarize(now, (file) => this.#intake.isBehind(file)))
      .sort((a, b) => compareNaturally(a.root, b.root) || compareNaturally(a.name, b.name));
    return {
      revision: this.#store.revision,
      runs,
      searching: this.#searching,
      bytesTotal,
      bytesRead,
    };
  }
}
