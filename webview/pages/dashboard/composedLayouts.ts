// Reads the layouts that the plotted runs' authors composed; each is read once and again when its run moved on.
import { Disposable } from '../../../src/base/lifecycle';
import type { LayoutContent } from '../../../src/shared/content';
import { dashboardMessages, type DashboardState } from '../../../src/shared/dashboardContract';
import type { RpcEndpoint } from '../../../src/shared/rpc';
import type { RunId } from '../../../src/shared/vocabulary';

export class ComposedLayouts extends Disposable {
  readonly #host: RpcEndpoint;
  readonly #onError: (error: unknown) => void;
  readonly #changed: () => void;
  readonly #layouts = new Map<RunId, LayoutContent | 'reading' | 'none'>();

  /** @param changed what `of` tells is different now */
  constructor(host: RpcEndpoint, changed: () => void, onError: (error: unknown) => void) {
    super();
    this.#host = host;
    this.#changed = changed;
    this.#onError = onError;
  }

  /** Those at hand of the plotted runs; what is missing is asked for. */
  of(state: DashboardState): readonly LayoutContent[] {
    const found: LayoutContent[] = [];
    for (const { tag, kind, runs } of state.tags) {
      if (kind !== 'layout') continue;
      for (const index of runs) {
        const run = state.runs[index];
        if (!run?.plotted) continue;
        const layout = this.#layouts.get(run.id);
        if (typeof layout === 'object') found.push(layout);
        else if (layout === undefined) void this.#read(run.id, tag);
      }
    }
    return found;
  }

  /** These runs have new data, in which there may be the layout that was not there. */
  markStale(runs: ReadonlySet<RunId>): void {
    for (const run of runs) if (this.#layouts.get(run) === 'none') this.#layouts.delete(run);
  }

  async #read(run: RunId, tag: string): Promise<void> {
    this.#layouts.set(run, 'reading');
    try {
      const layout = await this.#ask(run, tag);
      if (this.isDisposed) return;
      this.#layouts.set(run, layout ?? 'none');
      if (layout) this.#changed();
    } catch (error) {
      this.#layouts.set(run, 'none');
      this.#onError(error);
    }
  }

  /** The newest one of the run. */
  async #ask(run: RunId, tag: string): Promise<LayoutContent | null> {
    const kind = 'layout';
    const items = await this.#host.call(dashboardMessages.getItems, { run, kind, tag });
    const last = items.numbers.length - 1;
    const [file, number] = [items.fileNames[items.files[last] ?? -1], items.numbers[last]];
    if (file === undefined || number === undefined) return null;
    const query = { run, kind, tag, file, number } as const;
    const content = await this.#host.call(dashboardMessages.getContent, query);
    return content.kind === 'layout' ? content : null;
  }
}
