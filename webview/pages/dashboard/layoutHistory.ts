// The layouts that were, so that a change of them can be taken back and made again.
import type { DashboardLayout } from '../../../src/shared/dashboardLayout';

const mostKept = 100;

export class LayoutHistory {
  #past: readonly DashboardLayout[] = [];
  #future: readonly DashboardLayout[] = [];

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** The user is about to leave this layout for a new one. */
  note(layout: DashboardLayout): void {
    this.#past = [...this.#past, layout].slice(-mostKept);
    this.#future = [];
  }

  /** The layout before; null when there is none. */
  undo(current: DashboardLayout): DashboardLayout | null {
    const before = this.#past.at(-1);
    if (!before) return null;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, current];
    return before;
  }

  redo(current: DashboardLayout): DashboardLayout | null {
    const after = this.#future.at(-1);
    if (!after) return null;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, current];
    return after;
  }
}
