// The one object VS Code gives a page: a way to post to the host and a small state that survives a reload.

export interface VsCodeApi {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare const acquireVsCodeApi: () => VsCodeApi;

/** May be called once per page; VS Code throws at a second call. */
export function takeVsCodeApi(): VsCodeApi {
  return acquireVsCodeApi();
}
