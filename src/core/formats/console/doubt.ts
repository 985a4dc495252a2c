// Whether the lines of a rule are those of a training: one may be a quotation, so the first rows are kept back.
import type { Row, Rule } from './rule';

export type TakeRow = (rank: number, row: Row) => void;

/** One rule in one file, for all processes that print into it. */
export class Doubt {
  readonly rule: Rule;
  readonly #take: TakeRow;
  /** Null once there is no doubt any more. */
  #kept: (readonly [rank: number, row: Row])[] | null = [];

  constructor(rule: Rule, take: TakeRow) {
    this.rule = rule;
    this.#take = take;
  }

  get isSure(): boolean {
    return this.#kept === null;
  }

  add(rank: number, row: Row): void {
    if (this.#kept === null) {
      this.#take(rank, row);
      return;
    }
    this.#kept.push([rank, row]);
    if (this.#kept.length < this.rule.sureAfter) return;
    const kept = this.#kept;
    this.#kept = null;
    for (const [from, each] of kept) this.#take(from, each);
  }
}
