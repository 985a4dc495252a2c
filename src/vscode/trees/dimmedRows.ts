// Draws rows of the tree in a faint colour: the editor does that only for rows that stand for a resource.
import * as vscode from 'vscode';
import { Disposable } from '../../base/lifecycle';

const scheme = 'trackside-dimmed';

/** What a row must say that it stands for to be drawn dimmed. */
export function dimmedResource(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${id}` });
}

export class DimmedRows extends Disposable implements vscode.FileDecorationProvider {
  constructor() {
    super();
    this.own(vscode.window.registerFileDecorationProvider(this));
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== scheme) return undefined;
    return new vscode.FileDecoration(
      undefined,
      undefined,
      new vscode.ThemeColor('disabledForeground'),
    );
  }
}
