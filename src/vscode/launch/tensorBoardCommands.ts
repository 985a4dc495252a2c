// TensorBoard for chosen runs: one process for each log directory, shown in a tab or the browser, gone with the editor.
import * as vscode from 'vscode';
import { Disposable } from '../../base/lifecycle';
import {
  startTensorBoard,
  type TensorBoardFailure,
  type TensorBoardServer,
} from '../../core/launch/tensorBoard';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import { readSetting, settings } from '../settings';
import { chooseInterpreter } from './interpreter';
import { describeTensorBoardFailure, remedyOf } from './launchWords';
import { printCommandLine } from '../../core/launch/commandLine';
import { quoteStyle } from './quoteStyle';
import { chooseFolder, mayLaunch } from './trainingCommands';

type Handler = (clicked: unknown, selected: unknown) => Promise<void>;

export class TensorBoards extends Disposable {
  /** By log directory; those that are starting as well. */
  readonly #servers = new Map<string, Promise<TensorBoardServer | undefined>>();
  readonly #getRun: (id: RunId) => RunSummary | undefined;

  constructor(getRun: (id: RunId) => RunSummary | undefined) {
    super();
    this.#getRun = getRun;
  }

  get commands(): Record<'launchTensorBoard' | 'stopTensorBoard', Handler> {
    return {
      launchTensorBoard: async (clicked, selected) => {
        if (!(await mayLaunch())) return;
        const directory = await this.#directoryOf(clicked, selected);
        if (directory !== undefined) await this.#open(directory);
      },
      stopTensorBoard: async () => {
        const directory = await this.#chooseRunning();
        if (directory !== undefined) (await this.#servers.get(directory))?.stop();
      },
    };
  }

  /** Where TensorBoard serves a directory on this machine; undefined where none does. */
  async addressOf(directory: string): Promise<string | undefined> {
    return (await this.#servers.get(directory))?.address;
  }

  override dispose(): void {
    for (const server of this.#servers.values()) void server.then((each) => each?.stop());
    super.dispose();
  }

  async #open(directory: string): Promise<void> {
    let server = this.#servers.get(directory);
    if (!server) {
      server = this.#start(directory);
      this.#servers.set(directory, server);
    }
    const there = await server;
    if (there) await show(there.address);
    else this.#servers.delete(directory);
  }

  async #start(directory: string): Promise<TensorBoardServer | undefined> {
    const uri = vscode.Uri.file(directory);
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? (await chooseFolder())?.uri;
    const python = await chooseInterpreter(folder ?? uri);
    const title = vscode.l10n.t('Starting TensorBoard');
    const location = vscode.ProgressLocation.Notification;
    const started = await vscode.window.withProgress({ location, title }, () =>
      startTensorBoard({ python, directory, onEnd: () => this.#servers.delete(directory) }),
    );
    if (started.ok) {
      if (this.isDisposed) started.value.stop();
      return started.value;
    }
    void offerRemedy(started.error, python);
    return undefined;
  }

  /** The run's own directory; of several runs the deepest one that holds them all; without runs a folder of the user's. */
  async #directoryOf(clicked: unknown, selected: unknown): Promise<string | undefined> {
    const nodes: readonly unknown[] = Array.isArray(selected) ? selected : [clicked];
    const directories = nodes.flatMap(idsOf).flatMap((id) => this.#getRun(id)?.directory ?? []);
    if (directories.length > 0) return commonFolder(directories);
    return (await chooseFolder())?.uri.fsPath;
  }

  async #chooseRunning(): Promise<string | undefined> {
    const running = [...this.#servers.keys()];
    if (running.length === 0) throw new Error(vscode.l10n.t('No TensorBoard runs from here.'));
    if (running.length === 1) return running[0];
    return vscode.window.showQuickPick(running, {
      placeHolder: vscode.l10n.t('Which TensorBoard is to stop?'),
    });
  }
}

/** The address changes with the connection: it is made anew each time. */
async function show(address: string): Promise<void> {
  const outside = await vscode.env.asExternalUri(vscode.Uri.parse(address, true));
  const where = readSetting(settings.tensorBoardOpen, vscode.workspace.getConfiguration());
  if (where === 'browser') {
    await vscode.env.openExternal(outside);
    return;
  }
  await vscode.commands.executeCommand('simpleBrowser.show', outside.toString(true));
}

/** What helps is shown as the command that it is, and runs in a terminal only when the user says so. */
async function offerRemedy(failure: TensorBoardFailure, python: string): Promise<void> {
  const packages = remedyOf(failure);
  const message = describeTensorBoardFailure(failure);
  if (!packages) {
    await vscode.window.showErrorMessage(message);
    return;
  }
  const words = ['-m', 'pip', 'install', ...packages];
  const line = printCommandLine([python, ...words], quoteStyle);
  const install = vscode.l10n.t('Install');
  const answer = await vscode.window.showErrorMessage(
    vscode.l10n.t('{0} This helps: {1}', message, line),
    install,
  );
  if (answer !== install) return;
  vscode.window.createTerminal({ name: 'pip', shellPath: python, shellArgs: words }).show();
}

function idsOf(thing: unknown): readonly RunId[] {
  if (typeof thing === 'string') return [thing as RunId];
  if (typeof thing !== 'object' || thing === null || !('runIds' in thing)) return [];
  return Array.isArray(thing.runIds)
    ? (thing.runIds as unknown[]).filter((id): id is RunId => typeof id === 'string')
    : [];
}

/** The deepest folder that holds all of them. */
export function commonFolder(directories: readonly string[]): string {
  const parts = directories.map((each) => each.split(/(?<=[\\/])/));
  const first = parts[0]!;
  const plain = (part: string | undefined): string | undefined => part?.replace(/[\\/]$/, '');
  let length = 0;
  while (
    length < first.length &&
    parts.every((each) => plain(each[length]) === plain(first[length]))
  ) {
    length++;
  }
  const common = first.slice(0, length).join('');
  return common.length > 1 ? common.replace(/[\\/]$/, '') : common;
}
