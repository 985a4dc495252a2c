// The door of commands: registers every handler and catches what it throws.
import * as vscode from 'vscode';
import { Disposable } from '../../base/lifecycle';
import type { Notifications } from '../notifications';
import { commands, type CommandHandler, type CommandName } from './table';

export class RegisteredCommands extends Disposable {
  constructor(
    handlers: Readonly<Record<CommandName, CommandHandler>>,
    notifications: Notifications,
  ) {
    super();
    for (const name of Object.keys(commands) as CommandName[]) {
      const { id } = commands[name];
      const run = async (clicked: unknown, selected: unknown): Promise<void> => {
        try {
          await handlers[name](clicked, selected);
        } catch (error) {
          notifications.reportFailure(id, error);
        }
      };
      this.own(vscode.commands.registerCommand(id, run));
    }
  }
}
