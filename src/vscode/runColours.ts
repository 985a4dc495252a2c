// Gives every run a place in the palette and keeps it, so that a run has one colour everywhere and for good.
import type { RunId } from '../shared/vocabulary';
import type { Memory } from './memory';

const memoryKey = 'runColours';
/** Runs that were not seen for long make room: the state file is read at every start. */
const mostRemembered = 5_000;

export class RunColours {
  readonly #memory: Memory;
  /** In order of assignment, oldest first. */
  readonly #indices: Map<RunId, number>;
  readonly #uses: number[];

  /** @param size how many places the palette has */
  constructor(memory: Memory, size: number) {
    this.#memory = memory;
    this.#indices = readIndices(memory.get(memoryKey), size);
    this.#uses = Array.from({ length: size }, () => 0);
  }

  /** Gives the runs that have no colour yet the ones that the listed runs use least, in the order of the list. */
  assign(runs: readonly RunId[]): void {
    if (runs.every((run) => this.#indices.has(run))) return;
    this.#uses.fill(0);
    for (const run of runs) {
      const index = this.#indices.get(run);
      if (index !== undefined) this.#uses[index]! += 1;
    }
    for (const run of runs) {
      if (this.#indices.has(run)) continue;
      const index = this.#uses.indexOf(Math.min(...this.#uses));
      this.#indices.set(run, index);
      this.#uses[index]! += 1;
    }
    this.#forgetOldest(new Set(runs));
    void this.#memory.update(memoryKey, Object.fromEntries(this.#indices));
  }

  /** Index into the palette; a run that was never assigned one has the first. */
  of(run: RunId): number {
    return this.#indices.get(run) ?? 0;
  }

  #forgetOldest(listed: ReadonlySet<RunId>): void {
    for (const run of this.#indices.keys()) {
      if (this.#indices.size <= mostRemembered) return;
      if (!listed.has(run)) this.#indices.delete(run);
    }
  }
}

function readIndices(stored: unknown, size: number): Map<RunId, number> {
  const indices = new Map<RunId, number>();
  if (typeof stored !== 'object' || stored === null) return indices;
  for (const [run, index] of Object.entries(stored)) {
    if (typeof index === 'number' && Number.isInteger(index) && index >= 0) {
      indices.set(run as RunId, index % size);
    }
  }
  return indices;
}
