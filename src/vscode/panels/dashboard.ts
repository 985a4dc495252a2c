// The window's dashboard: at most one tab, opened when asked for and brought back after a reload.
import * as vscode from 'vscode';
import { Disposable } from '../../base/lifecycle';
import type { RunId } from '../../shared/vocabulary';
import { loadDashboardPage } from './dashboardHtml';
import { DashboardPanel, type DashboardParts } from './dashboardPanel';
import type { DashboardScope } from './dashboardScope';

const viewType = 'trackside.dashboard';

export class Dashboard extends Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #parts: DashboardParts;
  readonly #scope: DashboardScope;
  #panel: DashboardPanel | undefined;
  #highlighted: readonly RunId[] = [];

  constructor(extensionUri: vscode.Uri, parts: DashboardParts, scope: DashboardScope) {
    super();
    this.#extensionUri = extensionUri;
    this.#parts = parts;
    this.#scope = scope;
    this.own(
      vscode.window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: (panel) => {
          this.#adopt(panel);
          return Promise.resolve();
        },
      }),
    );
  }

  /** Brings the dashboard to the front. */
  open(): void {
    if (this.#panel) {
      this.#panel.show();
      return;
    }
    this.#adopt(
      vscode.window.createWebviewPanel(
        viewType,
        vscode.l10n.t('Trackside Dashboard'),
        vscode.ViewColumn.Active,
      ),
    );
  }

  /** Makes these runs and their pieces stand out, now and in a dashboard that is opened later. */
  highlight(runs: readonly RunId[]): void {
    this.#highlighted = this.#scope.pieces.withPieces(runs);
    this.#panel?.highlight(this.#highlighted);
  }

  /** There is one dashboard per window: a second restored tab is closed. */
  #adopt(panel: vscode.WebviewPanel): void {
    if (this.#panel) {
      panel.dispose();
      this.#panel.show();
      return;
    }
    const dashboard = this.own(
      new DashboardPanel(panel, this.#parts, this.#scope, this.#highlighted),
    );
    this.#panel = dashboard;
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.disown(dashboard);
    });
    loadDashboardPage(panel.webview, this.#extensionUri);
  }
}
