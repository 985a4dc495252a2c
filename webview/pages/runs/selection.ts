// Which runs are chosen: by click, with Ctrl one more, with Shift all between; kept by id, so that new data changes nothing.
import type { RunId } from '../../../src/shared/vocabulary';

export class Selection {
  readonly #runs = new Set<RunId>();
  #anchor: RunId | null = null;

  get size(): number {
    return this.#runs.size;
  }

  get runs(): readonly RunId[] {
    return [...this.#runs];
  }

  has(run: RunId): boolean {
    return this.#runs.has(run);
  }

  clear(): void {
    this.#runs.clear();
    this.#anchor = null;
  }

  only(run: RunId): void {
    this.#runs.clear();
    this.#runs.add(run);
    this.#anchor = run;
  }

  /** Where a range begins, if none has begun yet. */
  begin(run: RunId): void {
    if (this.#runs.size === 0) this.#anchor = run;
  }

  toggle(run: RunId): void {
    if (!this.#runs.delete(run)) this.#runs.add(run);
    this.#anchor = run;
  }

  all(runs: readonly RunId[]): void {
    for (const run of runs) this.#runs.add(run);
  }

  /** All from the run that was chosen last to this one, in the order of the lines. */
  extend(run: RunId, shown: readonly RunId[]): void {
    const anchor = this.#anchor ?? run;
    const [from, to] = [shown.indexOf(anchor), shown.indexOf(run)];
    this.#runs.clear();
    this.#anchor = anchor;
    if (from < 0 || to < 0) this.#runs.add(run);
    else this.all(shown.slice(Math.min(from, to), Math.max(from, to) + 1));
  }

  /** Forgets what is no more there. */
  keep(known: (run: RunId) => boolean): void {
    for (const run of this.#runs) if (!known(run)) this.#runs.delete(run);
  }
}
