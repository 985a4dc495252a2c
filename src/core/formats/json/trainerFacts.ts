// What a state file of the transformers library says beside its history.
import type { FactValue } from '../../../shared/facts';
import type { Progress } from '../../../shared/vocabulary';
import type { DecodedFact } from '../../model/facts';
import { numberOf, objectOf, tryParseJson } from '../pythonJson';

const summaryKeys = [
  'best_metric',
  'best_model_checkpoint',
  'best_global_step',
  'epoch',
  'total_flos',
  'num_input_tokens_seen',
] as const;

const configKeys = [
  'num_train_epochs',
  'max_steps',
  'train_batch_size',
  'logging_steps',
  'eval_steps',
  'save_steps',
  'trial_name',
  'trial_params',
] as const;

/** The document's keys come sorted: some before its history, some behind it (transformers/trainer_callback.py). */
export class TrainerFacts {
  #done: number | undefined;

  /** @param text what stands before the key of the history, from the brace of the document on */
  collectBefore(text: string): DecodedFact[] {
    return this.#collect(tryParseJson(`${text.trimEnd().replace(/,$/, '')}}`));
  }

  /**
   * Null while it is not whole.
   * @param text what stands behind the history, to the end of the document
   */
  collectBehind(text: string): DecodedFact[] | null {
    const rest = tryParseJson(`{${text.trimStart().replace(/^,/, '')}`);
    return rest === undefined ? null : this.#collect(rest);
  }

  #collect(document: FactValue | undefined): DecodedFact[] {
    const told = objectOf(document);
    if (!told) return [];
    const facts: DecodedFact[] = [];
    for (const [section, keys] of [
      ['summary', summaryKeys] as const,
      ['config', configKeys] as const,
    ]) {
      for (const key of keys) {
        const value = told[key];
        if (value === undefined || value === null) continue;
        facts.push({ kind: 'set', section, path: [key], value: value });
      }
    }
    const progress = this.#progress(numberOf(told['global_step']), numberOf(told['max_steps']));
    return progress ? [...facts, { kind: 'progress', progress }] : facts;
  }

  #progress(done: number | undefined, total: number | undefined): Progress | null {
    this.#done = done ?? this.#done;
    if (this.#done === undefined || (done === undefined && total === undefined)) return null;
    const isKnown = total !== undefined && total > 0;
    return {
      ...{ done: this.#done, total: isKnown ? total : null, unit: 'step' },
      ...{ elapsed: null, remaining: null },
    };
  }
}
