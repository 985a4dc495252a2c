// Documents that stand in no file: what a run says of itself as text, for VS Code's own comparison of two texts.
import * as vscode from 'vscode';
import { Disposable } from '../base/lifecycle';
import type { RunId } from '../shared/vocabulary';

const scheme = 'trackside-run';
/** Comparisons that are open longer than this many others are shown empty when their tabs come back. */
const mostKept = 40;

export class RunTexts extends Disposable implements vscode.TextDocumentContentProvider {
  /** By the path of the address; the one shown last stands last. */
  readonly #texts = new Map<string, string>();

  constructor() {
    super();
    this.own(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
  }

  /** The address under which the text can be opened. */
  show(run: RunId, name: string, text: string): vscode.Uri {
    const label = name.replace(/[\\/:*?"<>|#%]+/g, '-').slice(-80);
    const path = `/${run}/${label}.yaml`;
    this.#texts.delete(path);
    this.#texts.set(path, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > mostKept && oldest !== undefined) this.#texts.delete(oldest);
    return vscode.Uri.from({ scheme, path });
  }

  provideTextDocumentContent({ path }: vscode.Uri): string {
    return this.#texts.get(path) ?? '';
  }
}
