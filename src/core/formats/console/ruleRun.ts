// One rule at work on what one process prints: holds back what may be drawn anew, and leaves out what was told.
import type { DecodedFact } from '../../model/facts';
import type { Progress } from '../../../shared/vocabulary';
import type { Doubt } from './doubt';
import { mostValues } from './numbers';
import type { ConsoleLine, NamedValue, Row, RowOutlet, RuleReader } from './rule';

export type TakeFact = (fact: DecodedFact) => void;

export class RuleRun implements RowOutlet {
  readonly #rank: number;
  readonly #doubt: Doubt;
  readonly #takeFact: TakeFact;
  readonly #reader: RuleReader;
  #held: Row | null = null;
  #isBeyondLine = false;
  /** By name: the step and value told last, for a line that is drawn again tells nothing new. */
  readonly #last = new Map<string, { step: number; value: number }>();

  constructor(rank: number, doubt: Doubt, takeFact: TakeFact) {
    this.#rank = rank;
    this.#doubt = doubt;
    this.#takeFact = takeFact;
    this.#reader = doubt.rule.createReader();
  }

  /** Whether a row waits for the end of its line. */
  get holds(): boolean {
    return this.#held !== null && !this.#isBeyondLine;
  }

  read(line: ConsoleLine): boolean {
    return this.#reader.read(line, this);
  }

  peek(line: ConsoleLine): Progress | null {
    return this.#reader.peek?.(line) ?? null;
  }

  lineEnded(): void {
    if (this.holds) this.#settle();
  }

  /** The held row stays as it is. */
  #settle(): void {
    const row = this.#held;
    this.#held = null;
    if (!row) return;
    this.#pass(row);
    this.#reader.settled?.();
  }

  add(row: Row): void {
    this.#settle();
    this.#pass(row);
  }

  hold(row: Row, beyondLine = false): void {
    this.#isBeyondLine = beyondLine;
    if (this.#held?.step !== row.step) {
      this.#settle();
      this.#held = row;
      return;
    }
    // Where it is drawn anew some values may be left out, since they were told.
    const values = new Map([...this.#held.values, ...row.values]);
    this.#held = { ...row, values: [...values] };
  }

  note(progress: Progress): void {
    this.#takeFact({ kind: 'progress', progress });
  }

  sumUp(values: readonly NamedValue[]): void {
    for (const [name, value] of values) {
      this.#takeFact({ kind: 'set', section: 'summary', path: [name], value });
    }
  }

  #pass(row: Row): void {
    const { step } = row;
    if (!Number.isFinite(step)) return;
    const values = row.values.slice(0, mostValues).filter(([name, value]) => {
      const last = this.#last.get(name);
      return last?.step !== step || !Object.is(last.value, value);
    });
    for (const [name, value] of values) this.#last.set(name, { step, value });
    if (values.length > 0) this.#doubt.add(this.#rank, { ...row, values });
  }
}
