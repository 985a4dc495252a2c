// One rule at work in one stream: holds back what may be printed anew, and all of it until the rule is sure.
import { mostValues } from './numbers';
import type { ConsoleLine, NamedValue, Row, Rule, RuleReader } from './rule';
import type { Progress } from '../../../shared/facts';

/** Where rows go that count. */
export interface RowTarget {
  take(row: Row): void;
  note(progress: Progress): void;
  sumUp(values: readonly NamedValue[]): void;
}

export class RuleRun {
  readonly #rule: Rule;
  readonly #reader: RuleReader;
  readonly #target: RowTarget;
  #held: Row | null = null;
  /** Rows from before the rule was sure; null once it is. */
  #doubtful: Row[] | null = [];
  /** By name: the step and value told last, for a line that is drawn again tells nothing new. */
  readonly #last = new Map<string, { step: number; value: number }>();

  constructor(rule: Rule, target: RowTarget) {
    this.#rule = rule;
    this.#reader = rule.createReader();
    this.#target = target;
  }

  get isSure(): boolean {
    return this.#doubtful === null;
  }

  get holds(): boolean {
    return this.#held !== null;
  }

  read(line: ConsoleLine): boolean {
    return this.#reader.read(line, this);
  }

  peek(line: ConsoleLine): Progress | null {
    return this.#reader.peek?.(line) ?? null;
  }

  /** The line of the held row ended: it stays as it is. */
  settle(): void {
    const row = this.#held;
    this.#held = null;
    if (!row) return;
    this.#pass(row);
    this.#reader.settled?.();
  }

  add(row: Row): void {
    this.settle();
    this.#pass(row);
  }

  hold(row: Row): void {
    if (this.#held?.step !== row.step) {
      this.settle();
      this.#held = row;
      return;
    }
    // Where it is drawn anew some values may be left out, since they were told.
    const values = new Map([...this.#held.values, ...row.values]);
    this.#held = { ...row, values: [...values].slice(0, mostValues) };
  }

  note(progress: Progress): void {
    this.#target.note(progress);
  }

  sumUp(values: readonly NamedValue[]): void {
    this.#target.sumUp(values);
  }

  #pass({ step, wallTime, values }: Row): void {
    const news = values.filter(([name, value]) => {
      const last = this.#last.get(name);
      return last?.step !== step || !Object.is(last.value, value);
    });
    if (news.length === 0 || !Number.isFinite(step)) return;
    for (const [name, value] of news) this.#last.set(name, { step, value });
    const row: Row = { step, wallTime, values: news };
    if (this.#doubtful === null) {
      this.#target.take(row);
      return;
    }
    this.#doubtful.push(row);
    if (this.#doubtful.length < this.#rule.sureAfter) return;
    const rows = this.#doubtful;
    this.#doubtful = null;
    for (const each of rows) this.#target.take(each);
  }
}
