// Tells the engine what the user and the host say of runs, so that filters and the table know it: only what changed.
import { Disposable } from '../base/lifecycle';
import { engineMessages } from '../shared/engineContract';
import type { RunNote } from '../shared/tableContract';
import type { RunId } from '../shared/vocabulary';
import type { EngineClient } from './engineClient';
import type { LogFolders } from './logFolders';
import type { RunModel } from './runModel';
import { nameRuns } from './runNames';

export class RunNotes extends Disposable {
  readonly #engine: EngineClient;
  readonly #model: RunModel;
  readonly #folders: LogFolders;
  /** What was told of each run, to see what is new. */
  readonly #told = new Map<RunId, string>();
  #isStale = true;

  constructor(engine: EngineClient, model: RunModel, folders: LogFolders) {
    super();
    this.#engine = engine;
    this.#model = model;
    this.#folders = folders;
    this.own(
      model.onDidChange(({ structure, chosen }) => {
        this.#isStale ||= structure || chosen;
      }),
    );
    this.own(
      engine.onDidRestart(() => {
        this.#told.clear();
        this.#isStale = true;
      }),
    );
  }

  /** Resolves when the engine knows what is said now. */
  async tell(): Promise<void> {
    if (!this.#isStale) return;
    this.#isStale = false;
    const notes = this.#collect();
    if (Object.keys(notes).length > 0) await this.#engine.call(engineMessages.setRunNotes, notes);
  }

  #collect(): Record<RunId, RunNote> {
    const model = this.#model;
    const runs = model.everyRun;
    const severalRoots = new Set(model.runs.map(({ root }) => root)).size > 1;
    const aliasOf = (run: RunId): string | null => model.aliasOf(run);
    const names = nameRuns(runs, severalRoots, aliasOf, (root) => this.#folders.labelOf(root));
    const changed: Record<RunId, RunNote> = {};
    runs.forEach((run, at) => {
      const { alias, note, tags, star, archived } = model.annotationOf(run.id);
      const said: RunNote = {
        name: names[at]!,
        listed: this.#folders.lists(run.root),
        plotted: model.isPlotted(run.id),
        alias: alias ?? '',
        note: note ?? '',
        tags,
        star,
        archived,
      };
      const told = JSON.stringify(said);
      if (this.#told.get(run.id) === told) return;
      this.#told.set(run.id, told);
      changed[run.id] = said;
    });
    return changed;
  }
}
