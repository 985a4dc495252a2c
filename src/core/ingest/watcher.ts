// Hints from the operating system that a directory or a log file changed. Only hints: the stat poll alone suffices.
import type { FSWatcher } from 'chokidar';
import path from 'node:path';
import { Disposable, toDisposable } from '../../base/lifecycle';
import { diskPath } from './diskPath';
import type { Log } from '../../base/log';

export interface WatcherListener {
  fileChanged(filePath: string): void;
  structureChanged(): void;
}

/** Directories watched at most: the operating system shares its watches among all programs. */
const mostDirectories = 4_096;

/**
 * Watches run directories, one level deep, for new and growing log files. A watcher that fails (too many watches, a file
 * system without events) is given up with a line in the log; nothing else depends on it.
 */
export class Watcher extends Disposable {
  /** The package is loaded when there is something to watch: until then its 15 ms stand in the way of the first runs. */
  #watcher: Promise<FSWatcher | null> | undefined;
  readonly #watched = new Set<string>();
  readonly #isLogFile: (fileName: string) => boolean;
  readonly #listener: WatcherListener;
  readonly #log: Log;

  constructor(isLogFile: (fileName: string) => boolean, listener: WatcherListener, log: Log) {
    super();
    this.#isLogFile = isLogFile;
    this.#listener = listener;
    this.#log = log;
  }

  /**
   * Watches these directories and no others.
   * @returns whether some of them were not watched before: what happened in them until now was not noticed
   */
  setDirectories(directories: Iterable<string>): boolean {
    const wanted = new Set<string>();
    for (const directory of directories) {
      if (wanted.size === mostDirectories) break;
      // chokidar takes no names that are bytes; polling sees to those.
      if (typeof diskPath(directory) === 'string') wanted.add(directory);
    }
    const added = [...wanted].filter((directory) => !this.#watched.has(directory));
    const removed = [...this.#watched].filter((directory) => !wanted.has(directory));
    for (const directory of removed) this.#watched.delete(directory);
    for (const directory of added) this.#watched.add(directory);
    if (added.length + removed.length > 0) void this.#update(added, removed);
    return added.length > 0;
  }

  async #update(added: readonly string[], removed: readonly string[]): Promise<void> {
    this.#watcher ??= this.#start();
    const watcher = await this.#watcher;
    if (this.isDisposed || !watcher) return;
    if (removed.length > 0) watcher.unwatch([...removed]);
    if (added.length > 0) watcher.add([...added]);
  }

  async #start(): Promise<FSWatcher | null> {
    const { watch } = await import('chokidar');
    if (this.isDisposed) return null;
    const listener = this.#listener;
    const watcher = watch([], {
      depth: 0,
      ignoreInitial: true,
      ignorePermissionErrors: true,
      // A watched directory and its sub-directories pass; of its files only logs.
      ignored: (entry, info) => info?.isFile() === true && !this.#isLogFile(path.basename(entry)),
    });
    this.own(toDisposable(() => void watcher.close()));
    return watcher
      .on('change', (file) => listener.fileChanged(file))
      .on('add', () => listener.structureChanged())
      .on('addDir', () => listener.structureChanged())
      .on('unlink', (file) => {
        listener.fileChanged(file);
        listener.structureChanged();
      })
      .on('unlinkDir', () => listener.structureChanged())
      .on('error', (error) => this.#log.warn(`watching failed, polling goes on: ${String(error)}`));
  }
}
