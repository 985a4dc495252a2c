// What one process prints: its lines go to the rules that they may concern; the first that knows a line has it.
import type { Progress } from '../../../shared/vocabulary';
import type { Doubt } from './doubt';
import type { ConsoleLine } from './rule';
import { RuleRun, type TakeFact } from './ruleRun';

export class Stream {
  readonly #runs: readonly RuleRun[];

  constructor(rank: number, doubts: readonly Doubt[], takeFact: TakeFact) {
    this.#runs = doubts.map((doubt) => new RuleRun(rank, doubt, takeFact));
  }

  /** Whether a row waits for the end of its line. */
  get holds(): boolean {
    return this.#runs.some((run) => run.holds);
  }

  /** @param marks bit i is set where the line may concern rule i */
  read(line: ConsoleLine, marks: number): void {
    for (const run of this.#concerned(marks)) if (run.read(line)) return;
  }

  /** What a line without an end says of the progress. */
  peek(line: ConsoleLine, marks: number): Progress | null {
    for (const run of this.#concerned(marks)) {
      const progress = run.peek(line);
      if (progress) return progress;
    }
    return null;
  }

  /** What stands there stays. */
  lineEnded(): void {
    for (const run of this.#runs) run.lineEnded();
  }

  #concerned(marks: number): RuleRun[] {
    return this.#runs.filter((_, at) => (marks & (1 << at)) !== 0);
  }
}
