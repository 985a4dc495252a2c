// The data plane: finds runs, keeps them read, and answers questions about them. Used by the worker and the command line.
import path from 'node:path';
import type { Clock } from '../../base/clock';
import { Emitter, type Event } from '../../base/event';
import { Disposable } from '../../base/lifecycle';
import type { Log } from '../../base/log';
import { Throttle } from '../../base/throttle';
import type { EngineChange, EngineSettings, RunList } from '../../shared/engineContract';
import type { SourceChoices } from '../../shared/sources';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import type { BulkThreads } from '../ingest/bulkThreads';
import { Intake } from '../ingest/intake';
import { machineProcesses } from '../ingest/openFiles';
import type { FileTail } from '../ingest/tail';
import type { SeenDirectory, WalkProblem } from '../ingest/walk';
import { ChunkPager } from '../store/chunkPager';
import { RunStore } from '../store/store';
import { Answers } from './answers';
import { Collections } from './collections';
import { CompanionIndex } from './companionIndex';
import { setCopiesAside } from './copies';
import { EpochTotals } from './epochTotals';
import { FolderSearch, type SearchSettings } from './folderSearch';
import type { LogDirectory } from './homes';
import { LogPlaces } from './logPlaces';
import { openPageFile } from './pageFile';
import { Relations } from './relations';
import { RunTable } from './runTable';
import { RunEntry } from './runEntry';
import { runIdOf } from './runId';
import { collectRuns } from './runList';
import { StatePlanner } from './statePlanner';
import { WriterWatch } from './writerWatch';

/** Views are told at most this often that data moved on. */
const announceIntervalMs = 33;
/** Runs are often written together: told one by one, views would ask and draw twice. */
const announceLeadMs = 5;
/** Thousands of directories are listed twice as soon when reading their files does not begin beside it. */
const searchFirstMs = 300;

export class Engine extends Disposable {
  /** What is known of the runs. */
  readonly answers: Answers;
  /** The runs side by side. */
  readonly table: RunTable;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #store: RunStore;
  readonly #runs = new Map<RunId, RunEntry>();
  readonly #companions = new CompanionIndex();
  readonly #places = new LogPlaces();
  readonly #epochTotals: EpochTotals;
  #sourceChoices: SourceChoices = {};
  readonly #relations = new Relations(this.#runs);
  readonly #intake: Intake;
  readonly #collections: Collections;
  readonly #search: FolderSearch;
  readonly #announce: Throttle;
  readonly #states: StatePlanner;
  readonly #changes: Emitter<EngineChange>;
  readonly #dirty = new Set<RunId>();
  #listDirty = false;
  #checks: NonNullable<EngineSettings['verifyChecksums']> = 'onDamage';
  #readsLooseLines = false;
  #begunWith = ''; // the settings, without what is opened

