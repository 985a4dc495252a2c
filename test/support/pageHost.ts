// Runs inside the page under test: stands for VS Code and the extension host, with the real store and queries behind.
import { groupRuns } from '../../src/core/query/runGrouping';
import { collectCatalog } from '../../src/core/query/catalog';
import { collectFrame } from '../../src/core/query/frame';
import { collectLineStatistics } from '../../src/core/query/lineStatistics';
import { collectNearest } from '../../src/core/query/nearest';
import { RunStore } from '../../src/core/store/store';
import { toDisposable } from '../../src/base/lifecycle';
import {
  dashboardMessages,
  defaultDashboardView,
  type DashboardRun,
  type DashboardState,
  type DashboardView,
} from '../../src/shared/dashboardContract';
import type { Content } from '../../src/shared/content';
import type { FrameQuery } from '../../src/shared/frame';
import type { ItemList } from '../../src/shared/items';
import type { Projector } from '../../src/shared/projector';
import type { RunMark } from '../../src/shared/runMarks';
import { RpcEndpoint, type Port } from '../../src/shared/rpc';
import type { RunId } from '../../src/shared/vocabulary';
import { appendPoints, buildScene, type Point, type SceneRun } from './pageScenes';

/** What a test may ask of the stand-in, through `page.evaluate`. */
export interface PageHost {
  /** Every notice the page sent, in order. */
  readonly notices: readonly { readonly method: string; readonly body: unknown }[];
  readonly frameQueries: readonly FrameQuery[];
  readonly calls: Readonly<Record<string, number>>;
  readonly errors: readonly string[];
  /** Questions that are not answered yet. */
  readonly pending: number;
  /** Answers wait this long. */
  delayMs: number;
  /** True to fail every frame. */
  failing: boolean;
  /** What the page asked to be saved, with its bytes in base64. */
  readonly files: readonly { readonly name: string; readonly bytes: string }[];
  /** What stands on the curves; told when the page asks for its state. */
  marks: readonly RunMark[];
  append(run: string, tag: string, points: readonly Point[]): void;
  /** Says that these runs have new values. */
  announce(runs: readonly string[]): void;
  update(change: Partial<DashboardState>): void;
  resetView(change: Partial<DashboardView>): void;
  updateRun(run: string, change: Partial<DashboardRun>): void;
  highlight(runs: readonly string[]): void;
}

/** What a test chooses before the page starts. */
export interface PageSetup {
  readonly scene: string;
  readonly state: Partial<DashboardState>;
  readonly delayMs: number;
}

declare global {
  interface Window {
    tracksideSetup: PageSetup;
    tracksideHost: PageHost;
    acquireVsCodeApi: () => object;
    /** What the test has of values without columns, packed; absent where it has none. */
    tracksideValues?: (query: string) => Promise<string>;
  }
}

/** Both ends of the wall; messages are cloned and arrive later, as with VS Code. */
function connect(toPage: (message: unknown) => void): {
  port: Port;
  fromPage: (message: unknown) => void;
} {
  let heard: (message: unknown) => void = () => undefined;
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }: MessageEvent<{ up: boolean; message: unknown }>) => {
    if (data.up) heard(data.message);
    else toPage(data.message);
  };
  const send = (up: boolean, message: unknown, transfer: readonly ArrayBuffer[] = []): void => {
    channel.port2.postMessage({ up, message }, [...transfer]);
  };
  return {
    port: {
      post: (message, transfer) => send(false, message, transfer),
      listen: (receive) => {
        heard = receive;
        return toDisposable(() => undefined);
      },
    },
    fromPage: (message) => send(true, message),
  };
}

class StandIn implements PageHost {
  readonly notices: { readonly method: string; readonly body: unknown }[] = [];
  readonly frameQueries: FrameQuery[] = [];
  readonly calls: Record<string, number> = {};
  readonly errors: string[] = [];
  readonly files: { readonly name: string; readonly bytes: string }[] = [];
  delayMs: number;
  failing = false;
  marks: readonly RunMark[] = [];
  pending = 0;
  readonly #store = new RunStore();
  readonly #rpc: RpcEndpoint;
  #state: DashboardState;

