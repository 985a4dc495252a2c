// The page's end of the wall to the extension host, as an rpc transport.
import { toDisposable, type Owned } from '../../src/base/lifecycle';
import type { Port } from '../../src/shared/rpc';
import type { VsCodeApi } from './vscodeApi';

export class PagePort implements Port {
  readonly #api: VsCodeApi;

  constructor(api: VsCodeApi) {
    this.#api = api;
  }

  post(message: unknown, transfer: readonly ArrayBuffer[]): void {
    this.#api.postMessage(message, transfer);
  }

  listen(receive: (message: unknown) => void): Owned {
    const heard = (event: MessageEvent<unknown>): void => {
      receive(event.data);
    };
    window.addEventListener('message', heard);
    return toDisposable(() => {
      window.removeEventListener('message', heard);
    });
  }
}
