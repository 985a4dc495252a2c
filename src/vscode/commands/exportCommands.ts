// Takes runs out of Trackside: every point to a file, or their last values as a table for a text.
import * as vscode from 'vscode';
import { tableToLatex, tableToMarkdown, type MetricTable } from '../../core/report/metricTable';
import type { PointExportProgress, PointExportQuery } from '../../shared/pointExport';
import { engineMessages } from '../../shared/engineContract';
import { formatBytes, formatCount } from '../../shared/text';
import type { RunId, RunSummary, SeriesStatistics } from '../../shared/vocabulary';
import type { EngineClient } from '../engineClient';
import { withoutIcons } from '../plainText';
import { fullRunName } from '../runFacts';
import type { RunPieces } from '../runPieces';
import { collectTargets, type KnownRuns } from './runTarget';
import type { CommandHandler } from './table';

/** The run model fits. */
export interface ExportedRuns extends KnownRuns {
  readonly pieces: RunPieces;
}

type ExportEngine = Pick<EngineClient, 'call' | 'onDidExport'>;

let exportsBegun = 0;

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
    { label: 'JSON Lines', detail: every, format: 'jsonl' as const, print: null },
    { label: vscode.l10n.t('Markdown table'), detail: last, format: null, print: tableToMarkdown },
    { label: vscode.l10n.t('LaTeX table'), detail: last, format: null, print: tableToLatex },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Export {0} runs', formatCount(targets.length)),
  });
  if (!picked) return;
  if (picked.format === null) await copyTable(known, targets, engine, picked.print);
  else {
    const runs = known.pieces.withPieces(targets.map(({ id }) => id));
    await exportPoints(runs, targets[0]!, picked.format, engine);
  }
}

async function exportPoints(
  runs: readonly RunId[],
  { directory }: RunSummary,
  format: PointExportQuery['format'],
  engine: ExportEngine,
): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(directory);
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, `runs.${format}`),
    filters: format === 'csv' ? { CSV: ['csv'] } : { 'JSON Lines': ['jsonl'] },
    title: vscode.l10n.t('Export'),
  });
  if (!target) return;
  const id = ++exportsBegun;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Exporting runs'),
    cancellable: true,
  };
  const done = await vscode.window.withProgress(options, async (progress, token) => {
    const heard = engine.onDidExport((told) => {
      if (told.id === id) progress.report({ message: describeProgress(told, runs.length) });
    });
    const cancelled = token.onCancellationRequested(() => {
      void engine.call(engineMessages.cancelExport, { id });
    });
    try {
      return await engine.call(engineMessages.exportPoints, {
        id,
        runs,
        format,
        path: target.fsPath,
      });
    } finally {
      heard.dispose();
      cancelled.dispose();
    }
  });
  if (done.cancelled) return;
  const open = vscode.l10n.t('Open File');
  const size = formatBytes(done.bytes);
  const message =
    done.problems > 0
      ? vscode.l10n.t('Exported {0}. Some files are damaged; the rest of them is there.', size)
      : vscode.l10n.t('Exported {0}.', size);
  // Not waited for: the command is done.
  void vscode.window.showInformationMessage(message, open).then((choice) => {
    if (choice === open) return vscode.commands.executeCommand('vscode.open', target);
    return undefined;
  });
}

function describeProgress({ runs, bytes }: PointExportProgress, all: number): string {
  return vscode.l10n.t('{0} of {1}, {2}', formatCount(runs), formatCount(all), formatBytes(bytes));
}

async function copyTable(
  known: ExportedRuns,
  targets: readonly RunSummary[],
  engine: ExportEngine,
  print: (table: MetricTable) => string,
): Promise<void> {
  const statistics = await Promise.all(
    targets.map(({ id }) => engine.call(engineMessages.getStatistics, { run: id })),
  );
  const metrics = await chooseMetrics(targets, statistics);
  if (metrics.length === 0) return;
  const lastOf = (series: readonly SeriesStatistics[], tag: string): number | null =>
    series.find((each) => each.kind === 'scalar' && each.tag === tag)?.last?.value ?? null;
  await vscode.env.clipboard.writeText(
    print({
      runs: targets.map((run) => fullRunName(run, known.aliasOf(run.id))),
      metrics,
      values: statistics.map((series) => metrics.map((tag) => lastOf(series, tag))),
    }),
  );
  vscode.window.setStatusBarMessage(vscode.l10n.t('The table is in the clipboard'), 5_000);
}

/** Those that the list of runs shows are ticked from the start. */
async function chooseMetrics(
  targets: readonly RunSummary[],
  statistics: readonly (readonly SeriesStatistics[])[],
): Promise<readonly string[]> {
  const scalars = statistics.flat().filter(({ kind }) => kind === 'scalar');
  const shown = new Set(targets.flatMap(({ lastValues }) => lastValues.map(({ tag }) => tag)));
  const items = [...new Set(scalars.map(({ tag }) => tag))].map((tag) => ({
    label: withoutIcons(tag),
    picked: shown.has(tag),
    tag,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: vscode.l10n.t('Which metrics?'),
  });
  return (picked ?? []).map(({ tag }) => tag);
}