  constructor(setup: PageSetup, port: Port) {
    this.delayMs = setup.delayMs;
    const runs = buildScene(this.#store, setup.scene);
    this.#state = { ...this.#initialState(runs), ...setup.state };
    this.#rpc = new RpcEndpoint(port, (error) => this.errors.push(String(error)));
    this.#answer();
  }

  append(run: string, tag: string, points: readonly Point[]): void {
    appendPoints(this.#store, run as RunId, tag, points);
    const revision = this.#store.revision;
    this.#rpc.notify(dashboardMessages.dataChanged, { revision, runs: [run as RunId] });
  }

  announce(runs: readonly string[]): void {
    const revision = this.#store.revision;
    this.#rpc.notify(dashboardMessages.dataChanged, { revision, runs: runs as readonly RunId[] });
  }

  update(change: Partial<DashboardState>): void {
    this.#state = { ...this.#state, ...change, revision: this.#store.revision };
    this.#rpc.notify(dashboardMessages.stateChanged, null);
  }

  resetView(change: Partial<DashboardView>): void {
    this.#rpc.notify(dashboardMessages.viewReset, { ...this.#state.view, ...change });
  }

  updateRun(run: string, change: Partial<DashboardRun>): void {
    const runs = this.#state.runs.map((one) => (one.id === run ? { ...one, ...change } : one));
    this.update({ runs });
  }

  highlight(runs: readonly string[]): void {
    this.#rpc.notify(dashboardMessages.highlight, { runs: runs as readonly RunId[] });
  }

  #initialState(runs: readonly SceneRun[]): DashboardState {
    const catalog = collectCatalog(
      this.#store,
      runs.map(({ id }) => id),
    );
    const lastGrowthAtMs = Date.now() - 3000;
    return {
      revision: this.#store.revision,
      runs: runs.map((run, colour) => ({
        ...run,
        line: run.id,
        owner: run.id,
        colour,
        plotted: true,
        lastGrowthAtMs,
        problems: [],
        problemCount: 0,
        loading: false,
        writers: this.#store.run(run.id)?.writers ?? 1,
      })),
      tags: catalog.tags,
      view: readKeptView() ?? defaultDashboardView,
      searching: false,
      progress: null,
      hasFolder: true,
      totalRuns: runs.length,
      filterProblem: null,
      file: null,
    };
  }

  #answer(): void {
    const { getState, getFrame, getNearest } = dashboardMessages;
    this.#rpc.answer(getState, () => this.#later('getState', () => this.#state));
    this.#rpc.answer(getFrame, (query) => {
      this.frameQueries.push(query);
      return this.#later('getFrame', () => {
        if (this.failing) throw new Error('the engine is gone');
        return collectFrame(this.#store, query);
      });
    });
    this.#rpc.answer(getNearest, (query) =>
      this.#later('getNearest', () => collectNearest(this.#store, query)),
    );
    this.#rpc.answer(dashboardMessages.completeFilter, ({ filter }) => ({
      from: 0,
      to: filter.length,
      suggestions: [{ text: 'lr', kind: 'column' as const, detail: 'number' }],
    }));
    this.#answerContents();
    const { getLineStatistics, getRunGroups, getRunMarks, openMark } = dashboardMessages;
    this.#rpc.answer(getLineStatistics, (query) =>
      this.#later('getLineStatistics', () => collectLineStatistics(this.#store, query)),
    );
    this.#rpc.answer(getRunGroups, ({ runs, by }) => {
      const known = runs.map((id) => ({ id, name: id, tags: [], config: [] }));
      return this.#later('getRunGroups', () => groupRuns(known, by));
    });
    this.#rpc.answer(getRunMarks, () => this.#later('getRunMarks', () => this.marks));
    this.#rpc.on(openMark, (body) => this.notices.push({ method: 'openMark', body }));
    this.#listenToPage();
  }

  #listenToPage(): void {
    const { saveView, setPlotted, addLogFolder, openSample, openDashboard } = dashboardMessages;
    this.#rpc.on(saveView, (body) => {
      this.notices.push({ method: 'saveView', body });
      sessionStorage.setItem(keptView, JSON.stringify(body));
    });
    this.#rpc.answer(dashboardMessages.saveFile, ({ form, name, bytes }) => {
      const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte));
      this.files.push({ name: `${name}.${form}`, bytes: btoa(letters.join('')) });
      return true;
    });
    this.#rpc.on(dashboardMessages.exportPage, (body) => {
      this.notices.push({ method: 'exportPage', body });
    });
    this.#rpc.on(dashboardMessages.saveLayout, (body) => {
      this.notices.push({ method: 'saveLayout', body });
    });
    this.#rpc.on(addLogFolder, (body) => this.notices.push({ method: 'addLogFolder', body }));
    this.#rpc.on(openSample, (body) => this.notices.push({ method: 'openSample', body }));
    this.#rpc.on(openDashboard, (body) => this.notices.push({ method: 'openDashboard', body }));
    this.#rpc.on(setPlotted, (body) => {
      this.notices.push({ method: 'setPlotted', body });
      const { runs } = this.#state;
      const owners = new Set(
        runs.filter(({ id }) => body.runs.includes(id)).map(({ owner }) => owner),
      );
      this.update({
        runs: runs.map((run) => (owners.has(run.owner) ? { ...run, plotted: body.plotted } : run)),
      });
    });
  }

  #answerContents(): void {
    const { getItems, getContent, openLink } = dashboardMessages;
    this.#rpc.answer(getItems, (query) => this.#later('getItems', () => askTest<ItemList>(query)));
    this.#rpc.answer(getContent, (query) =>
      this.#later('getContent', () => askTest<Content>(query)),
    );
    this.#rpc.answer(dashboardMessages.getProjector, (query) =>
      this.#later('getProjector', () => askTest<Projector>(query)),
    );
    this.#rpc.on(openLink, (body) => this.notices.push({ method: 'openLink', body }));
  }

  async #later<T>(name: string, answer: () => T | Promise<T>): Promise<T> {
    this.calls[name] = (this.calls[name] ?? 0) + 1;
    this.pending++;
    try {
      if (this.delayMs > 0) await new Promise((go) => setTimeout(go, this.delayMs));
      return await answer();
    } finally {
      this.pending--;
    }
  }
}

