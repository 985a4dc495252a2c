// The commands that start, stop and show trainings.
import * as vscode from 'vscode';
import { readCommit } from '../../core/launch/commit';
import type { KnownLaunch } from '../../core/launch/launchOfRun';
import { defaultConsole, noRestart, type LaunchSpec } from '../../core/launch/launchSpec';
import { optionsOf } from '../../core/launch/scriptOptions';
import { scriptFile } from '../../core/launch/trainingCommand';
import { printCommandLine } from '../../core/launch/commandLine';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import { isRunning, type Launches } from '../launches';
import { readSetting, settings } from '../settings';
import { chooseTraining, readText } from './chooseTraining';
import type { ConsoleTerminals } from './consoleTerminal';
import { describeLaunchEnd, describeLaunchNow } from './launchWords';
import { quoteStyle } from './quoteStyle';
import { reviewCommand, type ReviewedCommand } from './reviewCommand';

export interface TrainingParts {
  readonly launches: Launches;
  readonly consoles: ConsoleTerminals;
  readonly getRun: (id: RunId) => RunSummary | undefined;
}

type Handler = (clicked: unknown) => Promise<void>;

export function trainingCommands(
  parts: TrainingParts,
): Record<'launchTraining' | 'stopRun' | 'showConsole', Handler> {
  const { launches, consoles } = parts;
  return {
    async launchTraining(clicked) {
      if (!(await mayLaunch())) return;
      const folder = await chooseFolder();
      if (!folder) return;
      await launches.refresh();
      const chosen = await chooseTraining(folder, launches.list, profileIn(clicked));
      const reviewed = chosen && (await reviewTraining(chosen));
      if (reviewed) await startTraining(parts, folder, reviewed, null);
    },
    async stopRun(clicked) {
      await launches.refresh();
      const launch = await chooseLaunch(parts, clicked, isRunning);
      if (launch) await stopTraining(launches, launch);
    },
    async showConsole(clicked) {
      await launches.refresh();
      const launch = await chooseLaunch(parts, clicked, () => true);
      if (launch) consoles.show(launch);
    },
  };
}

/** Asks for trust where there is none: nothing starts without. */
export async function mayLaunch(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  await vscode.window.showWarningMessage(
    vscode.l10n.t('Nothing can be started here, because this workspace is not trusted.'),
  );
  return false;
}

export async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const document = vscode.window.activeTextEditor?.document;
  const own = document && vscode.workspace.getWorkspaceFolder(document.uri);
  if (own ?? folders.length === 1) return own ?? folders[0];
  if (folders.length === 0) throw new Error(vscode.l10n.t('Open a folder first.'));
  return vscode.window.showWorkspaceFolderPick();
}

export async function reviewTraining(
  command: ReviewedCommand,
  notes: readonly string[] = [],
): Promise<ReviewedCommand | undefined> {
  const script = scriptFile(command.argv, command.cwd);
  const source = script === null ? undefined : await readText(vscode.Uri.file(script));
  return reviewCommand(command, source === undefined ? [] : optionsOf(source), notes);
}

export async function startTraining(
  { launches, consoles }: TrainingParts,
  folder: vscode.WorkspaceFolder,
  command: ReviewedCommand,
  resumedFrom: string | null,
): Promise<void> {
  if (!(await isWanted(launches, command))) return;
  const configuration = vscode.workspace.getConfiguration(undefined, folder.uri);
  const grace = readSetting(settings.launchStopGrace, configuration);
  const spec: LaunchSpec = {
    version: 1,
    ...command,
    createdAtMs: Date.now(),
    grace: { interruptMs: grace * 1000, terminateMs: 10_000 },
    restart: noRestart,
    console: defaultConsole,
    resumedFrom,
    commit: await readCommit(command.cwd),
  };
  const begun = await launches.start(folder.uri.fsPath, spec);
  if (!begun.ok) {
    throw new Error(vscode.l10n.t('The training could not be started: {0}', begun.error.detail));
  }
  const launch = launches.list.find(({ id }) => id === begun.value.id);
  if (!launch) return;
  if (launch.state?.startError != null) throw new Error(describeLaunchEnd(launch));
  consoles.show(launch);
}

/** The same command twice is mostly a double click. */
async function isWanted(launches: Launches, { argv, cwd }: ReviewedCommand): Promise<boolean> {
  await launches.refresh();
  const line = printCommandLine(argv, quoteStyle);
  const same = launches.running.find(
    ({ spec }) => spec.cwd === cwd && printCommandLine(spec.argv, quoteStyle) === line,
  );
  if (!same) return true;
  const again = vscode.l10n.t('Start Another');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} runs already with the same command line.', same.spec.name),
    { modal: true },
    again,
  );
  return answer === again;
}

async function stopTraining(launches: Launches, launch: KnownLaunch): Promise<void> {
  const { spec, state } = launch;
  const kill = vscode.l10n.t('Kill Now');
  if (state?.stop) {
    const answer = await vscode.window.showWarningMessage(
      `${spec.name}: ${describeLaunchNow(launch, Date.now())}`,
      { modal: true, detail: vscode.l10n.t('Killed, it saves nothing any more.') },
      kill,
    );
    if (answer === kill) await launches.stop(launch, 'atOnce');
    return;
  }
  await launches.stop(launch, 'gently');
  void vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: spec.name },
    async (progress) => {
      for (let now = find(launches, launch); now && isRunning(now); now = find(launches, launch)) {
        progress.report({ message: describeLaunchNow(now, Date.now()) });
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    },
  );
}

function find(launches: Launches, { folder }: KnownLaunch): KnownLaunch | undefined {
  return launches.list.find((each) => each.folder === folder);
}

/** The launch of the run that was clicked, the only one that fits, or the one that the user picks. */
export async function chooseLaunch(
  { launches, getRun }: TrainingParts,
  clicked: unknown,
  fits: (launch: KnownLaunch) => boolean,
): Promise<KnownLaunch | undefined> {
  const run = runIn(clicked, getRun);
  const own = run && launches.launchOf(run);
  if (own) return own;
  const fitting = launches.list.filter(fits).toReversed();
  if (fitting.length === 0) {
    throw new Error(
      run
        ? vscode.l10n.t('This run was not launched from here.')
        : vscode.l10n.t('No such training was launched here.'),
    );
  }
  if (fitting.length === 1) return fitting[0];
  const items = fitting.map((launch) => ({
    label: launch.spec.name,
    description: isRunning(launch)
      ? describeLaunchNow(launch, Date.now())
      : describeLaunchEnd(launch),
    detail: printCommandLine(launch.spec.argv, quoteStyle),
    launch,
  }));
  const placeHolder = vscode.l10n.t('Which training?');
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.launch;
}

/** What a menu was opened on, which anybody may have made. */
export function runIn(
  clicked: unknown,
  getRun: (id: RunId) => RunSummary | undefined,
): RunSummary | undefined {
  if (typeof clicked === 'string') return getRun(clicked as RunId);
  if (typeof clicked !== 'object' || clicked === null || !('runIds' in clicked)) return undefined;
  const [first] = Array.isArray(clicked.runIds) ? (clicked.runIds as unknown[]) : [];
  return typeof first === 'string' ? getRun(first as RunId) : undefined;
}

function profileIn(clicked: unknown): string | null {
  if (typeof clicked !== 'object' || clicked === null || !('profile' in clicked)) return null;
  return typeof clicked.profile === 'string' ? clicked.profile : null;
}
