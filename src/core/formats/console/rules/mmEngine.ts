// MMEngine (logger_hook.py, log_processor.py): `Epoch(train)  [1][  50/1000]  lr: 2.0000e-02  eta: 0:10:00  loss: 0.81`,
// `Iter(train) [  50/160000]  …`, `Epoch(val) [1][100/100]    coco/bbox_mAP: 0.3450`.
import { namedValues, secondsOf } from '../numbers';
import type { ConsoleLine, NamedValue, RowOutlet, Rule, RuleReader } from '../rule';

const head =
  /^(?:Epoch|Iter)\((train|val|test)\)\s{0,4}(?:\[\s{0,8}(\d+)\])?\[\s{0,8}(\d+)\/\s{0,8}(\d+)\]\s{1,8}/;
const eta = /\beta: ((?:\d+ days?, )?[\d:]{4,10})/;

class MmEngineReader implements RuleReader {
  #trained: number | null = null;

  read({ text, wallTime }: ConsoleLine, outlet: RowOutlet): boolean {
    const match = head.exec(text);
    if (!match) return false;
    const [mode, epoch, at, of] = [match[1]!, match[2], Number(match[3]), Number(match[4])];
    const found = namedValues(text, match[0].length).filter(([name]) => name !== 'eta');
    if (mode === 'train') {
      const step = epoch === undefined ? at : (Number(epoch) - 1) * of + at;
      this.#trained = step;
      if (found.length > 0) outlet.add({ step, wallTime, values: found });
      const left = eta.exec(text);
      outlet.note({
        done: step,
        total: epoch === undefined ? of : null,
        unit: 'iteration',
        elapsed: null,
        remaining: left ? secondsOf(left[1]!) : null,
      });
      return true;
    }
    // Batches of an evaluation are only counted; its results stand behind the last one.
    if (at !== of || found.length === 0) return true;
    const values = found.map(([name, value]): NamedValue => [
      name.includes('/') ? name : `${mode}/${name}`,
      value,
    ]);
    outlet.add({ step: this.#trained ?? Number(epoch ?? at), wallTime, values });
    return true;
  }
}

export const mmEngine: Rule = {
  id: 'mmEngine',
  marks: ['(train)', '(val)', '(test)'],
  sureAfter: 2,
  createReader: () => new MmEngineReader(),
};
