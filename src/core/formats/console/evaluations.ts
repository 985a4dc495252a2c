// Bars repeat the result of the last evaluation with every step until the next one: it counts once.
import type { NamedValue } from './rule';

const evaluated = /^(?:val|valid|validation|eval|test)[_/-]/i;

export class Evaluations {
  readonly #last = new Map<string, number>();

  /**
   * The values without those of an evaluation that were told before.
   * @param done iterations of the loop: before the first one a bar shows what the loop before it left
   */
  fresh(values: readonly NamedValue[], done: number): NamedValue[] {
    return values.filter(([name, value]) => {
      if (!evaluated.test(name)) return done > 0;
      const isFresh = !Object.is(this.#last.get(name), value);
      this.#last.set(name, value);
      return isFresh;
    });
  }
}
