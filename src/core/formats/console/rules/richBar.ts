// Lightning's RichProgressBar: `Epoch 0/1 ━━━━ 4/4 0:00:00 • 0:00:00 8.12it/s train_loss: 2.833 val_loss: 0.091`.
import { Evaluations } from '../evaluations';
import { namedValues, secondsOf } from '../numbers';
import type { ConsoleLine, RowOutlet, Rule, RuleReader } from '../rule';
import type { Progress } from '../../../../shared/vocabulary';

const clock = String.raw`([\d:]{4,10}|-:--:--)`;
const state = new RegExp(
  String.raw`^Epoch (\d+)\/(\d+) \W{1,600}?(\d+)\/(\d+) ${clock} \W{1,3} ${clock} [\d.]+it\/s\s{0,4}`,
);
const counters: ReadonlySet<string> = new Set(['v_num']);

class RichReader implements RuleReader {
  readonly #evaluations = new Evaluations();

  read({ text, wallTime }: ConsoleLine, outlet: RowOutlet): boolean {
    const match = state.exec(text);
    if (!match) return false;
    const progress = progressOf(match);
    outlet.note(progress);
    const found = namedValues(text, match[0].length).filter(([name]) => !counters.has(name));
    const values = this.#evaluations.fresh(found, Number(match[3]));
    // At 0 it shows what Lightning's sanity check gave.
    if (values.length > 0 && progress.done > 0) {
      outlet.hold({ step: progress.done, wallTime, values });
    }
    return true;
  }

  peek({ text }: ConsoleLine): Progress | null {
    const match = state.exec(text);
    return match && progressOf(match);
  }
}

/** Epochs are counted from 0, and the second number is that of the last one. */
function progressOf(match: RegExpExecArray): Progress {
  const [epoch, lastEpoch, batch, batches] = match.slice(1, 5).map(Number);
  const [elapsed, remaining] = [secondsOf(match[5]!), secondsOf(match[6]!)];
  const left = Math.max(0, lastEpoch! - epoch!);
  return {
    done: epoch! * batches! + batch!,
    total: (lastEpoch! + 1) * batches!,
    unit: 'batch',
    // The bar tells of its own epoch alone.
    elapsed: null,
    remaining: remaining === null ? null : remaining + left * ((elapsed ?? 0) + remaining),
  };
}

export const richBar: Rule = {
  id: 'rich',
  marks: ['it/s'],
  sureAfter: 1,
  createReader: () => new RichReader(),
};
