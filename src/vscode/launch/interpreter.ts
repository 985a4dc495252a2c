// Which Python runs a training: the one that the Python extension was told, else one that lies where environments lie.
import * as vscode from 'vscode';
import { findInterpreter } from '../../core/launch/launchers';
import { environment } from '../launches';

/** The part of the Python extension's public API that is needed (`@vscode/python-extension`). */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(path: {
      readonly path: string;
    }): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
  };
}

/** Path of the interpreter for a workspace folder. */
export async function chooseInterpreter(folder: vscode.Uri): Promise<string> {
  const told = await askPythonExtension(folder).catch(() => undefined);
  return told ?? findInterpreter(folder.fsPath, environment);
}

async function askPythonExtension(folder: vscode.Uri): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>('ms-python.python');
  if (!extension) return undefined;
  const api = await extension.activate();
  const chosen = api.environments.getActiveEnvironmentPath(folder);
  const resolved = await api.environments.resolveEnvironment(chosen);
  return resolved?.executable.uri?.fsPath;
}
