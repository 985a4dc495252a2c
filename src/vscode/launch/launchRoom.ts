// The room's door: launches and what is known of them, their consoles, TensorBoard, and the commands for all of it.
import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { Disposable } from '../../base/lifecycle';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import { Launches } from '../launches';
import type { RunCache } from '../runCache';
import { ConsoleTerminals } from './consoleTerminal';
import { resumeCommands } from './resumeCommands';
import { TensorBoards } from './tensorBoardCommands';
import { trainingCommands } from './trainingCommands';

export class LaunchRoom extends Disposable {
  readonly #cache: RunCache;
  readonly #planScript: string;
  readonly #launches: Launches;
  readonly #consoles: ConsoleTerminals;
  readonly #boards: TensorBoards;

  constructor(
    extensionUri: vscode.Uri,
    cache: RunCache,
    clock: Clock,
    onError: (error: unknown) => void,
  ) {
    super();
    const bundle = (name: string): string => vscode.Uri.joinPath(extensionUri, 'dist', name).fsPath;
    const getRun = (id: RunId): RunSummary | undefined => cache.get(id);
    this.#cache = cache;
    this.#planScript = bundle('commands.js');
    this.#launches = this.own(new Launches(bundle('supervisor.js'), clock, onError));
    this.#consoles = this.own(new ConsoleTerminals(this.#launches, clock));
    this.#boards = this.own(new TensorBoards(getRun));
    // What its process tells is told with a run from here on.
    cache.told = (run) => this.#launches.tell(run);
    this.own(this.#launches.onDidChange(() => cache.requestAll()));
    this.#launches.refresh().catch(onError);
  }

  get commands() {
    const parts = {
      launches: this.#launches,
      consoles: this.#consoles,
      planScript: this.#planScript,
      getRun: (id: RunId) => this.#cache.get(id),
      listRuns: async () => {
        await this.#cache.refresh();
        return this.#cache.runs;
      },
    };
    return { ...trainingCommands(parts), ...resumeCommands(parts), ...this.#boards.commands };
  }
}
