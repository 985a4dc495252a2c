// The folders that are searched for runs: the workspace's own, those of the settings, and the sample when asked for.
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { Emitter, type Event } from '../base/event';
import { Disposable, toDisposable, type Owned } from '../base/lifecycle';
import { bytesPerMegabyte } from '../core/model/memoryLimit';
import type { EngineSettings } from '../shared/engineContract';
import { findKnownPlaces, type KnownPlace } from './knownPlaces';
import { resolveLogFolder, typeLogFolder } from './logFolderPaths';
import type { Memory } from './memory';
import { readSetting, settings } from './settings';

export interface LogFolder {
  readonly path: string;
  readonly label: string;
  /** `setting` and `sample` can be removed. */
  readonly kind: 'workspace' | 'setting' | 'sample';
  /** The sample must never pass for a run of the user's own. */
  readonly alwaysNamed: boolean;
}

const sampleKey = 'sampleOpen';

export class LogFolders extends Disposable {
  readonly #samplePath: string;
  readonly #memory: Memory;
  readonly #changes: Emitter<null>;
  /** Directories that are read for open files, each with how many of them there are. */
  readonly #opened = new Map<string, number>();
  #folders: readonly LogFolder[];
  #announced: string;

  /** @param memory of the workspace: whether the sample is open belongs to this window */
  constructor(extensionUri: vscode.Uri, memory: Memory, onError: (error: unknown) => void) {
    super();
    this.#samplePath = vscode.Uri.joinPath(extensionUri, 'media', 'sample').fsPath;
    this.#memory = memory;
    this.#changes = this.own(new Emitter<null>(onError));
    this.#folders = this.#collect();
    this.#announced = this.#fingerprint();
    this.own(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#update()));
    this.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('trackside')) this.#update();
      }),
    );
  }

  /** Fires when folders or any setting of the engine changed. */
  get onDidChange(): Event<null> {
    return this.#changes.event;
  }

  /** In order of preference, without duplicates. */
  get list(): readonly LogFolder[] {
    return this.#folders;
  }

  /** What to call a folder; its last part if it is not listed any more. */
  labelOf(root: string): string {
    return this.#folders.find((folder) => folder.path === root)?.label ?? path.basename(root);
  }

  collectEngineSettings(): EngineSettings {
    return {
      folders: this.#folders.map((folder) => folder.path),
      excludedDirectories: readSetting(settings.excludedDirectories, configuration()),
      pollIntervalMs: readSetting(settings.pollInterval, configuration()),
      watch: readSetting(settings.watch, configuration()),
      memoryLimitBytes: readSetting(settings.memoryLimit, configuration()) * bytesPerMegabyte,
      opened: [...this.#opened.keys()],
      verifyChecksums: readSetting(settings.verifyChecksums, configuration()),
      looseLines: readSetting(settings.looseLines, configuration()),
    };
  }

  /** Folders of trackers outside of those that are searched. */
  findKnownPlaces(): Promise<readonly KnownPlace[]> {
    const searched = this.#folders.map((folder) => folder.path);
    return findKnownPlaces(process.env, homedir(), searched);
  }

  /** Whether runs found under this root belong to the folders, and not to a file that is merely open. */
  lists(root: string): boolean {
    return this.#folders.some((folder) => folder.path === root);
  }

  /** Has a directory read until disposed, wherever it lies. No setting changes, and no list shows it. */
  open(directory: string): Owned {
    this.#opened.set(directory, (this.#opened.get(directory) ?? 0) + 1);
    this.#update();
    return toDisposable(() => {
      const left = (this.#opened.get(directory) ?? 1) - 1;
      if (left > 0) this.#opened.set(directory, left);
      else this.#opened.delete(directory);
      this.#update();
    });
  }

  /** Adds a folder to the settings of the workspace, or of the user when no folder is open. */
  async add(absolute: string): Promise<void> {
    const open = workspacePaths();
    const target =
      open.length > 0 ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
    const typed = [...typedAt(target), typeLogFolder(absolute, open)];
    await configuration().update(settings.logFolders.key, [...new Set(typed)], target);
  }

  /** Takes a folder out of every setting that names it, or closes the sample. */
  async remove({ path: unwanted, kind }: LogFolder): Promise<void> {
    if (kind === 'sample') {
      await this.#setSample(false);
      return;
    }
    const bases = [...workspacePaths(), null];
    const names = (typed: string): boolean =>
      bases.some((folder) => resolveLogFolder(typed, { folder, home: homedir() }) === unwanted);
    const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
    const levels = [
      ...fileFolders().map(({ uri }) => ({ target: WorkspaceFolder, uri })),
      { target: Workspace, uri: undefined },
      { target: Global, uri: undefined },
    ];
    for (const { target, uri } of levels) {
      const typed = typedAt(target, uri);
      const kept = typed.filter((each) => !names(each));
      if (kept.length < typed.length) {
        const left = kept.length > 0 ? kept : undefined;
        await configuration(uri).update(settings.logFolders.key, left, target);
      }
    }
  }

  async openSample(): Promise<void> {
    await this.#setSample(true);
  }

  async #setSample(open: boolean): Promise<void> {
    await this.#memory.update(sampleKey, open);
    this.#update();
  }

  #update(): void {
    this.#folders = this.#collect();
    const fingerprint = this.#fingerprint();
    if (fingerprint === this.#announced) return;
    this.#announced = fingerprint;
    this.#changes.fire(null);
  }

  #fingerprint(): string {
    return JSON.stringify([this.#folders, this.collectEngineSettings()]);
  }

  #collect(): readonly LogFolder[] {
    const byPath = new Map<string, LogFolder>();
    const add = (folder: Omit<LogFolder, 'alwaysNamed'>): void => {
      if (byPath.has(folder.path)) return;
      byPath.set(folder.path, { ...folder, alwaysNamed: folder.kind === 'sample' });
    };
    for (const { uri, name } of fileFolders()) {
      add({ path: path.resolve(uri.fsPath), label: name, kind: 'workspace' });
    }
    const scopes = [...fileFolders().map(({ uri }) => uri), undefined];
    for (const scope of scopes) {
      for (const typed of readSetting(settings.logFolders, configuration(scope))) {
        const base = { folder: scope?.fsPath ?? null, home: homedir() };
        const absolute = resolveLogFolder(typed, base);
        if (absolute === null) continue;
        add({ path: absolute, label: path.basename(absolute) || absolute, kind: 'setting' });
      }
    }
    if (this.#memory.get(sampleKey) === true) {
      add({ path: this.#samplePath, label: vscode.l10n.t('Sample run'), kind: 'sample' });
    }
    return [...byPath.values()];
  }
}

function configuration(folder?: vscode.Uri): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(undefined, folder);
}

/** Folders on a disk that the engine can read. */
function fileFolders(): readonly vscode.WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

function workspacePaths(): readonly string[] {
  return fileFolders().map(({ uri }) => uri.fsPath);
}

/** The folders typed at one level of the settings; `folder` is the workspace folder whose own level is meant. */
function typedAt(target: vscode.ConfigurationTarget, folder?: vscode.Uri): readonly string[] {
  const levels = configuration(folder).inspect(settings.logFolders.key);
  const typed = {
    [vscode.ConfigurationTarget.Global]: levels?.globalValue,
    [vscode.ConfigurationTarget.Workspace]: levels?.workspaceValue,
    [vscode.ConfigurationTarget.WorkspaceFolder]: levels?.workspaceFolderValue,
  }[target];
  return settings.logFolders.read(typed) ?? [];
}
