// The one door to notifications. Only an action of the user leads here; watching runs never does.
import * as vscode from 'vscode';
import { messageOf } from '../base/result';
import type { ChannelLog } from './log';
import type { Memory } from './memory';
import { withoutLinks } from './plainText';

const mutedKey = 'mutedNotifications';

export class Notifications {
  readonly #memory: Memory;
  readonly #log: ChannelLog;

  constructor(memory: Memory, log: ChannelLog) {
    this.#memory = memory;
    this.#log = log;
  }

  /** Logs that what the user asked for failed, and says so unless muted. `topic` is what "Don't Show Again" mutes. */
  reportFailure(topic: string, error: unknown): void {
    this.#log.error(topic, error);
    if (this.#muted().includes(topic)) return;
    const showLog = vscode.l10n.t('Show Log');
    const mute = vscode.l10n.t("Don't Show Again");
    void vscode.window
      .showErrorMessage(
        vscode.l10n.t('Trackside could not do this: {0}', withoutLinks(messageOf(error))),
        showLog,
        mute,
      )
      .then((choice) => {
        if (choice === showLog) this.#log.show();
        if (choice === mute) void this.#memory.update(mutedKey, [...this.#muted(), topic]);
      });
  }

  #muted(): readonly string[] {
    const stored = this.#memory.get(mutedKey);
    return Array.isArray(stored) ? stored.filter((topic) => typeof topic === 'string') : [];
  }
}
