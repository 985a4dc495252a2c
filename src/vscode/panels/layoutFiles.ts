// Layouts of the dashboard as files: named, kept beside the code where they can be shared, opened again by anybody.
import * as vscode from 'vscode';
import type { DashboardView } from '../../shared/dashboardContract';
import { parseLayout, printLayout } from './layoutText';

const folder = ['.trackside', 'layouts'] as const;
const extension = '.json';
const largestBytes = 4_000_000;

/** Asks where to and writes the view; what is there already is overwritten only after a yes (the dialog asks). */
export async function saveLayoutFile(view: DashboardView): Promise<void> {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Layout of the Dashboard'),
    saveLabel: vscode.l10n.t('Save Layout'),
    filters: { [vscode.l10n.t('Dashboard layout')]: ['json'] },
    ...(home ? { defaultUri: vscode.Uri.joinPath(home, ...folder, `layout${extension}`) } : {}),
  });
  if (!uri) return;
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(printLayout(view)));
  } catch (error) {
    await tellFailure(vscode.l10n.t('The layout could not be saved to {0}', uri.fsPath), error);
  }
}

/** The view that a file says, chosen by the user; null when none was or it is none. */
export async function openLayoutFile(fallback: DashboardView): Promise<DashboardView | null> {
  const uri = await chooseFile();
  if (!uri) return null;
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > largestBytes) throw new Error(vscode.l10n.t('it is too large for a layout'));
    return parseLayout(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), fallback);
  } catch (error) {
    await tellFailure(vscode.l10n.t('{0} could not be opened as a layout', uri.fsPath), error);
    return null;
  }
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const known = await knownLayouts();
  if (known.length === 0) return browse();
  const items = known.map((uri) => ({
    label: (uri.path.split('/').at(-1) ?? '').slice(0, -extension.length),
    description: vscode.workspace.asRelativePath(uri),
    uri: uri,
  }));
  const other = { label: vscode.l10n.t('Browse…'), description: '', uri: null };
  const picked = await vscode.window.showQuickPick([...items, other], {
    title: vscode.l10n.t('Open Layout of the Dashboard'),
  });
  return picked && (picked.uri ?? browse());
}

async function browse(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Open Layout of the Dashboard'),
    openLabel: vscode.l10n.t('Open Layout'),
    filters: { [vscode.l10n.t('Dashboard layout')]: ['json'] },
  });
  return chosen?.[0];
}

/** Those of the workspace's folders, by name. */
async function knownLayouts(): Promise<readonly vscode.Uri[]> {
  const found: vscode.Uri[] = [];
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const home = vscode.Uri.joinPath(uri, ...folder);
    const entries = await vscode.workspace.fs.readDirectory(home).then(
      (all) => all,
      () => [],
    );
    for (const [name, type] of entries) {
      const isFile = (type & vscode.FileType.File) !== 0;
      if (isFile && name.endsWith(extension)) found.push(vscode.Uri.joinPath(home, name));
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function tellFailure(what: string, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  await vscode.window.showErrorMessage(`${what}: ${reason}`);
}
