// The command that takes runs out of Trackside: asks in which form.
import * as vscode from 'vscode';
import { tableToLatex, tableToMarkdown } from '../../core/report/metricTable';
import { formatCount } from '../../shared/text';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import { copyTable, exportPoints, type ExportEngine, type NamedRuns } from '../runExport';
import { collectTargets, type KnownRuns } from './runTarget';
import type { CommandHandler } from './table';

/** The run model fits. */
export type ExportedRuns = KnownRuns & NamedRuns;

/** Without runs that it is called on, those that are plotted. */
export function exportCommands(
  known: ExportedRuns,
  plotted: { has(run: RunId): boolean },
  engine: ExportEngine,
  refresh: () => Promise<void>,
): Record<'exportRuns', CommandHandler> {
  return {
    async exportRuns(clicked, selected) {
      if (clicked === undefined) await refresh();
      const targets =
        clicked === undefined
          ? known.runs.filter(({ id }) => plotted.has(id))
          : collectTargets(known, clicked, selected);
      if (targets.length === 0) {
        void vscode.window.showInformationMessage(vscode.l10n.t('There is no plotted run'));
        return;
      }
      await chooseForm(known, targets, engine);
    },
  };
}

async function chooseForm(
  known: ExportedRuns,
  targets: readonly RunSummary[],
  engine: ExportEngine,
): Promise<void> {
  const every = vscode.l10n.t('Every point, also superseded ones, to a file');
  const last = vscode.l10n.t('The last values of metrics that you choose, to the clipboard');
  const items = [
    { label: 'CSV', detail: every, format: 'csv' as const, print: null },
    { label: 'JSON', detail: every, format: 'json' as const, print: null },
    { label: 'JSON Lines', detail: every, format: 'jsonl' as const, print: null },
    { label: vscode.l10n.t('Markdown table'), detail: last, format: null, print: tableToMarkdown },
    { label: vscode.l10n.t('LaTeX table'), detail: last, format: null, print: tableToLatex },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Export {0} runs', formatCount(targets.length)),
  });
  if (!picked) return;
  if (picked.format === null) await copyTable(known, targets, engine, picked.print);
  else await exportPoints(known, targets, picked.format, engine);
}
