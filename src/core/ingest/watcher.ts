// Hints from the operating system that a directory or a log file changed. Only hints: the stat poll alone suffices.
import { watch, type FSWatcher } from 'chokidar';
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
  readonly #watcher: FSWatcher;
  readonly #watched = new Set<string>();

  constructor(isLogFile: (fileName: string) => boolean, listener: WatcherListener, log: Log) {
    super();
    this.#watcher = watch([], {
      depth: 0,
      ignoreInitial: true,
      ignorePermissionErrors: true,
      // A watched directory and its sub-directories pass; of its files only logs.
      ignored: (entry, info) => info?.isFile() === true && !isLogFile(path.basename(entry)),
    });
    this.own(toDisposable(() => void this.#watcher.close()));
    this.#watcher
      .on('change', (file) => listener.fileChanged(file))
      .on('add', () => listener.structureChanged())
      .on('addDir', () => listener.structureChanged())
      .on('unlink', (file) => {
        listener.fileChanged(file);
        listener.structureChanged();
      })
      .on('unlinkDir', () => listener.structureChanged())
      .on('error', (error) => log.warn(`watching failed, polling goes on: ${String(error)}`));
  }

  /** Watches these directories and no others. */
  setDirectories(directories: Iterable<string>): void {
    const wanted = new Set<string>();
    for (const directory of directories) {
      if (wanted.size === mostDirectories) break;
      // chokidar takes no names that are bytes; polling sees to those.
      if (typeof diskPath(directory) === 'string') wanted.add(directory);
    }
    const added = [...wanted].filter((directory) => !this.#watched.has(directory));
    const removed = [...this.#watched].filter((directory) => !wanted.has(directory));
    if (removed.length > 0) this.#watcher.unwatch(removed);
    if (added.length > 0) this.#watcher.add(added);
    for (const directory of removed) this.#watched.delete(directory);
    for (const directory of added) this.#watched.add(directory);
  }
}
