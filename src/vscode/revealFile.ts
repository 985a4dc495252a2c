// Shows where a file or directory lies: in the Explorer if it is in the workspace, else in the system's file manager.
import * as vscode from 'vscode';
import { withoutLinks } from './plainText';

export async function revealFile(uri: vscode.Uri): Promise<void> {
  if (vscode.workspace.getWorkspaceFolder(uri)) {
    await vscode.commands.executeCommand('revealInExplorer', uri);
    return;
  }
  if (vscode.env.remoteName === undefined) {
    await vscode.commands.executeCommand('revealFileInOS', uri);
    return;
  }
  // A remote machine has no file manager to show, but its path is of use in a terminal.
  const copy = vscode.l10n.t('Copy Path');
  const choice = await vscode.window.showInformationMessage(withoutLinks(uri.fsPath), copy);
  if (choice === copy) await vscode.env.clipboard.writeText(uri.fsPath);
}
