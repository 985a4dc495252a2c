// Keeps the engine at the folders, settings and choices of the user.
import type { Log } from '../base/log';
import { Disposable } from '../base/lifecycle';
import { isClosed, type EngineClient } from './engineClient';
import type { LogFolders } from './logFolders';
import type { RunCache } from './runCache';
import type { SourceChoiceMemory } from './sourceChoices';

export class ConfiguredEngine extends Disposable {
  readonly #engine: EngineClient;
  readonly #folders: LogFolders;
  readonly #sources: SourceChoiceMemory;
  readonly #cache: RunCache;
  readonly #log: Log;

  constructor(
    engine: EngineClient,
    folders: LogFolders,
    sources: SourceChoiceMemory,
    cache: RunCache,
    log: Log,
  ) {
    super();
    this.#engine = engine;
    this.#folders = folders;
    this.#sources = sources;
    this.#cache = cache;
    this.#log = log;
    this.own(folders.onDidChange(() => this.#configure()));
    this.own(sources.onDidChange(() => this.#configure()));
    this.#configure();
  }

  #configure(): void {
    this.#engine
      .configure({ ...this.#folders.collectEngineSettings(), sourceChoices: this.#sources.all })
      .then(() => this.#cache.requestAll())
      .catch((error: unknown) => {
        if (!isClosed(error)) this.#log.error('the engine refused its settings', error);
      });
  }
}
