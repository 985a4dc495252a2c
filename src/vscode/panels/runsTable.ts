// The window's runs table: at most one tab, opened when asked for and brought back after a reload.
import * as vscode from 'vscode';
import { Disposable } from '../../base/lifecycle';
import { loadPage } from './dashboardHtml';
import { RunsTablePanel, type RunsTableParts } from './runsTablePanel';

const viewType = 'trackside.runsTable';

export class RunsTable extends Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #parts: RunsTableParts;
  #panel: RunsTablePanel | undefined;

  constructor(extensionUri: vscode.Uri, parts: RunsTableParts) {
    super();
    this.#extensionUri = extensionUri;
    this.#parts = parts;
    this.own(
      vscode.window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: (panel) => {
          this.#adopt(panel);
          return Promise.resolve();
        },
      }),
    );
  }

  /** Brings the table to the front. */
  open(): void {
    if (this.#panel) this.#panel.show();
    else {
      const title = vscode.l10n.t('Trackside Runs');
      this.#adopt(vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active));
    }
  }

  #adopt(panel: vscode.WebviewPanel): void {
    if (this.#panel) {
      panel.dispose();
      this.#panel.show();
      return;
    }
    const table = this.own(new RunsTablePanel(panel, this.#parts));
    this.#panel = table;
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.disown(table);
    });
    loadPage(panel.webview, this.#extensionUri, 'runs', vscode.l10n.t('Trackside Runs'));
  }
}
