// What one process prints: its lines go to the rules that they may concern, the first that knows a line has it.
import type { DecodedFact } from '../../model/facts';
import type { Progress } from '../../../shared/facts';
import type { NamedValue, Row, Rule } from './rule';
import { RuleRun, type RowTarget } from './ruleRun';
import type { PlacedLine } from './linePrefix';

export type TakeRow = (rank: number, row: Row) => void;
export type TakeFact = (fact: DecodedFact) => void;

export class Stream implements RowTarget {
  readonly #rank: number;
  readonly #runs: readonly RuleRun[];
  readonly #takeRow: TakeRow;
  readonly #takeFact: TakeFact;

  constructor(rank: number, rules: readonly Rule[], takeRow: TakeRow, takeFact: TakeFact) {
    this.#rank = rank;
    this.#takeRow = takeRow;
    this.#takeFact = takeFact;
    this.#runs = rules.map((rule) => new RuleRun(rule, this));
  }

  /** Whether some rule has seen enough. */
  get isSure(): boolean {
    return this.#runs.some((run) => run.isSure);
  }

  /** Whether a row waits for the end of its line. */
  get holds(): boolean {
    return this.#runs.some((run) => run.holds);
  }

  /** @param marks bit i is set where the line may concern rule i */
  read(line: PlacedLine, marks: number): void {
    for (const run of this.#concerned(marks)) if (run.read(line)) return;
  }

  /** What a line without an end says of the progress. */
  peek(line: PlacedLine, marks: number): Progress | null {
    for (const run of this.#concerned(marks)) {
      const progress = run.peek(line);
      if (progress) return progress;
    }
    return null;
  }

  #concerned(marks: number): RuleRun[] {
    return this.#runs.filter((_, at) => (marks & (1 << at)) !== 0);
  }

  /** The line ended: what stands there stays. */
  settle(): void {
    for (const run of this.#runs) run.settle();
  }

  take(row: Row): void {
    this.#takeRow(this.#rank, row);
  }

  note(progress: Progress): void {
    this.#takeFact({ kind: 'progress', progress });
  }

  sumUp(values: readonly NamedValue[]): void {
    for (const [name, value] of values) {
      this.#takeFact({ kind: 'set', section: 'summary', path: [name], value });
    }
  }
}
