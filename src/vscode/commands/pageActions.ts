// What buttons of the pages do by way of commands and of the editor.
import * as vscode from 'vscode';
import { commands } from './table';

export const pageActions = {
  addLogFolder: (): void => void vscode.commands.executeCommand(commands.addLogFolder.id),
  openSample: (): void => void vscode.commands.executeCommand(commands.openSampleRun.id),
  openLink: (address: string): void =>
    void vscode.env.openExternal(vscode.Uri.parse(address, true)),
};
