// The launches of the open folders: read from their files, so that a reload changes nothing, and followed while any lives.
import { hostname } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import * as vscode from 'vscode';
import type { Clock } from '../base/clock';
import { Emitter, type Event } from '../base/event';
import { Disposable, type Owned } from '../base/lifecycle';
import { fail, succeed, type Result } from '../base/result';
import {
  makeLaunchFolder,
  readLaunches,
  writeControl,
  type Launch,
} from '../core/launch/launchFolder';
import { launchOfRun, stateByProcess, type KnownLaunch } from '../core/launch/launchOfRun';
import type { LaunchSpec } from '../core/launch/launchSpec';
import { conditionOf } from '../core/launch/liveness';
import { isAlive } from '../core/launch/processIdentity';
import { signalGroup } from '../core/launch/processTree';
import { startSupervisor, type StartFailure } from '../core/launch/startSupervisor';
import type { RunSummary } from '../shared/vocabulary';

const lookMs = 500;

export class Launches extends Disposable {
  readonly #supervisor: string;
  readonly #clock: Clock;
  readonly #changes: Emitter<null>;
  #known: readonly KnownLaunch[] = [];
  #timer: Owned | undefined;
  #reading: Promise<void> | undefined;

  /** @param supervisor absolute path of the supervisor's bundle */
  constructor(supervisor: string, clock: Clock, onError: (error: unknown) => void) {
    super();
    this.#supervisor = supervisor;
    this.#clock = clock;
    this.#changes = this.own(new Emitter<null>(onError));
    this.own(vscode.workspace.onDidChangeWorkspaceFolders(() => void this.refresh()));
  }

  /** Fires when a launch came, went on or ended. */
  get onDidChange(): Event<null> {
    return this.#changes.event;
  }

  /** The oldest first. */
  get list(): readonly KnownLaunch[] {
    return this.#known;
  }

  /** Those whose program runs, the newest first. */
  get running(): readonly KnownLaunch[] {
    return this.#known.filter(isRunning).reverse();
  }

  /** Reads the files of all launches anew. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  /** What is known of a run beyond its files, put into its summary. */
  tell(run: RunSummary): RunSummary {
    const launch = launchOfRun(run, this.#known);
    if (!launch) return run;
    const told = stateByProcess(run, launch);
    const title = launch.folder === run.directory ? launch.spec.name : run.title;
    return { ...run, ...told, title };
  }

  launchOf(run: RunSummary): KnownLaunch | null {
    return launchOfRun(run, this.#known);
  }

  /** @param base absolute path of the workspace folder that keeps the launch */
  async start(base: string, spec: LaunchSpec): Promise<Result<Launch, StartFailure>> {
    // Everything else works in a workspace that is not trusted; this is where nothing may.
    if (!vscode.workspace.isTrusted) return fail({ kind: 'noSupervisor', detail: 'not trusted' });
    const folder = await makeLaunchFolder(base, spec);
    const begun = await startSupervisor(this.#supervisor, folder);
    await this.refresh();
    if (!begun.ok) return begun;
    return succeed({ id: path.basename(folder), folder, spec, state: begun.value });
  }

  /** Asks the supervisor; where that is gone, the program itself is signalled. */
  async stop({ folder, state, condition }: KnownLaunch, how: 'gently' | 'atOnce'): Promise<void> {
    if (condition === 'supervised') await writeControl(folder, { stop: how });
    else if (condition === 'unsupervised' && state?.process && (await isAlive(state.process))) {
      signalGroup(state.process.pid, how === 'atOnce' ? 'SIGKILL' : 'SIGINT');
    }
    await this.refresh();
  }

  override dispose(): void {
    this.#timer?.dispose();
    super.dispose();
  }

  async #read(): Promise<void> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const found = await Promise.all(
      folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => readLaunches(uri.fsPath)),
    );
    const known = await Promise.all(found.flat().map(judged));
    known.sort((a, b) => a.spec.createdAtMs - b.spec.createdAtMs);
    if (this.isDisposed) return;
    const isNew = fingerprint(known) !== fingerprint(this.#known);
    this.#known = known;
    if (isNew) this.#changes.fire(null);
    this.#timer?.dispose();
    this.#timer = undefined;
    // What ended stays as it is; what is started elsewhere is seen with the next look that somebody asks for.
    if (known.some(({ condition }) => condition !== 'ended' && condition !== 'lost')) {
      this.#timer = this.#clock.after(lookMs, () => void this.refresh());
    }
  }
}

export function isRunning({ condition, state }: KnownLaunch): boolean {
  return (condition === 'supervised' || condition === 'unsupervised') && state?.exit === null;
}

/** Whether the machine that programs run on has Windows. */
export const isWindows = process.platform === 'win32';

/** The editor's own variables, of which some tell where an environment is. */
export const environment: Readonly<Record<string, string | undefined>> = process.env;

async function judged(launch: Launch): Promise<KnownLaunch> {
  const { state } = launch;
  return { ...launch, condition: state && (await conditionOf(state, hostname(), isAlive)) };
}

function fingerprint(known: readonly KnownLaunch[]): string {
  return known.map((one) => `${one.folder} ${one.condition} ${one.state?.updatedAtMs}`).join('\n');
}