/** The test's process has the files; what it answers comes as text. */
async function askTest<T>(query: unknown): Promise<T> {
  const answer = await window.tracksideValues?.(JSON.stringify(query));
  if (answer === undefined) throw new Error('this scene has no values without columns');
  const kinds = { Uint8Array, Uint32Array, Float32Array, Float64Array };
  return JSON.parse(answer, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || !('packed' in part)) return part;
    const { packed, bytes } = part as { packed: keyof typeof kinds; bytes: string };
    return new kinds[packed](Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)).buffer);
  }) as T;
}

/** The host keeps the view in the workspace; here it outlives the page in the same way. */
const keptView = 'host-view';

function readKeptView(): DashboardView | null {
  return JSON.parse(sessionStorage.getItem(keptView) ?? 'null') as DashboardView | null;
}

const { port, fromPage } = connect((message) => {
  window.dispatchEvent(new MessageEvent('message', { data: message }));
});
window.tracksideHost = new StandIn(window.tracksideSetup, port);

const savedState = 'vscode-state';
window.acquireVsCodeApi = () => ({
  postMessage: fromPage,
  getState: () => JSON.parse(sessionStorage.getItem(savedState) ?? 'null') as unknown,
  setState: (state: unknown) => sessionStorage.setItem(savedState, JSON.stringify(state)),
});
