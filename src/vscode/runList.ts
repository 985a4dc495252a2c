// How the user wants the runs listed: in which groups, and whether with those that are archived. Belongs to the workspace.
import { Emitter, type Event } from '../base/event';
import { Disposable } from '../base/lifecycle';
import type { Memory } from './memory';

export const runGroupings = ['folder', 'experiment', 'tag', 'status'] as const;
export type RunGrouping = (typeof runGroupings)[number];

const groupingKey = 'runGrouping';
const archivedKey = 'showArchivedRuns';

export class RunListChoice extends Disposable {
  readonly #memory: Memory;
  readonly #changes: Emitter<null>;

  constructor(memory: Memory, onError: (error: unknown) => void) {
    super();
    this.#memory = memory;
    this.#changes = this.own(new Emitter<null>(onError));
  }

  get onDidChange(): Event<null> {
    return this.#changes.event;
  }

  get grouping(): RunGrouping {
    const kept = this.#memory.get(groupingKey);
    return runGroupings.find((grouping) => grouping === kept) ?? 'folder';
  }

  get showsArchived(): boolean {
    return this.#memory.get(archivedKey) === true;
  }

  async group(grouping: RunGrouping): Promise<void> {
    await this.#memory.update(groupingKey, grouping);
    this.#changes.fire(null);
  }

  async showArchived(shown: boolean): Promise<void> {
    await this.#memory.update(archivedKey, shown);
    this.#changes.fire(null);
  }
}
