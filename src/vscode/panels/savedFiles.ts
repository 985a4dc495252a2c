// Files that a page made: asks where to, writes them wherever VS Code's file systems reach, and says so quietly.
import * as vscode from 'vscode';
import type { SavedFile } from '../../shared/savedFile';

/** @returns false where no place was chosen, or it could not be written (the user was told) */
export async function saveFile({ form, name, bytes }: SavedFile): Promise<boolean> {
  const uri = await askForPlace(name, form);
  return uri ? writeTo(uri, new Uint8Array(bytes)) : false;
}

/** What is there already is overwritten only after a yes: the dialog asks. */
export async function askForPlace(name: string, ending: string): Promise<vscode.Uri | undefined> {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri;
  const proposed = `${fileNameOf(name)}.${ending}`;
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export'),
    filters: { [ending.toUpperCase()]: [ending] },
    ...(home ? { defaultUri: vscode.Uri.joinPath(home, proposed) } : {}),
  });
}

export async function writeTo(uri: vscode.Uri, bytes: Uint8Array): Promise<boolean> {
  try {
    await vscode.workspace.fs.writeFile(uri, bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const words = vscode.l10n.t('{0} could not be written: {1}', uri.fsPath, reason);
    void vscode.window.showErrorMessage(words);
    return false;
  }
  const told = vscode.l10n.t('Saved {0}', uri.path.split('/').at(-1) ?? '');
  vscode.window.setStatusBarMessage(told, 5_000);
  return true;
}

/** Names of charts come from logs: what has a meaning in paths becomes a dash. */
function fileNameOf(name: string): string {
  const plain = name
    .replace(/[^\p{L}\p{N}._ -]+/gu, '-')
    .replace(/^[-. ]+|[-. ]+$/g, '')
    .slice(0, 80);
  return plain === '' ? 'chart' : plain;
}
