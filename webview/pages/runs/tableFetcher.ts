// Asks the host for the table: one question at a time, the newest wish next, again after a failure.
import { Disposable, type Owned } from '../../../src/base/lifecycle';
import type { RpcEndpoint } from '../../../src/shared/rpc';
import { runsMessages, type RunsView } from '../../../src/shared/runsPageContract';
import { pageClock } from '../../bridge/pageClock';
import type { TableData } from './tableData';

const retryMs = 2000;

export class TableFetcher extends Disposable {
  readonly #host: RpcEndpoint;
  readonly #data: TableData;
  readonly #onError: (error: unknown) => void;
  readonly #taken: () => void;
  #wish: { readonly view: RunsView; readonly keys: readonly string[] } | null = null;
  #isAsking = false;
  #retry: Owned | undefined;

  /** @param taken told when an answer is in the data */
  constructor(
    host: RpcEndpoint,
    data: TableData,
    onError: (error: unknown) => void,
    taken: () => void,
  ) {
    super();
    this.#host = host;
    this.#data = data;
    this.#onError = onError;
    this.#taken = taken;
  }

  want(view: RunsView, keys: readonly string[]): void {
    this.#wish = { view, keys };
    if (!this.#isAsking) void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    while (this.#wish && !this.isDisposed) {
      const { view, keys } = this.#wish;
      this.#wish = null;
      try {
        const answer = await this.#host.call(runsMessages.getTable, this.#data.query(view, keys));
        this.#data.take(answer);
        this.#taken();
      } catch (error) {
        this.#onError(error);
        if (this.#retry) this.disown(this.#retry);
        this.#retry = this.own(pageClock.after(retryMs, () => this.want(view, keys)));
        break;
      }
    }
    this.#isAsking = false;
  }
}
