// Counts the problems of one file: one entry per kind with its first place, how often, and the bytes lost.
import type { DecodedProblem } from '../model/decoded';
import type { Problem, ProblemKind } from '../../shared/vocabulary';

interface Entry {
  offset: number;
  bytes: number;
  count: number;
  detail: string | null;
}

export class ProblemLedger {
  readonly #entries = new Map<ProblemKind, Entry>();

  add(problem: DecodedProblem): void {
    const entry = this.#entries.get(problem.kind);
    if (entry) {
      entry.count++;
      entry.bytes += problem.bytes;
    } else {
      const { offset, bytes, detail } = problem;
      this.#entries.set(problem.kind, { offset, bytes, count: 1, detail });
    }
  }

  addAll(problems: readonly DecodedProblem[]): void {
    for (const problem of problems) this.add(problem);
  }

  remove(kind: ProblemKind): boolean {
    return this.#entries.delete(kind);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** All kinds in order of first appearance; `tail` is what is wrong at the end of the file just now. */
  collect(file: string, tail: DecodedProblem | null): Problem[] {
    const problems: Problem[] = [...this.#entries].map(([kind, entry]) => ({
      kind,
      file,
      ...entry,
    }));
    if (tail) {
      const { kind, offset, bytes, detail } = tail;
      problems.push({ kind, file, offset, bytes, count: 1, detail });
    }
    return problems;
  }
}
