// Profiles and traces beside event files: where they lie, and what opens them. Nothing is sent anywhere.
import * as vscode from 'vscode';
import { formatBytes } from '../../shared/text';
import type { Companion, RunSummary } from '../../shared/vocabulary';
import { describeCompanionKind } from '../../shared/words';
import { runName } from '../runFacts';
import { revealFile } from '../revealFile';
import { chooseRun, type KnownRuns } from './runTarget';
import type { CommandHandler } from './table';

/** A page that opens traces inside the browser, without taking them anywhere. */
const perfetto = 'https://ui.perfetto.dev';

/** @param refresh brings the known runs up to date */
export function traceCommands(
  known: KnownRuns,
  refresh: () => Promise<void>,
): Record<'openTrace', CommandHandler> {
  return {
    async openTrace(clicked) {
      if (clicked === undefined) await refresh();
      const placeHolder = vscode.l10n.t('Which run has the trace?');
      const run = await chooseRun(known, clicked, placeHolder, (one) => tracesOf(one).length > 0);
      const trace = run && (await chooseTrace(run));
      if (trace)
        await openTrace(vscode.Uri.joinPath(vscode.Uri.file(run.directory), trace.path), trace);
    },
  };
}

function tracesOf({ companions }: RunSummary): readonly Companion[] {
  return companions.filter(({ kind }) => kind !== 'projector');
}

async function chooseTrace(run: RunSummary): Promise<Companion | undefined> {
  const traces = tracesOf(run);
  if (traces.length === 1) return traces[0];
  const items = traces.map((trace) => ({
    label: trace.label,
    description: `${describeCompanionKind(trace.kind)}, ${formatBytes(trace.sizeBytes)}`,
    detail: trace.path,
    trace,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Traces of {0}', runName(run)),
    placeHolder:
      items.length > 0 ? vscode.l10n.t('Which one?') : vscode.l10n.t('This run has no traces'),
    matchOnDetail: true,
  });
  return picked?.trace;
}

async function openTrace(uri: vscode.Uri, { kind, label }: Companion): Promise<void> {
  const reveal = {
    label: vscode.l10n.t('Reveal the File'),
    detail: detailOfReveal(kind),
    web: false,
  };
  const items = kind === 'trace' ? [openItem(), reveal] : [reveal];
  const picked = await vscode.window.showQuickPick(items, { title: label });
  if (!picked) return;
  await revealFile(uri);
  if (picked.web) await vscode.env.openExternal(vscode.Uri.parse(perfetto));
}

function openItem() {
  const onRemote = vscode.env.remoteName !== undefined;
  return {
    label: vscode.l10n.t('Open in Perfetto'),
    detail: onRemote
      ? vscode.l10n.t(
          'Opens {0} in the browser. Download the file from this machine first, then choose it there; Trackside uploads nothing.',
          perfetto,
        )
      : vscode.l10n.t(
          'Opens {0} in the browser and shows the file. Choose it there; Trackside uploads nothing.',
          perfetto,
        ),
    web: true,
  };
}

function detailOfReveal(kind: Companion['kind']): string {
  return kind === 'profile'
    ? vscode.l10n.t(
        'XProf opens profiles of this kind (pip install xprof), also inside TensorBoard.',
      )
    : vscode.l10n.t('Shows where the file lies.');
}
