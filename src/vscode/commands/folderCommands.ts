// Commands on the folders that are searched for runs.
import * as vscode from 'vscode';
import type { KnownPlace } from '../knownPlaces';
import type { LogFolders } from '../logFolders';
import { withoutIcons } from '../plainText';
import type { CommandHandler } from './table';

type FolderCommands = Record<
  'addLogFolder' | 'removeLogFolder' | 'openSampleRun' | 'refreshRuns',
  CommandHandler
>;

/**
 * @param rescan looks for new runs now
 * @param showRuns brings the Runs view to the front, where the new folder's runs appear
 * @param openDashboard shows the curves: whoever opens the sample wants to see some
 */
export function folderCommands(
  folders: LogFolders,
  rescan: () => Promise<void>,
  showRuns: () => Thenable<void>,
  openDashboard: () => void,
): FolderCommands {
  return {
    async addLogFolder() {
      const chosen = await chooseFolders(await folders.findKnownPlaces());
      for (const folder of chosen) await folders.add(folder);
      if (chosen.length > 0) await showRuns();
    },
    async removeLogFolder() {
      const items = folders.list
        .filter(({ kind }) => kind !== 'workspace')
        .map((folder) => ({
          label: withoutIcons(folder.label),
          description: withoutIcons(folder.path),
          folder,
        }));
      const picked = await vscode.window.showQuickPick(items, {
        placeHolder:
          items.length > 0
            ? vscode.l10n.t('Which folder should not be searched any more? Its files stay.')
            : vscode.l10n.t('Only the workspace itself is searched'),
      });
      if (picked) await folders.remove(picked.folder);
    },
    async openSampleRun() {
      await folders.openSample();
      await showRuns();
      openDashboard();
    },
    refreshRuns: rescan,
  };
}

/** Where trackers keep runs on this machine, and any other folder; without such places, that alone. */
async function chooseFolders(known: readonly KnownPlace[]): Promise<readonly string[]> {
  const browse = { label: vscode.l10n.t('$(folder-opened) Browse…'), path: null };
  const places = known.map(({ path, tracker }) => ({
    label: tracker,
    description: withoutIcons(path),
    path,
  }));
  const picked =
    places.length === 0
      ? browse
      : await vscode.window.showQuickPick([...places, browse], {
          placeHolder: vscode.l10n.t('Which folder should be searched for runs?'),
          matchOnDescription: true,
        });
  if (!picked) return [];
  if (picked.path !== null) return [picked.path];
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: true,
    openLabel: vscode.l10n.t('Add Log Folder'),
    title: vscode.l10n.t('Add a folder with training logs'),
  });
  return (chosen ?? []).map(({ fsPath }) => fsPath);
}
