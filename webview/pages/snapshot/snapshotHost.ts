// Stands for the editor in a file that stands alone: answers the dashboard from the points in the document.
import { collectFrame } from '../../../src/core/query/frame';
import { collectLineStatistics } from '../../../src/core/query/lineStatistics';
import { collectNearest } from '../../../src/core/query/nearest';
import type { RunStore } from '../../../src/core/store/store';
import { Disposable, toDisposable } from '../../../src/base/lifecycle';
import type { Content } from '../../../src/shared/content';
import { dashboardMessages, type DashboardState } from '../../../src/shared/dashboardContract';
import type { ItemList, ItemsQuery } from '../../../src/shared/items';
import { RpcEndpoint, type Port } from '../../../src/shared/rpc';
import type { GroupedRuns, RunGroupsQuery } from '../../../src/shared/runGrouping';
import type { SavedFile } from '../../../src/shared/savedFile';
import type { Snapshot } from '../../../src/shared/snapshot';

export class SnapshotHost extends Disposable {
  readonly #snapshot: Snapshot;
  readonly #store: RunStore;
  readonly #rpc: RpcEndpoint;
  #state: DashboardState;

  constructor(snapshot: Snapshot, store: RunStore, port: Port, onError: (error: unknown) => void) {
    super();
    this.#snapshot = snapshot;
    this.#store = store;
    this.#state = snapshot.state;
    this.#rpc = this.own(new RpcEndpoint(port, onError));
    this.#answer();
  }

  #answer(): void {
    const [rpc, store] = [this.#rpc, this.#store];
    const messages = dashboardMessages;
    rpc.answer(messages.getState, () => this.#state);
    rpc.answer(messages.getFrame, (query) => collectFrame(store, query));
    rpc.answer(messages.getNearest, (query) => collectNearest(store, query));
    rpc.answer(messages.getLineStatistics, (query) => collectLineStatistics(store, query));
    rpc.answer(messages.getRunMarks, () => this.#snapshot.marks);
    rpc.answer(messages.getRunGroups, (query) => this.#groups(query));
    rpc.answer(messages.getItems, (query) => layoutItems(query));
    rpc.answer(messages.getContent, ({ run }): Content => {
      const found = this.#snapshot.layouts.find((one) => one.run === run);
      if (!found) throw new Error('the file holds no such value');
      return found.layout;
    });
    rpc.answer(messages.saveFile, download);
    rpc.on(messages.setPlotted, ({ runs, plotted }) => {
      const chosen = new Set(runs);
      const all = this.#state.runs.map((run) => (chosen.has(run.id) ? { ...run, plotted } : run));
      this.#state = { ...this.#state, runs: all };
    });
    rpc.on(messages.saveView, (view) => {
      this.#state = { ...this.#state, view };
    });
  }

  /** Groups of the runs that are shown; by a key that the file knows nothing of, every run is one. */
  #groups({ runs, by }: RunGroupsQuery): readonly GroupedRuns[] {
    const key = JSON.stringify(by);
    const known = this.#snapshot.groups.find((one) => JSON.stringify(one.by) === key);
    const shown = new Set(runs);
    if (known) {
      return known.groups.map((group) => ({
        ...group,
        runs: group.runs.filter((run) => shown.has(run)),
      }));
    }
    return this.#state.runs
      .filter(({ id }) => shown.has(id))
      .map(({ id, name }) => ({ key: id, label: name, runs: [id] }));
  }
}

/** One item stands for a run's layout. */
function layoutItems({ kind }: ItemsQuery): ItemList {
  const has = kind === 'layout';
  const count = has ? 1 : 0;
  const [figures, places] = [new Float64Array(count), new Uint32Array(count)];
  return {
    ...{ revision: 0, fileNames: has ? [''] : [], files: places, segments: places },
    ...{ numbers: figures, steps: figures, wallTimes: figures, sizes: figures },
    superseded: new Uint8Array(count),
  };
}

function download({ name, form, bytes }: SavedFile): boolean {
  const link = document.createElement('a');
  const type = form === 'png' ? 'image/png' : 'image/svg+xml';
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = `${name.replace(/[^\p{L}\p{N}._ -]+/gu, '-')}.${form}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return true;
}

/** Two ends of a wall inside of the page; messages arrive later, as over a real one. */
export function pairedPorts(): readonly [Port, Port] {
  const heard: ((message: unknown) => void)[] = [];
  const end = (own: 0 | 1): Port => ({
    post: (message) => queueMicrotask(() => heard[1 - own]?.(message)),
    listen: (receive) => {
      heard[own] = receive;
      return toDisposable(() => {
        heard[own] = () => undefined;
      });
    },
  });
  return [end(0), end(1)];
}
