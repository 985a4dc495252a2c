// What people print themselves, such as `epoch 3 step 100 loss=0.5` or `Epoch [3/10], Step [100/600], Loss: 0.4`. Asked
// for in the settings only, because such lines are found elsewhere as well.
import { looksTrained, namedValues } from '../numbers';
import { statelessRule } from '../rule';

const counter =
  /(?<![a-z])(epoch|step|iter(?:ation)?|batch|update)s?\s?[:=#]?\s?\[?(\d{1,12})(?:\s?\/\s?(\d{1,12}))?/gi;
const counterName = /^(?:epoch|step|iter(?:ation)?|batch|update)s?$/i;
/** Of several counters the first of these is the step. */
const byRank = ['step', 'iter', 'iteration', 'update', 'batch', 'epoch'];
interface Counter {
  readonly name: string;
  readonly at: number;
  readonly of: number | null;
}

function countersOf(text: string): Counter[] {
  return Array.from(text.matchAll(counter), ([, name, at, of]) => ({
    name: name!.toLowerCase(),
    at: Number(at),
    of: of === undefined ? null : Number(of),
  }));
}

/** A step that counts within its epoch, of which it says how long it is, is put behind the epochs before. */
function stepOf(counters: readonly Counter[]): number | null {
  const ranked = counters.toSorted((a, b) => byRank.indexOf(a.name) - byRank.indexOf(b.name));
  const [first] = ranked;
  if (!first) return null;
  const epoch = ranked.find(({ name }) => name === 'epoch');
  if (!epoch || first === epoch || first.of === null) return first.at;
  return Math.max(0, epoch.at - 1) * first.of + first.at;
}

export const looseLine = statelessRule(
  {
    id: 'print',
    marks: ['loss', 'Loss', 'acc', 'Acc', 'reward', 'error'],
    sureAfter: 5,
  },
  ({ text, wallTime }, outlet) => {
    const step = stepOf(countersOf(text));
    const values = namedValues(text, 0).filter(([name]) => !counterName.test(name));
    if (step === null || !looksTrained(values)) return false;
    outlet.add({ step, wallTime, values });
    return true;
  },
);
