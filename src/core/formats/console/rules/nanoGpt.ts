// nanoGPT (train.py): `iter 100: loss 2.4567, time 134.21ms, mfu 35.02%` and `step 250: train loss 2.1000, val loss 2.2001`.
import { numberPattern, valueOf } from '../numbers';
import { statelessRule, type NamedValue } from '../rule';

const number = `(${numberPattern})`;
const iteration = new RegExp(`^iter (\\d+): loss ${number}, time ${number}ms(?:, mfu ${number}%)?`);
const evaluation = new RegExp(`^step (\\d+): train loss ${number}, val loss ${number}`);
const iterationNames = ['loss', 'time_ms', 'mfu'] as const;
const evaluationNames = ['train/loss', 'val/loss'] as const;

export const nanoGpt = statelessRule(
  { id: 'nanoGpt', marks: [': loss ', ': train loss '], sureAfter: 2 },
  ({ text, wallTime }, outlet) => {
    const isIteration = text.startsWith('iter ');
    const match = (isIteration ? iteration : evaluation).exec(text);
    if (!match) return false;
    const names = isIteration ? iterationNames : evaluationNames;
    const values = names.flatMap((name, at): NamedValue[] => {
      const found = match[at + 2];
      return found === undefined ? [] : [[name, valueOf(found)]];
    });
    outlet.add({ step: Number(match[1]), wallTime, values });
    return true;
  },
);
