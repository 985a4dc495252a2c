// Takes runs out of Trackside: every point to a file, or their last values as a table for a text.
import * as vscode from 'vscode';
import type { MetricTable } from '../core/report/metricTable';
import { engineMessages } from '../shared/engineContract';
import type { PointExportProgress, PointExportQuery } from '../shared/pointExport';
import { formatBytes, formatCount } from '../shared/text';
import type { RunId, RunSummary, SeriesStatistics } from '../shared/vocabulary';
import type { EngineClient } from './engineClient';
import { withoutIcons } from './plainText';
import { fullRunName } from './runFacts';
import type { RunPieces } from './runPieces';

/** What an export needs to know of runs beside their summaries. */
export interface NamedRuns {
  readonly pieces: RunPieces;
  aliasOf(run: RunId): string | null;
}

export type ExportEngine = Pick<EngineClient, 'call' | 'onDidExport'>;

let exportsBegun = 0;

/** Asks where to, and writes every point of the runs and their pieces. @param targets one at least */
export async function exportPoints(
  known: NamedRuns,
  targets: readonly RunSummary[],
  format: PointExportQuery['format'],
  engine: ExportEngine,
): Promise<void> {
  const runs = known.pieces.withPieces(targets.map(({ id }) => id));
  const target = await askWhere(targets[0]!, format);
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

const formatNames: Readonly<Record<PointExportQuery['format'], string>> = {
  csv: 'CSV',
  json: 'JSON',
  jsonl: 'JSON Lines',
};

async function askWhere(
  { directory }: RunSummary,
  format: PointExportQuery['format'],
): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(directory);
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, `runs.${format}`),
    filters: { [formatNames[format]]: [format] },
    title: vscode.l10n.t('Export'),
  });
  if (!target || target.scheme === 'file') return target;
  // Points go straight from the logs to a disk, never through memory.
  const words = vscode.l10n.t('Choose a place on a disk: {0} is none.', target.toString(true));
  void vscode.window.showWarningMessage(words);
  return undefined;
}

function describeProgress({ runs, bytes }: PointExportProgress, all: number): string {
  return vscode.l10n.t('{0} of {1}, {2}', formatCount(runs), formatCount(all), formatBytes(bytes));
}

/**
 * Asks which metrics, and puts their last values into the clipboard.
 * @param shown metrics that are ticked from the start; those that the list of runs shows where it is absent
 */
export async function copyTable(
  known: NamedRuns,
  targets: readonly RunSummary[],
  engine: ExportEngine,
  print: (table: MetricTable) => string,
  shown?: readonly string[],
): Promise<void> {
  const statistics = await Promise.all(
    targets.map(({ id }) => engine.call(engineMessages.getStatistics, { run: id })),
  );
  const metrics = await chooseMetrics(targets, statistics, shown);
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

async function chooseMetrics(
  targets: readonly RunSummary[],
  statistics: readonly (readonly SeriesStatistics[])[],
  shown: readonly string[] = targets.flatMap(({ lastValues }) => lastValues.map(({ tag }) => tag)),
): Promise<readonly string[]> {
  const scalars = statistics.flat().filter(({ kind }) => kind === 'scalar');
  const ticked = new Set(shown);
  const items = [...new Set(scalars.map(({ tag }) => tag))].map((tag) => ({
    label: withoutIcons(tag),
    picked: ticked.has(tag),
    tag,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    placeHolder: vscode.l10n.t('Which metrics?'),
  });
  return (picked ?? []).map(({ tag }) => tag);
}
