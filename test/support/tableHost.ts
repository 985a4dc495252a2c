// Runs inside the page under test: stands for VS Code and the extension host of the runs table, with the real table behind.
import { toDisposable } from '../../src/base/lifecycle';
import { RpcEndpoint, type Port } from '../../src/shared/rpc';
import {
  defaultRunsView,
  plottedBit,
  runsMessages,
  type RunDifferences,
  type RunsPageState,
  type RunsView,
} from '../../src/shared/runsPageContract';
import type { TableQuery } from '../../src/shared/tableContract';
import type { RunId } from '../../src/shared/vocabulary';
import { SceneTable } from './tableScenes';

/** What a test may ask of the stand-in, through `page.evaluate`. */
export interface TableHost {
  readonly notices: readonly { readonly method: string; readonly body: unknown }[];
  readonly calls: Readonly<Record<string, number>>;
  /** The queries for the table, without columns. */
  readonly queries: readonly TableQuery[];
  /** Questions that are not answered yet. */
  readonly pending: number;
  failing: boolean;
  /** When the made-up runs were there, on the page's clock. */
  readonly readyAtMs: number;
  setCell(key: string, row: number, value: number): void;
  addRun(): void;
  update(change: Partial<RunsPageState>): void;
}

export interface TableSetup {
  readonly runs: number;
  readonly columns: number;
  readonly view: Partial<RunsView>;
  readonly state: Partial<RunsPageState>;
}

declare global {
  interface Window {
    tableSetup: TableSetup;
    tableHost: TableHost;
  }
}

class StandIn implements TableHost {
  readonly notices: { readonly method: string; readonly body: unknown }[] = [];
  readonly calls: Record<string, number> = {};
  readonly queries: TableQuery[] = [];
  pending = 0;
  failing = false;
  readonly readyAtMs: number;
  readonly #table: SceneTable;
  readonly #rpc: RpcEndpoint;
  #state: RunsPageState;

  constructor(setup: TableSetup, port: Port) {
    this.#table = new SceneTable(setup.runs, setup.columns);
    const kept = sessionStorage.getItem('table-view');
    const view = kept === null ? setup.view : (JSON.parse(kept) as RunsView);
    this.#state = {
      view: { ...defaultRunsView, ...view },
      hasFolder: true,
      searching: false,
      progress: null,
      canAnnotate: true,
      ...setup.state,
    };
    this.#rpc = new RpcEndpoint(port, (error) => console.error(String(error)));
    this.#answer();
    this.readyAtMs = performance.now();
  }

  setCell(key: string, row: number, value: number): void {
    this.#table.set(key, row, value);
    this.#rpc.notify(runsMessages.changed, null);
  }

  addRun(): void {
    this.#table.add();
    this.#rpc.notify(runsMessages.changed, null);
  }

  update(change: Partial<RunsPageState>): void {
    this.#state = { ...this.#state, ...change };
    this.#rpc.notify(runsMessages.changed, null);
  }

  #answer(): void {
    const rpc = this.#rpc;
    rpc.answer(runsMessages.getState, () => this.#count('getState', () => this.#state));
    rpc.answer(runsMessages.getTable, (query) =>
      this.#count('getTable', () => {
        this.queries.push({ ...query, columns: [] });
        if (this.failing) throw new Error('the engine is gone');
        const looks = this.#table.looks(plottedBit);
        return { ...this.#table.answer(query), looks };
      }),
    );
    rpc.answer(runsMessages.complete, ({ filter, caret }) =>
      this.#count('complete', () => this.#table.complete(filter, caret)),
    );
    rpc.answer(runsMessages.getSparklines, (query) =>
      this.#count('getSparklines', () => this.#table.sketch(query)),
    );
    rpc.answer(runsMessages.getDifferences, ({ runs }) => differencesOf(runs));
    rpc.on(runsMessages.saveView, (body) => {
      this.notices.push({ method: 'saveView', body });
      sessionStorage.setItem('table-view', JSON.stringify(body));
    });
    rpc.on(runsMessages.act, (body) => {
      this.notices.push({ method: 'act', body });
      if (body.action === 'plot' || body.action === 'unplot') {
        this.#table.setPlotted(body.runs, body.action === 'plot');
        this.#rpc.notify(runsMessages.changed, null);
      }
    });
    const { copy, exportTable, addLogFolder, openSample } = runsMessages;
    rpc.on(copy, (body) => this.notices.push({ method: 'copy', body }));
    rpc.on(exportTable, (body) => this.notices.push({ method: 'exportTable', body }));
    rpc.on(addLogFolder, (body) => this.notices.push({ method: 'addLogFolder', body }));
    rpc.on(openSample, (body) => this.notices.push({ method: 'openSample', body }));
  }

  async #count<T>(name: string, answer: () => T): Promise<T> {
    this.calls[name] = (this.calls[name] ?? 0) + 1;
    this.pending++;
    try {
      await Promise.resolve();
      return answer();
    } finally {
      this.pending--;
    }
  }
}

function differencesOf(runs: readonly RunId[]): RunDifferences {
  const numbered = runs.map((id, at) => ({ id, name: `run ${at + 1}` }));
  return {
    runs: numbered,
    sections: [
      {
        title: 'Configuration',
        rows: [
          { name: 'lr', values: runs.map((_, at) => (at === 0 ? '0.1' : '0.01')), differs: true },
          { name: 'seed', values: runs.map(() => '1'), differs: false },
        ],
      },
      {
        title: 'Environment',
        rows: [
          { name: 'host', values: runs.map((_, at) => (at === 0 ? null : 'gpu-2')), differs: true },
        ],
      },
    ],
  };
}

/** Both ends of the wall; messages are cloned and arrive later, as with VS Code. */
const channel = new MessageChannel();
let heard: (message: unknown) => void = () => undefined;
channel.port1.onmessage = ({ data }: MessageEvent<{ up: boolean; message: unknown }>) => {
  if (data.up) heard(data.message);
  else window.dispatchEvent(new MessageEvent('message', { data: data.message }));
};
const port: Port = {
  post: (message) => channel.port2.postMessage({ up: false, message }),
  listen: (receive) => {
    heard = receive;
    return toDisposable(() => undefined);
  },
};
window.tableHost = new StandIn(window.tableSetup, port);
window.acquireVsCodeApi = () => ({
  postMessage: (message: unknown) => channel.port2.postMessage({ up: true, message }),
  getState: () => null,
  setState: () => undefined,
});
