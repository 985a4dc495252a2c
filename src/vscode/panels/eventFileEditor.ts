// The editor of event files: what opens when one is clicked is the dashboard, of that file's run alone.
import * as vscode from 'vscode';
import { Disposable, type Owned } from '../../base/lifecycle';
import { locateFile, type OpenedFile } from '../openedFile';
import { loadDashboardPage } from './dashboardHtml';
import { DashboardPanel, type DashboardParts } from './dashboardPanel';
import { FileScope } from './fileScope';

const viewType = 'trackside.eventFile';

/** An open event file. While one of its editors is open, its directory is read. */
class EventFile extends Disposable implements vscode.CustomDocument {
  readonly uri: vscode.Uri;
  readonly file: OpenedFile;

  constructor(uri: vscode.Uri, file: OpenedFile, reading: Owned | undefined) {
    super();
    this.uri = uri;
    this.file = file;
    if (reading) this.own(reading);
  }
}

export class EventFileEditor
  extends Disposable
  implements vscode.CustomReadonlyEditorProvider<EventFile>
{
  readonly #extensionUri: vscode.Uri;
  readonly #parts: DashboardParts;

  constructor(extensionUri: vscode.Uri, parts: DashboardParts) {
    super();
    this.#extensionUri = extensionUri;
    this.#parts = parts;
    this.own(
      vscode.window.registerCustomEditorProvider(viewType, this, {
        supportsMultipleEditorsPerDocument: true,
      }),
    );
  }

  async openCustomDocument(uri: vscode.Uri): Promise<EventFile> {
    const file = await locateFile(uri.scheme, uri.scheme === 'file' ? uri.fsPath : uri.path);
    const [directory] = file.directories;
    const isOnDisk = uri.scheme === 'file' && directory !== undefined;
    return new EventFile(uri, file, isOnDisk ? this.#parts.folders.open(directory) : undefined);
  }

  resolveCustomEditor({ uri, file }: EventFile, panel: vscode.WebviewPanel): void {
    const scope: FileScope = new FileScope(this.#parts.model, file, {
      exists: () =>
        vscode.workspace.fs.stat(uri).then(
          () => true,
          () => false,
        ),
      changed: () => dashboard.refresh(),
      openAsText: () => void vscode.commands.executeCommand('vscode.openWith', uri, 'default'),
    });
    const dashboard = this.own(new DashboardPanel(panel, this.#parts, scope, []));
    panel.onDidDispose(() => this.disown(dashboard));
    loadDashboardPage(panel.webview, this.#extensionUri);
  }
}
