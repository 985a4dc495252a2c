// Starts the engine's bundle as a worker thread and presents it as a port.
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { toDisposable } from '../base/lifecycle';
import type { EngineLanguage } from '../shared/language';
import type { EngineThread } from './engineClient';

export function startEngine(extensionUri: vscode.Uri): EngineThread {
  const worker = new Worker(vscode.Uri.joinPath(extensionUri, 'dist', 'engine.js').fsPath, {
    name: 'trackside-engine',
    execArgv: [],
    workerData: {
      translations: vscode.l10n.bundle,
      language: vscode.env.language,
    } satisfies EngineLanguage,
  });
  return {
    port: {
      post: (message, transfer) => worker.postMessage(message, [...transfer]),
      listen(receive) {
        worker.on('message', receive);
        return toDisposable(() => worker.off('message', receive));
      },
    },
    onDidEnd(listener) {
      let cause: unknown;
      const failed = (error: unknown): void => {
        cause = error;
      };
      const exited = (code: number): void => listener(cause ?? `exit code ${code}`);
      worker.on('error', failed);
      worker.on('exit', exited);
      return toDisposable(() => {
        worker.off('exit', exited);
        // The `error` listener stays: without one a late error would end the extension host.
      });
    },
    dispose: () => void worker.terminate(),
  };
}
