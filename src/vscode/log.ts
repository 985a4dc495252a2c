// The log output channel, presented as the Log that every room writes to.
import * as vscode from 'vscode';
import { Disposable } from '../base/lifecycle';
import type { Log } from '../base/log';

export class ChannelLog extends Disposable implements Log {
  readonly #channel = this.own(vscode.window.createOutputChannel('Trackside', { log: true }));

  info(message: string): void {
    this.#channel.info(message);
  }

  warn(message: string): void {
    this.#channel.warn(message);
  }

  error(message: string, error?: unknown): void {
    if (error === undefined) this.#channel.error(message);
    else if (error instanceof Error)
      this.#channel.error(`${message}: ${error.stack ?? error.message}`);
    else this.#channel.error(message, error);
  }

  show(): void {
    this.#channel.show(true);
  }
}
