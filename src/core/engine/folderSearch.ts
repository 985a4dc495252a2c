// Looks the folders of the settings over for runs, now and again, and has what was found watched.
import path from 'node:path';
import type { Clock } from '../../base/clock';
import { Disposable, type Owned } from '../../base/lifecycle';
import type { Log } from '../../base/log';
import type { EngineSettings } from '../../shared/engineContract';
import { companionKindOf } from '../companions/companionKind';
import { isClosedFolder, isSourceFile } from '../formats/registry';
import { DirectoryWalk, type WalkListener } from '../ingest/walk';
import { Watcher } from '../ingest/watcher';
import { directoriesToWatch } from './watchedDirectories';

/** How often the folders are looked over for new runs when no watcher says so. */
const walkIntervalMs = 15_000;
/** Over thousands of directories less often, since each costs a stat; a watcher tells of new runs sooner. */
const walkMsPerDirectory = 20;
/** From the end of a search until what was found is watched; polling sees changes meanwhile. */
const watchDelayMs = 200;
/** What appeared between a search and the watch over it is found so much later. */
const catchUpMs = 1_000;
/** Several structure events in a row are one. */
const walkDelayMs = 100;

export interface SearchListener extends WalkListener {
  /** A watcher says that the file changed. */
  fileChanged(filePath: string): void;
  /** All folders have been looked over; `first` where nobody had since the settings changed. */
  lookedOver(first: boolean): void;
}

export type SearchSettings = Omit<EngineSettings, 'opened' | 'sourceChoices'>;

export class FolderSearch extends Disposable {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #listener: SearchListener;
  #walk: DirectoryWalk | undefined;
  #watcher: Watcher | undefined;
  #walkTimer: Owned | undefined;
  #watchTimer: Owned | undefined;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #searching = false;

  constructor(clock: Clock, log: Log, listener: SearchListener) {
    super();
    this.#clock = clock;
    this.#log = log;
    this.#listener = listener;
  }

  /** True from `begin` or `setOpened` until all folders have been looked over. */
  get isSearching(): boolean {
    return this.#searching;
  }

  /** Resolves when the round that is going on, if any, is over. */
  async settled(): Promise<void> {
    await this.#looking;
  }

  /** Forgets what was seen; the next round reads everything. */
  begin(settings: SearchSettings): void {
    const excluded = new Set(settings.excludedDirectories);
    this.#walk?.cancel();
    if (this.#watcher) this.disown(this.#watcher);
    this.#watcher = settings.watch ? this.own(this.#openWatcher()) : undefined;
    this.#walk = new DirectoryWalk(
      settings.folders.map((folder) => path.resolve(folder)),
      {
        isLogFile: isSourceFile,
        isExcluded: (name, parent) => excluded.has(name) || isClosedFolder(name, parent),
        isCompanion: (directory, name) => companionKindOf(directory, name) !== null,
      },
      this.#listener,
      this.#clock,
    );
    this.#looking = undefined;
  }

  /**
   * Looks everything over, with these directories as well.
   * @returns whether a directory was seen by this search; null where another one has begun meanwhile
   */
  async search(opened: readonly string[]): Promise<((directory: string) => boolean) | null> {
    const walk = this.#walk;
    walk?.setOpened(opened);
    this.#searching = true;
    await this.look();
    return walk && walk === this.#walk ? (directory) => walk.knows(directory) : null;
  }

  /** Looks for what is new now; resolves when the round is over. */
  async look(): Promise<void> {
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

  override dispose(): void {
    this.#walk?.cancel();
    this.#walkTimer?.dispose();
    this.#watchTimer?.dispose();
    super.dispose();
  }

  #openWatcher(): Watcher {
    const listener = {
      fileChanged: (file: string) => this.#listener.fileChanged(file),
      structureChanged: () => this.#planWalk(walkDelayMs),
    };
    return new Watcher(isSourceFile, listener, this.#log);
  }

  async #lookOver(walk: DirectoryWalk): Promise<void> {
    do {
      this.#lookAgain = false;
      await walk.look();
    } while (this.#needsAnotherLook(walk));
    if (walk !== this.#walk || this.isDisposed) return;
    this.#looking = undefined;
    const first = this.#searching;
    this.#searching = false;
    this.#listener.lookedOver(first);
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
      if (walk !== this.#walk) return;
      const isNew = this.#watcher?.setDirectories(directoriesToWatch(walk)) ?? false;
      if (isNew) this.#planWalk(catchUpMs);
    });
  }

  #planWalk(delayMs: number): void {
    if (this.isDisposed) return;
    this.#walkTimer?.dispose();
    this.#walkTimer = this.#clock.after(delayMs, () => void this.look());
  }
}
