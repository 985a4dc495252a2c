// Exports what a dashboard shows: its plotted runs as points or as a table, or the page itself.
import * as vscode from 'vscode';
import { tableToLatex, tableToMarkdown } from '../../core/report/metricTable';
import type { PageExportQuery } from '../../shared/dashboardContract';
import { copyTable, exportPoints, type ExportEngine } from '../runExport';
import type { DashboardScope } from './dashboardScope';

/** @param saveHtml saves the page as a file of its own */
export async function exportPage(
  { form, metrics }: PageExportQuery,
  scope: DashboardScope,
  engine: ExportEngine,
  saveHtml: () => Promise<void>,
): Promise<void> {
  const runs = scope.runs.filter(({ id }) => scope.isPlotted(id));
  if (runs.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no plotted run'));
    return;
  }
  switch (form) {
    case 'csv':
    case 'json':
    case 'jsonl':
      return exportPoints(scope, runs, form, engine);
    case 'markdown':
      return copyTable(scope, runs, engine, tableToMarkdown, metrics);
    case 'latex':
      return copyTable(scope, runs, engine, tableToLatex, metrics);
    case 'html':
      return saveHtml();
  }
}
