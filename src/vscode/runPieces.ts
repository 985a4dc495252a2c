// Which runs are pieces of others: lines of a metric and sessions are plotted, coloured and named with the run they belong to.
import type { RunId, RunSummary } from '../shared/vocabulary';

/** The id of the directory that a run is a piece of; null for a run of its own. */
export function parentOf({
  partOf,
  hparamsOf,
}: Pick<RunSummary, 'partOf' | 'hparamsOf'>): RunId | null {
  return partOf?.run ?? hparamsOf?.run ?? null;
}

/** Made anew from the list of runs when it changes; any run it does not know stands for itself. */
export class RunPieces {
  readonly #owners = new Map<RunId, RunId>();
  readonly #pieces = new Map<RunId, RunId[]>();
  readonly #lines = new Map<RunId, RunId>();

  constructor(runs: readonly RunSummary[]) {
    const parents = new Map(runs.map((run) => [run.id, parentOf(run)]));
    const firstOfLine = new Map<string, RunId>();
    for (const run of runs) {
      if (parents.get(run.id) === null) continue;
      let owner = run.id;
      // A parent lies above, so this ends.
      for (let up = parents.get(owner); up; up = parents.get(owner)) owner = up;
      this.#owners.set(run.id, owner);
      const pieces = this.#pieces.get(owner);
      if (pieces) pieces.push(run.id);
      else this.#pieces.set(owner, [run.id]);
      if (!run.partOf) continue;
      const line = `${owner}\n${run.partOf.key}`;
      const first = firstOfLine.get(line) ?? run.id;
      firstOfLine.set(line, first);
      this.#lines.set(run.id, first);
    }
  }

  /** The run that this one belongs to, perhaps itself. It is no listed run where its directory has no events. */
  ownerOf(run: RunId): RunId {
    return this.#owners.get(run) ?? run;
  }

  /** The pieces of a run, without itself. */
  piecesOf(owner: RunId): readonly RunId[] {
    return this.#pieces.get(owner) ?? [];
  }

  /** The first run that is the same line of the same owner, in whichever metric: they look alike. */
  lineOf(run: RunId): RunId {
    return this.#lines.get(run) ?? run;
  }

  /** These runs and all pieces of them. */
  withPieces(runs: readonly RunId[]): readonly RunId[] {
    return [...new Set(runs.flatMap((run) => [run, ...this.piecesOf(run)]))];
  }
}
