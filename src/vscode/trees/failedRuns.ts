// Why runs ended, for the rows that show them: asked for once, and again when a run has moved on.
import type { Failure } from '../../shared/failure';
import type { RunId, RunState, RunSummary } from '../../shared/vocabulary';

interface Told {
  readonly key: string;
  /** Null until the answer is there, and where nothing is wrong. */
  failure: Failure | null;
  readonly answer: Promise<Failure | null>;
}

/** Runs in these states may have ended badly; what goes on or is done has not. */
const doubtful: readonly RunState[] = ['failed', 'stopped', 'stalled', 'unknown'];

export class FailedRuns {
  readonly #ask: (run: RunId) => Promise<Failure | null>;
  readonly #changed: (run: RunId) => void;
  readonly #told = new Map<RunId, Told>();

  /** @param changed hears of a run whose failure is now known */
  constructor(ask: (run: RunId) => Promise<Failure | null>, changed: (run: RunId) => void) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** What is known at once. Of runs that failed for certain it is asked for. */
  known(run: RunSummary): Failure | null {
    if (run.state === 'failed') void this.of(run);
    const told = this.#told.get(run.id);
    return told?.key === keyOf(run) ? told.failure : null;
  }

  of(run: RunSummary): Promise<Failure | null> {
    if (!doubtful.includes(run.state)) return Promise.resolve(null);
    const key = keyOf(run);
    const known = this.#told.get(run.id);
    if (known?.key === key) return known.answer;
    const told: Told = { key, failure: null, answer: this.#ask(run.id) };
    this.#told.set(run.id, told);
    void told.answer.then((failure) => {
      told.failure = failure;
      if (failure) this.#changed(run.id);
    });
    return told.answer;
  }

  /** Forgets runs that are gone. */
  keep(has: (run: RunId) => boolean): void {
    for (const run of this.#told.keys()) if (!has(run)) this.#told.delete(run);
  }
}

function keyOf({ state, points, lastWallTime }: RunSummary): string {
  return `${state} ${points} ${lastWallTime ?? ''}`;
}
