// What asks the engine's table of runs on behalf of the editor: the notes that it needs, the filter of the tree, texts of runs.
import type { Clock } from '../base/clock';
import { Disposable } from '../base/lifecycle';
import type { Log } from '../base/log';
import type { EngineClient } from './engineClient';
import type { LogFolders } from './logFolders';
import type { Memory } from './memory';
import { RunFilter } from './runFilter';
import type { RunModel } from './runModel';
import { RunNotes } from './runNotes';
import { RunTexts } from './runTexts';

export interface RunQueryParts {
  readonly engine: EngineClient;
  readonly model: RunModel;
  readonly folders: LogFolders;
  readonly clock: Clock;
  readonly log: Log;
}

export class RunQueries extends Disposable {
  readonly notes: RunNotes;
  readonly filter: RunFilter;
  readonly texts = this.own(new RunTexts());

  constructor({ engine, model, folders, clock, log }: RunQueryParts, memory: Memory) {
    super();
    this.notes = this.own(new RunNotes(engine, model, folders));
    this.filter = this.own(new RunFilter(engine, this.notes, model, memory, clock, log));
  }
}
