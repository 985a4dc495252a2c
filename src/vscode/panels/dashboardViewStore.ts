// Keeps how the user left the dashboard: axis, smoothing, folded groups. Belongs to the workspace.
import * as vscode from 'vscode';
import { Emitter, type Event } from '../../base/event';
import { Disposable } from '../../base/lifecycle';
import { defaultDashboardView, type DashboardView } from '../../shared/dashboardContract';
import type { Memory } from '../memory';
import { readSetting, settings } from '../settings';
import { readDashboardView } from './pageChecks';

const memoryKey = 'dashboardView';

export class DashboardViewStore extends Disposable {
  readonly #memory: Memory;
  readonly #resets: Emitter<DashboardView>;

  constructor(memory: Memory, onError: (error: unknown) => void) {
    super();
    this.#memory = memory;
    this.#resets = this.own(new Emitter<DashboardView>(onError));
    this.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settings.smoothing.key)) this.#resetSmoothing();
      }),
    );
  }

  /** Fires when the view changed other than by `save`. */
  get onDidReset(): Event<DashboardView> {
    return this.#resets.event;
  }

  get current(): DashboardView {
    const initial: DashboardView = { ...defaultDashboardView, smoothingWeight: smoothingSetting() };
    return readDashboardView(this.#memory.get(memoryKey), initial);
  }

  save(sent: unknown): void {
    void this.#memory.update(memoryKey, readDashboardView(sent, this.current));
  }

  /** Who changes the setting wants to see it, wherever the slider was left. */
  #resetSmoothing(): void {
    this.save({ ...this.current, smoothingWeight: smoothingSetting() });
    this.#resets.fire(this.current);
  }
}

function smoothingSetting(): number {
  return readSetting(settings.smoothing, vscode.workspace.getConfiguration());
}
