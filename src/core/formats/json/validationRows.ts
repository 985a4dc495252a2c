// Tells apart what MMEngine logs of trainings and of validations under the same names.
import { block } from '../blocks';

/**
 * Rows of a training have a `step` and an `iter`, those of a validation a `step` alone, which may count epochs
 * (mmengine/hooks/logger_hook.py, after_val_epoch). Both have a `time`, a `data_time`, perhaps a `loss`.
 */
export class ValidationRows {
  /** By tag of a training. */
  readonly #ofTraining = new Map<number, number | null>();

  /** Whether there were rows of a training. */
  get isExpected(): boolean {
    return this.#ofTraining.size > 0;
  }

  /**
   * Gives the points of a row, from `from` on, tags of their own where the training has the same.
   * @param tagFor makes the tag for a validation; negative where there is none left
   */
  settle(from: number, isTraining: boolean, tagFor: (tag: number) => number): void {
    for (let at = from; at < block.count; at++) {
      const tag = block.tags[at]!;
      const own = this.#ofTraining.get(tag);
      if (isTraining) {
        if (own === undefined) this.#ofTraining.set(tag, null);
      } else if (own !== undefined) {
        const made = own ?? tagFor(tag);
        if (made < 0) continue;
        this.#ofTraining.set(tag, made);
        block.tags[at] = made;
      }
    }
  }
}
