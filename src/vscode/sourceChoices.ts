// Which source the user wants for a metric that several files of a run tell. Remembered for the workspace.
import { Emitter, type Event } from '../base/event';
import { Disposable } from '../base/lifecycle';
import type { SourceChoices } from '../shared/sources';
import type { RunId } from '../shared/vocabulary';
import type { Memory } from './memory';

const memoryKey = 'sourceChoices';
/** Choices for runs that were not chosen for lately make room. */
const mostRuns = 1_000;

export class SourceChoiceMemory extends Disposable {
  readonly #memory: Memory;
  readonly #changes: Emitter<null>;
  /** The run chosen for last comes last. */
  readonly #chosen: Map<RunId, Readonly<Record<string, string>>>;

  constructor(memory: Memory, onError: (error: unknown) => void) {
    super();
    this.#memory = memory;
    this.#changes = this.own(new Emitter<null>(onError));
    this.#chosen = readChoices(memory.get(memoryKey));
  }

  get onDidChange(): Event<null> {
    return this.#changes.event;
  }

  get all(): SourceChoices {
    return Object.fromEntries(this.#chosen);
  }

  /** @param format id of the format to take the metric from; null: from the best again */
  choose(run: RunId, metric: string, format: string | null): void {
    const others = Object.entries(this.#chosen.get(run) ?? {}).filter(([name]) => name !== metric);
    const next = format === null ? others : [...others, [metric, format] as const];
    this.#chosen.delete(run);
    if (next.length > 0) this.#chosen.set(run, Object.fromEntries(next));
    for (const oldest of this.#chosen.keys()) {
      if (this.#chosen.size <= mostRuns) break;
      this.#chosen.delete(oldest);
    }
    void this.#memory.update(memoryKey, [...this.#chosen]);
    this.#changes.fire(null);
  }
}

/** What is not as it was written is left out. */
function readChoices(saved: unknown): Map<RunId, Readonly<Record<string, string>>> {
  const entries: readonly unknown[] = Array.isArray(saved) ? saved : [];
  return new Map(entries.flatMap((entry) => (isChoice(entry) ? [entry] : [])));
}

function isChoice(entry: unknown): entry is [RunId, Record<string, string>] {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string') return false;
  const choices: unknown = entry[1];
  if (typeof choices !== 'object' || choices === null) return false;
  return Object.values(choices).every((format) => typeof format === 'string');
}
