// Tells the manifest what the Runs view has to show, so that the fitting welcome text appears.
import * as vscode from 'vscode';
import { DisposableStore, type Owned } from '../base/lifecycle';
import { ContextKeyStore } from './contextKeys';
import type { LogFolders } from './logFolders';
import type { RunModel } from './runModel';

/** Keeps the context key `trackside.state` true until disposed. */
export function watchRunsState(model: RunModel, folders: LogFolders): Owned {
  const keys = new ContextKeyStore((key, value) => {
    void vscode.commands.executeCommand('setContext', key, value);
  });
  const update = (): void => {
    const whenEmpty = model.progress.searching ? 'searching' : 'empty';
    const whenNoRuns = folders.list.length > 0 ? whenEmpty : 'noFolder';
    keys.set('trackside.state', model.runs.length > 0 ? 'hasRuns' : whenNoRuns);
  };
  const owned = new DisposableStore();
  owned.add(model.onDidChange(update));
  owned.add(folders.onDidChange(update));
  update();
  return owned;
}