  constructor(clock: Clock, log: Log, threads?: BulkThreads, processes = machineProcesses) {
    super();
    this.#clock = clock;
    this.#log = log;
    this.#store = new RunStore(this.own(new ChunkPager(openPageFile, log)));
    this.answers = new Answers(this.#runs, this.#store, clock, (run) => {
      return this.#relations.of(run).hparamsOf?.run ?? null;
    });
    const { checkpoints } = this.answers;
    this.own(checkpoints);
    this.own(checkpoints.onDidFind((run) => this.#changed(run, true)));
    this.#changes = this.own(new Emitter<EngineChange>((error) => log.error('a listener', error)));
    this.#announce = this.own(
      new Throttle(clock, announceIntervalMs, () => this.#tell(), announceLeadMs),
    );
    this.#states = this.own(new StatePlanner(clock, (sinceMs) => this.#passTime(sinceMs)));
    this.#epochTotals = new EpochTotals(
      () => clock.now(),
      (run) => this.#changed(run.id, true),
    );
    const noteGone = (run: RunEntry): void => this.#changed(run.id, true);
    const writers = this.own(new WriterWatch(clock, log, processes, this.#runs, noteGone));
    this.own(this.#changes.event(({ runs }) => writers.note(runs)));
    const listener = { changed: (tail: FileTail) => this.#tailChanged(tail) };
    this.#intake = this.own(new Intake(clock, 200, listener, threads));
    const source = this.answers.tableSource(this.#intake, (run) => this.#relations.of(run));
    this.table = this.own(
      new RunTable(source, (runs) => runs.forEach((run) => this.#changed(run, false))),
    );
    this.#collections = this.own(
      new Collections(clock, this.#store, {
        added: (run) => this.#takeRun(run),
        changed: (id, list) => {
          this.#relations.touched(id);
          this.#changed(id, list);
        },
        removed: (id) => this.#removeRun(id),
      }),
    );
    this.#search = this.own(
      new FolderSearch(clock, log, {
        read: (seen) => this.#directoryRead(seen),
        gone: (directory) => this.#directoryGone(directory),
        failed: (problem) => this.#directoryFailed(problem),
        fileChanged: (file) => {
          this.#intake.hint(file);
          this.#collections.hint(file);
        },
        lookedOver: (first) => {
          this.#settleHomes();
          this.#placeCompanions();
          if (first) this.#changed(null, true);
        },
      }),
    );
  }

  /** Fires when runs came, went or moved on; at most every 33 ms. */
  get onDidChange(): Event<EngineChange> {
    return this.#changes.event;
  }

  /**
   * Starts over; runs that are still found keep what was read. Other `opened` directories alone cost one more look, and
   * other `sourceChoices` the files that are concerned.
   */
  configure({ opened = [], sourceChoices = {}, ...settings }: EngineSettings): void {
    this.#sourceChoices = sourceChoices;
    for (const run of this.#runs.values()) this.#chooseSources(run);
    const begunWith = JSON.stringify(settings);
    if (begunWith !== this.#begunWith) this.#begin(settings);
    this.#begunWith = begunWith;
    const release = this.#clock.after(searchFirstMs, () => this.#intake.setHeld(false));
    void this.#search.search(opened).then((wasSeen) => {
      release.dispose();
      this.#intake.setHeld(false);
      if (!wasSeen) return;
      this.#collections.keep(wasSeen);
      for (const run of this.#runs.values()) if (!wasSeen(run.directory)) this.#removeRun(run.id);
    });
  }

  #begin(settings: SearchSettings): void {
    this.#companions.clear();
    this.#places.clear();
    this.#store.memoryLimitBytes = settings.memoryLimitBytes;
    this.#intake.pollIntervalMs = this.#collections.pollIntervalMs = settings.pollIntervalMs;
    this.#intake.glances.isAll = settings.glanceOnly ?? false;
    this.answers.checkpoints.excluded = settings.excludedDirectories;
    this.#checks = settings.verifyChecksums ?? 'onDamage';
    this.#readsLooseLines = settings.looseLines ?? false;
    this.#search.begin(settings);
    this.#intake.setHeld(true);
  }

  /** Looks for new runs now; resolves when the round is over. */
  rescan(): Promise<void> {
    return this.#search.look();
  }

  /** Leaves the rest of all large loads unread; what was read stays, and what grows by a little goes on. */
  stopLoading(): void {
    this.#intake.stop();
  }

  /** Goes on where reading was stopped, in these runs or (null) in all. */
  continueLoading(ids: readonly RunId[] | null): void {
    const runs = ids?.flatMap((id) => this.#runs.get(id) ?? []) ?? this.#runs.values();
    for (const { tails } of runs) this.#intake.resume(tails.values());
  }

  /** Resolves when the folders have been searched and all that was found has been read. */
  async settled(): Promise<void> {
    await this.#search.settled();
    await Promise.all([this.#intake.idle(), this.#collections.idle()]);
    await this.#epochTotals.idle();
    // What was read may say that logs belong together.
    while (this.#places.needsSettling && !this.isDisposed) {
      this.#settleHomes();
      await this.#intake.idle();
    }
  }

  /** Searches the folders without waiting for logs to be read; what runs a database has stands in it. */
  async findRuns(): Promise<readonly RunSummary[]> {
    await this.#search.settled();
    await this.#collections.idle();
    return this.#listOf([...this.#runs.values()]).runs;
  }

  listRuns(): RunList {
    return this.#listOf([...this.#runs.values()].filter((run) => run.isListed));
  }

  getRuns(ids: readonly RunId[]): RunList {
    const asked = ids.flatMap((id) => this.#runs.get(id) ?? []);
    return this.#listOf(asked.filter((run) => run.isListed));
  }

  /** Where they belong depends on all runs that were found. */
  #placeCompanions(): void {
    const placed = this.#companions.place((directory) => {
      return (this.#runs.get(runIdOf(directory))?.tails.size ?? 0) > 0;
    });
    for (const { directory, root } of placed.values()) {
      if (!this.#runs.has(runIdOf(directory))) this.#addRun(directory, root);
    }
    for (const run of this.#runs.values()) {
      // What lies beside a database belongs to none of its runs.
      if (run.member) continue;
      const companions = placed.get(run.directory)?.companions ?? [];
      if (!run.setCompanions(companions)) continue;
      if (run.isEmpty) this.#removeRun(run.id);
      else this.#changed(run.id, true);
    }
  }

  #directoryRead(found: SeenDirectory): void {
    const seen = this.#collections.take(found);
    this.#companions.note(seen);
    const known = this.#runs.get(runIdOf(seen.directory));
    if (known?.noteFound(seen.root)) {
      this.#relations.touched(known.id);
      this.#changed(known.id, true);
    }
    this.#places.note(seen);
    if (seen.logFiles.length === 0 && known?.isEmpty) this.#removeRun(known.id);
    this.#placeLogs(seen);
  }

  /** Has the logs of a directory followed with the run that they belong to. */
  #placeLogs(
    { directory, root, logFiles }: LogDirectory,
    stops?: ReadonlyMap<string, number>,
  ): void {
    const home = this.#places.homeOf(directory);
    if (home === null || logFiles.length === 0) return;
    const run = this.#runs.get(runIdOf(home)) ?? this.#addRun(home, root);
    // In order, because a file that comes before others moves them all.
    for (const name of [...logFiles].sort()) {
      const file = path.relative(home, path.join(directory, name)).split(path.sep).join('/');
      const tail = run.addFile(file, this.#checks, this.#readsLooseLines);
      if (tail) this.#intake.add(tail, stops?.get(tail.filePath));
    }
    setCopiesAside(run, this.#intake);
  }

  #settleHomes(): void {
    const moves = this.#places.settle();
    const stops = new Map<string, number>();
    for (const { directory, from } of moves) this.#unplace(directory, from, stops);
    for (const { logs } of moves) if (logs) this.#placeLogs(logs, stops);
  }

  /** Forgets the logs of a directory that were followed with the run of `home`; notes how far each is to be read. */
  #unplace(directory: string, home: string | null, stops: Map<string, number>): void {
    const run = this.#runAt(home);
    if (!run) return;
    for (const [name, { filePath }] of [...run.tails]) {
      if (path.dirname(filePath) !== directory) continue;
      stops.set(filePath, this.#intake.remove(filePath));
      this.#readAgain(run, run.removeFile(name));
    }
    if (run.isEmpty) this.#removeRun(run.id);
    else this.#changed(run.id, true);
  }

  #chooseSources(run: RunEntry): void {
    const files = run.chooseSources(this.#sourceChoices[run.id] ?? {});
    if (files.length === 0) return;
    this.#readAgain(run, files);
    this.#changed(run.id, true);
  }

  #runAt(directory: string | null): RunEntry | undefined {
    return directory === null ? undefined : this.#runs.get(runIdOf(directory));
  }

  /** From their starts, for what was not taken from them before. */
  #readAgain(run: RunEntry, files: readonly string[]): void {
    for (const name of files) {
      const old = run.tails.get(name);
      if (!old) continue;
      const stopsAt = this.#intake.remove(old.filePath);
      const tail = run.reopenFile(name, this.#checks, this.#readsLooseLines);
      if (tail) this.#intake.add(tail, stopsAt);
    }
  }

  #addRun(directory: string, root: string): RunEntry {
    return this.#takeRun(new RunEntry(root, directory, this.#store.addRun(runIdOf(directory))));
  }

  #takeRun(run: RunEntry): RunEntry {
    this.#runs.set(run.id, run);
    this.#chooseSources(run);
    this.#relations.added(run);
    this.#changed(run.id, true);
    return run;
  }

  #directoryGone(directory: string): void {
    this.#companions.forget(directory);
    this.#places.forget(directory);
    const run = this.#runs.get(runIdOf(this.#places.homeOf(directory) ?? directory));
    if (run?.isEmpty) this.#removeRun(run.id);
    for (const { filePath } of run?.tails.values() ?? []) {
      if (path.dirname(filePath) === directory) this.#intake.hint(filePath);
    }
  }

  #directoryFailed(problem: WalkProblem): void {
    const id = runIdOf(problem.directory);
    if (this.#runs.get(id)?.directoryProblems[0]?.detail === problem.code) return;
    this.#log.warn(`${problem.directory} cannot be read: ${problem.code}`);
    const run = this.#runs.get(id) ?? this.#addRun(problem.directory, problem.root);
    run.noteDirectoryFailure(problem.code);
    this.#changed(id, true);
  }

  #tailChanged(tail: FileTail): void {
    const run = this.#runAt(this.#places.homeOf(path.dirname(tail.filePath)));
    if (!run) return;
    const { id } = run;
    const sheet = run.sheets.get(tail.name);
    if (sheet) this.#places.noteTold(tail.filePath, sheet);
    this.#epochTotals.note(run, tail);
    const { filePath, name } = tail;
    if (!this.#intake.isBehind(filePath) && !this.#intake.isStopped(filePath)) {
      this.#readAgain(run, run.settleFile(name));
    }
    run.noteMissing((file) => this.#intake.isMissing(file), this.#clock.now());
    setCopiesAside(run, this.#intake);
    this.#relations.touched(id);
    this.#changed(id, run.noteListed());
  }

  #removeRun(id: RunId): void {
    const run = this.#runs.get(id);
    if (!run) return;
    for (const tail of run.tails.values()) this.#intake.remove(tail.filePath);
    this.#runs.delete(id);
    this.#relations.removed(run);
    this.#store.removeRun(id);
    this.#changed(id, true);
  }

  #changed(id: RunId | null, list: boolean): void {
    if (id) this.#dirty.add(id);
    this.#listDirty ||= list;
    this.#announce.request();
  }

  #tell(): void {
    if (this.#places.needsSettling && !this.#search.isSearching) this.#settleHomes();
    this.#settleRelations();
    const runs = [...this.#dirty];
    this.#dirty.clear();
    const list = this.#listDirty;
    this.#listDirty = false;
    this.table.note(runs);
    const { isSearching: searching } = this.#search;
    this.#changes.fire({ revision: this.#store.revision, runs, list, searching });
    this.#states.note(runs.flatMap((id) => this.#runs.get(id) ?? []));
  }

  /** Tells of the runs whose state changed by silence since `sinceMs`, and forgets those that are gone. */
  #passTime(sinceMs: number): void {
    const now = this.#clock.now();
    for (const run of [...this.#runs.values()]) {
      if (run.isGone(now)) this.#removeRun(run.id);
      else if (run.changesBetween(sinceMs, now)) this.#changed(run.id, true);
    }
    this.#states.note(this.#runs.values());
  }

  /** What runs are to each other may change with any of them. */
  #settleRelations(): boolean {
    const changed = this.#relations.settle();
    for (const id of changed) this.#dirty.add(id);
    this.#listDirty ||= changed.length > 0;
    return changed.length > 0;
  }

  #listOf(entries: readonly RunEntry[]): RunList {
    if (this.#settleRelations()) this.#announce.request();
    const runs = collectRuns(entries, this.#intake, this.#relations, this.#clock.now());
    return { revision: this.#store.revision, searching: this.#search.isSearching, ...runs };
  }
}
