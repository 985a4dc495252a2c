// What is to be launched: the script in the editor, a saved profile, what was launched before, or a line that is typed.
import * as vscode from 'vscode';
import { launchers, launchWords, templateWords, type Launcher } from '../../core/launch/launchers';
import type { KnownLaunch } from '../../core/launch/launchOfRun';
import {
  parseProfiles,
  profilesPath,
  readProfiles,
  type LaunchProfile,
} from '../../core/launch/profiles';
import { printCommandLine } from '../../core/launch/commandLine';
import { readSetting, settings } from '../settings';
import { chooseInterpreter } from './interpreter';
import { quoteStyle } from './quoteStyle';
import { typeCommandLine, type ReviewedCommand } from './reviewCommand';

/** How many earlier commands are offered. */
const mostEarlier = 15;

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choose: () => Promise<ReviewedCommand | undefined>;
}

/** @param launches the oldest first; @param wanted name of a profile to take without asking */
export async function chooseTraining(
  folder: vscode.WorkspaceFolder,
  launches: readonly KnownLaunch[],
  wanted: string | null,
): Promise<ReviewedCommand | undefined> {
  const profiles = await readAllProfiles(folder);
  const named = profiles.find(({ name }) => name === wanted);
  if (named) return fromProfile(folder, named);
  const items = [
    ...scriptItems(folder, launches),
    ...profiles.map((profile) => ({
      label: `$(bookmark) ${profile.name}`,
      description: profile.script ?? '',
      choose: () => fromProfile(folder, profile),
    })),
    ...earlierItems(launches),
    {
      label: vscode.l10n.t('$(file-code) Another Script…'),
      choose: () => fromDialog(folder),
    },
    {
      label: vscode.l10n.t('$(terminal) Type a Command Line…'),
      choose: () => fromTyped(folder),
    },
  ];
  const picked = await vscode.window.showQuickPick<ChoiceItem>(items, {
    title: vscode.l10n.t('Launch Training'),
    placeHolder: vscode.l10n.t('What is to be started?'),
    matchOnDetail: true,
  });
  return picked?.choose();
}

function scriptItems(
  folder: vscode.WorkspaceFolder,
  launches: readonly KnownLaunch[],
): readonly ChoiceItem[] {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'python' || document.uri.scheme !== 'file') return [];
  const name = nameOf(document.uri.path);
  const again = launches.findLast(({ spec }) => spec.argv.includes(document.uri.fsPath));
  const last: readonly ChoiceItem[] = again
    ? [
        {
          label: vscode.l10n.t('$(history) {0} as Before', name),
          detail: printCommandLine(again.spec.argv, quoteStyle),
          choose: () => Promise.resolve(fromLaunch(again)),
        },
      ]
    : [];
  return [
    ...last,
    {
      label: vscode.l10n.t('$(file-code) {0} in the Editor', name),
      description: vscode.workspace.asRelativePath(document.uri),
      choose: async () => {
        if (!(await document.save())) return undefined;
        return fromScript(folder, document.uri);
      },
    },
  ];
}

function earlierItems(launches: readonly KnownLaunch[]): readonly ChoiceItem[] {
  const seen = new Set<string>();
  const items: ChoiceItem[] = [];
  for (const launch of launches.toReversed()) {
    const line = printCommandLine(launch.spec.argv, quoteStyle);
    if (seen.has(line) || items.length >= mostEarlier) continue;
    seen.add(line);
    const choose = () => Promise.resolve(fromLaunch(launch));
    items.push({ label: `$(history) ${launch.spec.name}`, detail: line, choose });
  }
  return items;
}

function fromLaunch({ spec }: KnownLaunch): ReviewedCommand {
  const { name, argv, cwd, env } = spec;
  return { name, argv, cwd, env };
}

async function fromDialog(folder: vscode.WorkspaceFolder): Promise<ReviewedCommand | undefined> {
  const [script] =
    (await vscode.window.showOpenDialog({
      defaultUri: folder.uri,
      filters: { Python: ['py'] },
      openLabel: vscode.l10n.t('Launch'),
    })) ?? [];
  return script && fromScript(folder, script);
}

async function fromTyped(folder: vscode.WorkspaceFolder): Promise<ReviewedCommand | undefined> {
  const argv = await typeCommandLine('');
  return argv && { name: nameOf(argv[0]!), argv, cwd: folder.uri.fsPath, env: {} };
}

async function fromScript(
  folder: vscode.WorkspaceFolder,
  script: vscode.Uri,
): Promise<ReviewedCommand | undefined> {
  const how = await chooseLauncher();
  if (!how) return undefined;
  const python = await chooseInterpreter(folder.uri);
  const { template, launcher, processes } = how;
  const argv = template
    ? templateWords(template, python, script.fsPath)
    : launchWords(launcher, python, script.fsPath, processes);
  return { name: nameOf(script.path).replace(/\.py$/, ''), argv, cwd: folder.uri.fsPath, env: {} };
}

interface LauncherChoice {
  readonly launcher: Launcher;
  readonly processes: number | null;
  readonly template: readonly string[] | null;
}

async function chooseLauncher(): Promise<LauncherChoice | undefined> {
  const template = readSetting(settings.launchTemplate, vscode.workspace.getConfiguration());
  const items = [
    ...launchers.map((launcher) => ({ label: launcher, launcher, template: null })),
    ...(template.length > 0
      ? [{ label: template.join(' '), launcher: 'python' as const, template }]
      : []),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Launch Training'),
    placeHolder: vscode.l10n.t('How is the script started?'),
  });
  if (!picked) return undefined;
  const { launcher, template: words } = picked;
  if (launcher === 'python') return { launcher, processes: null, template: words };
  const typed = await vscode.window.showInputBox({
    title: picked.label,
    prompt: vscode.l10n.t('Processes on this machine; empty leaves it to the launcher.'),
    validateInput: (text) =>
      /^\d{0,4}$/.test(text) ? undefined : vscode.l10n.t('A whole number, or nothing.'),
  });
  if (typed === undefined) return undefined;
  return { launcher, processes: typed === '' ? null : Number(typed), template: null };
}

async function readAllProfiles(folder: vscode.WorkspaceFolder): Promise<readonly LaunchProfile[]> {
  const configuration = vscode.workspace.getConfiguration(undefined, folder.uri);
  const own = readProfiles(readSetting(settings.launchProfiles, configuration));
  const shared = vscode.Uri.joinPath(folder.uri, profilesPath);
  const text = await readText(shared);
  return [...own, ...parseProfiles(text ?? '')];
}

async function fromProfile(
  folder: vscode.WorkspaceFolder,
  profile: LaunchProfile,
): Promise<ReviewedCommand> {
  const { name, script, launcher, processes, args, command, env } = profile;
  const python = await chooseInterpreter(folder.uri);
  const cwd = profile.cwd === null ? folder.uri.fsPath : within(folder, profile.cwd);
  const words = command
    ? templateWords(command, python, script ?? '')
    : launchWords(launcher, python, within(folder, script!), processes);
  return { name, argv: [...words, ...args], cwd, env };
}

function within(folder: vscode.WorkspaceFolder, own: string): string {
  const isAbsolute = own.startsWith('/') || /^[A-Za-z]:[\\/]|^\\\\/.test(own);
  return isAbsolute ? own : vscode.Uri.joinPath(folder.uri, own).fsPath;
}

function nameOf(file: string): string {
  return file.split(/[\\/]/).at(-1)!;
}

/** Undefined where there is no such file. */
export async function readText(file: vscode.Uri): Promise<string | undefined> {
  return vscode.workspace.fs.readFile(file).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => undefined,
  );
}
