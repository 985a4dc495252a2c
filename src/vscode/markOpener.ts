// Leads from a mark on a curve to what it stands for: a checkpoint on the disk, an alert among those of its run.
import path from 'node:path';
import * as vscode from 'vscode';
import { engineMessages } from '../shared/engineContract';
import type { RunMark } from '../shared/runMarks';
import type { RunSummary } from '../shared/vocabulary';
import { describeAlerts } from './alertTexts';
import type { EngineClient } from './engineClient';
import type { LogFolders } from './logFolders';
import { placeInside } from './placeInside';
import { withoutLinks } from './plainText';
import { revealFile } from './revealFile';
import { fullRunName } from './runFacts';
import type { RunModel } from './runModel';
import type { RunTexts } from './runTexts';

export interface MarkPlaces {
  readonly engine: Pick<EngineClient, 'call'>;
  readonly model: Pick<RunModel, 'get' | 'aliasOf'>;
  readonly folders: Pick<LogFolders, 'list'>;
  readonly texts: Pick<RunTexts, 'show'>;
}

/**
 * Only what the engine itself tells of the run is opened, whatever the page sent. The first value that is no number and
 * restarts stand on the chart alone.
 */
export async function openMark(parts: MarkPlaces, mark: RunMark): Promise<void> {
  const run = parts.model.get(mark.run);
  if (!run || (mark.kind !== 'checkpoint' && mark.kind !== 'alert')) return;
  const told = await parts.engine.call(engineMessages.getRunMarks, { runs: [run.id] });
  const marks = told.filter(({ kind }) => kind === mark.kind);
  const found = marks.find(({ id, step }) => id === mark.id && step === mark.step);
  if (mark.kind === 'alert') {
    if (found) await showAlerts(parts, run, marks, found);
    return;
  }
  const place =
    found && (await placeInside(rootsOf(parts, run), path.resolve(run.directory, found.id)));
  if (place) await revealFile(vscode.Uri.file(place));
  else {
    const words = vscode.l10n.t('The checkpoint {0} is not there any more.', mark.label);
    await vscode.window.showWarningMessage(withoutLinks(words));
  }
}

/** A file that was opened alone has its run in a folder that is watched only for it. */
function rootsOf({ folders }: MarkPlaces, run: RunSummary): readonly string[] {
  return [...folders.list.map((folder) => folder.path), run.root];
}

async function showAlerts(
  { model, texts }: MarkPlaces,
  run: RunSummary,
  alerts: readonly RunMark[],
  chosen: RunMark,
): Promise<void> {
  const name = fullRunName(run, model.aliasOf(run.id));
  const { text, line } = describeAlerts(name, alerts, chosen);
  const title = vscode.l10n.t('Alerts of {0}', name);
  const document = await vscode.workspace.openTextDocument(texts.show(run.id, title, text));
  const selection = new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(document, { preview: true, selection });
}
