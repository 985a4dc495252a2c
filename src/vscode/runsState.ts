// Tells the manifest what the Runs view has to show, so that the fitting welcome text appears.
import * as vscode from 'vscode';
import { DisposableStore, type Owned } from '../base/lifecycle';
import { ContextKeyStore } from './contextKeys';
import type { LogFolders } from './logFolders';
import type { RunListChoice } from './runList';
import type { RunModel } from './runModel';

/** Keeps the context keys `trackside.state` and `trackside.archived` true until disposed. */
export function watchRunsState(model: RunModel, folders: LogFolders, list: RunListChoice): Owned {
  const keys = new ContextKeyStore((key, value) => {
    void vscode.commands.executeCommand('setContext', key, value);
  });
  const update = (): void => {
    const whenEmpty = model.progress.searching ? 'searching' : 'empty';
    const whenNoRuns = folders.list.length > 0 ? whenEmpty : 'noFolder';
    const whenNoneShown = model.archivedRuns > 0 ? 'archived' : whenNoRuns;
    keys.set('trackside.state', model.runs.length > 0 ? 'hasRuns' : whenNoneShown);
    const whenArchived = list.showsArchived ? 'shown' : 'hidden';
    keys.set('trackside.archived', model.archivedRuns > 0 ? whenArchived : 'none');
  };
  const owned = new DisposableStore();
  owned.add(model.onDidChange(update));
  owned.add(folders.onDidChange(update));
  owned.add(list.onDidChange(update));
  update();
  return owned;
}
