// Keras, with its bar or a line an epoch: `Epoch 3/10`, then
// `938/938 ━━━━ 3s 3ms/step - accuracy: 0.91 - loss: 0.28 - val_loss: 0.17`, or `938/938 - 3s - 3ms/step - …`.
import { namedValues } from '../numbers';
import type { ConsoleLine, RowOutlet, Rule, RuleReader } from '../rule';
import type { Progress } from '../../../../shared/vocabulary';

const header = /^Epoch (\d+)\/(\d+)\s*$/;
const state =
  /^(\d+)\/(\d+|Unknown)\s.{0,400}?(?:([\d.]{1,12})(us|ms|s)\/(?:step|epoch)|- ETA: [\w:]{1,12})/;
const perSecond: Readonly<Record<string, number>> = { us: 1e6, ms: 1e3, s: 1 };

class KerasReader implements RuleReader {
  #epoch = NaN;
  #epochs = NaN;
  /** How many values of this epoch were told when its line ended; null before. */
  #told: number | null = null;
  #values = 0;

  read({ text, wallTime }: ConsoleLine, outlet: RowOutlet): boolean {
    const epoch = header.exec(text);
    if (epoch) {
      [this.#epoch, this.#epochs] = [Number(epoch[1]), Number(epoch[2])];
      this.#told = null;
      return true;
    }
    const match = state.exec(text);
    if (!match) return false;
    const progress = this.#progressOf(match);
    if (!progress) return true;
    if (this.#told === null) outlet.note(progress);
    // Until the epoch is over its values are running means.
    if (match[1] !== match[2] && match[2] !== 'Unknown') return true;
    const values = namedValues(text, match[0].length);
    // Callbacks print below a bar that is drawn once more with the values of the validation. What is drawn with no more
    // values is an evaluation of its own.
    if (values.length > (this.#told ?? 0)) {
      this.#values = values.length;
      outlet.hold({ step: this.#epoch, wallTime, values });
    }
    return true;
  }

  peek({ text }: ConsoleLine): Progress | null {
    const match = state.exec(text);
    return match && this.#progressOf(match);
  }

  settled(): void {
    this.#told = this.#values;
  }

  /** Null without a header before it. */
  #progressOf([, at, of, time, unit]: RegExpExecArray): Progress | null {
    if (Number.isNaN(this.#epoch)) return null;
    const batches = Number(of);
    if (Number.isNaN(batches)) {
      return {
        done: this.#epoch,
        total: this.#epochs,
        unit: 'epoch',
        elapsed: null,
        remaining: null,
      };
    }
    const done = (this.#epoch - 1) * batches + Number(at);
    const total = this.#epochs * batches;
    const seconds = time === undefined ? null : Number(time) / perSecond[unit!]!;
    const remaining = seconds === null ? null : (total - done) * seconds;
    return { done, total, unit: 'step', elapsed: null, remaining };
  }
}

export const kerasBar: Rule = {
  id: 'keras',
  marks: ['/step', '/epoch', 'ETA:', 'Epoch '],
  sureAfter: 1,
  createReader: () => new KerasReader(),
};
