// Keeps sources of many runs read: each database is looked at now and again, and its runs come and go with it.
import path from 'node:path';
import type { Clock } from '../../base/clock';
import { Disposable } from '../../base/lifecycle';
import { isCollectionFile } from '../ingest/collectionFollower';
import { diskPath } from '../ingest/diskPath';
import type { SeenDirectory } from '../ingest/walk';
import type { RunStore } from '../store/store';
import type { RunId } from '../../shared/vocabulary';
import { Collection } from './collection';
import type { RunEntry } from './runEntry';

export interface CollectionListener {
  added(run: RunEntry): void;
  /** @param list whether its name, state or what is told of it changed as well */
  changed(id: RunId, list: boolean): void;
  removed(id: RunId): void;
}

/** The stable id of a run by its source's path and its key there. */
export function collectedRunId(filePath: string, key: string): RunId {
  // Node's own module takes 5 ms to start, and most folders have nothing for it.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const hash = createHash('sha1').update(diskPath(filePath)).update(`\0${key}`);
  return hash.digest('hex').slice(0, 12) as RunId;
}

export class Collections extends Disposable {
  readonly #clock: Clock;
  readonly #store: RunStore;
  readonly #listener: CollectionListener;
  readonly #known = new Map<string, Collection>();
  readonly #named = new Map<string, RunId>();
  #pollIntervalMs = 1_000;

  constructor(clock: Clock, store: RunStore, listener: CollectionListener) {
    super();
    this.#clock = clock;
    this.#store = store;
    this.#listener = listener;
  }

  set pollIntervalMs(value: number) {
    this.#pollIntervalMs = value;
  }

  /** Follows what may be collections in a directory, as far as their names tell; returns the directory without them. */
  take(seen: SeenDirectory): SeenDirectory {
    const names = seen.logFiles.filter(isCollectionFile);
    for (const name of names) this.#follow(path.join(seen.directory, name), seen.root);
    const logFiles = seen.logFiles.filter((name) => !names.includes(name));
    return names.length === 0 ? seen : { ...seen, logFiles };
  }

  /** Something says that the file changed. */
  hint(filePath: string): void {
    this.#known.get(filePath)?.hint();
  }

  /** Forgets the collections in all other directories. */
  keep(isKept: (directory: string) => boolean): void {
    for (const filePath of [...this.#known.keys()]) {
      if (!isKept(path.dirname(filePath))) this.#remove(filePath);
    }
  }

  /** Resolves when what was found is read as far as it goes now. */
  async idle(): Promise<void> {
    await Promise.all([...this.#known.values()].map((collection) => collection.idle()));
  }

  #follow(filePath: string, root: string): void {
    const known = this.#known.get(filePath);
    if (known?.root === root) return;
    // Its runs are called what stands between the folder and them.
    if (known) this.#remove(filePath);
    const collection = new Collection(filePath, root, this.#clock, this.#store, {
      ...this.#listener,
      named: this.#named,
      pollIntervalMs: () => this.#pollIntervalMs,
      gone: () => this.#remove(filePath),
    });
    this.#known.set(filePath, this.own(collection));
  }

  #remove(filePath: string): void {
    const collection = this.#known.get(filePath);
    if (!collection) return;
    this.#known.delete(filePath);
    collection.forgetAll();
    this.disown(collection);
  }
}
