// MosaicML's Composer: its log file, `[metric][batch=100]: loss/train/total: 2.3456` (loggers/file_logger.py), and its
// console, `[epoch=1][batch=10/100]:` with lines like `Train loss/train/total: 2.3` below (loggers/console_logger.py).
import { numberOf } from '../numbers';
import type { ConsoleLine, RowOutlet, Rule, RuleReader } from '../rule';

const metric = /^\[metric\]\[batch=(\d+)\]: (\S{1,120}): (\S{1,30})\s*$/;
const header = /^\[epoch=(\d+)(?:\/\d+)?\]\[batch=(\d+)\/(\d+)\]:\s*$/;
const below = /^(?:Train|Eval) (\S{1,120}): (\S{1,30})\s*$/;

class ComposerReader implements RuleReader {
  #step = NaN;

  read({ text, wallTime }: ConsoleLine, outlet: RowOutlet): boolean {
    const batch = header.exec(text);
    if (batch) {
      const [epoch, at, of] = batch.slice(1).map(Number);
      this.#step = (epoch! - 1) * of! + at!;
      return true;
    }
    const named = metric.exec(text);
    const match = named ?? below.exec(text);
    const step = named ? Number(named[1]) : this.#step;
    const value = numberOf(match?.at(-1) ?? '');
    if (!match || value === undefined || Number.isNaN(step)) return false;
    outlet.add({ step, wallTime, values: [[match.at(-2)!, value]] });
    return true;
  }
}

export const composer: Rule = {
  id: 'composer',
  marks: ['[batch=', '\t Train ', '\t Eval '],
  sureAfter: 2,
  createReader: () => new ComposerReader(),
};
