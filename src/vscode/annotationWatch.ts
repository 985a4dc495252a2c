// Keeps the annotations at what the files say, whoever changes them, and shows in the Problems view what is wrong with one.
import path from 'node:path';
import * as vscode from 'vscode';
import { Disposable, DisposableStore } from '../base/lifecycle';
import { annotationPath } from '../core/annotations/annotationFile';
import type { Annotations, UnusableAnnotations } from './annotations';
import { describeUnusable } from './annotationWords';

/** Of a folder that has just come, as with a `git pull`, the editor may tell nothing but the folder itself. */
const watched = `{${path.posix.dirname(annotationPath)},${annotationPath}}`;

export class AnnotationWatch extends Disposable {
  readonly #annotations: Annotations;
  readonly #onError: (error: unknown) => void;
  readonly #problems = this.own(vscode.languages.createDiagnosticCollection('trackside'));
  #watchers = this.own(new DisposableStore());

  constructor(annotations: Annotations, onError: (error: unknown) => void) {
    super();
    this.#annotations = annotations;
    this.#onError = onError;
    this.own(annotations.onDidChange(() => this.#showProblems()));
    this.own(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#follow()));
    // Not every disk tells of changes: whoever comes back to the window sees them at the latest.
    this.own(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#load();
      }),
    );
    this.#follow();
  }

  #follow(): void {
    this.disown(this.#watchers);
    this.#watchers = this.own(new DisposableStore());
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(
      ({ uri }) => uri.scheme === 'file',
    );
    for (const folder of folders) {
      const watcher = vscode.workspace.createFileSystemWatcher(
        new vscode.RelativePattern(folder, watched),
      );
      const reload = (): void => this.#load([folder.uri.fsPath]);
      for (const heard of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
        this.#watchers.add(heard(reload));
      }
      this.#watchers.add(watcher);
    }
    this.#annotations.setFolders(folders.map(({ uri }) => uri.fsPath)).catch(this.#onError);
  }

  #load(folders?: readonly string[]): void {
    this.#annotations.load(folders).catch(this.#onError);
  }

  #showProblems(): void {
    this.#problems.clear();
    for (const unusable of this.#annotations.unusable) {
      this.#problems.set(vscode.Uri.file(unusable.path), [diagnosticOf(unusable)]);
    }
  }
}

function diagnosticOf(unusable: UnusableAnnotations): vscode.Diagnostic {
  const { line, column } = unusable.fault;
  const start = new vscode.Position((line ?? 1) - 1, (column ?? 1) - 1);
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(start, start.translate(0, 1)),
    describeUnusable(unusable),
  );
  diagnostic.source = 'Trackside';
  return diagnostic;
}
