// Bars of tqdm, Lightning's among them: their progress, and the values behind or before the bar.
import { parseBar, type Bar } from '../bar';
import { Evaluations } from '../evaluations';
import { EpochCount, evaluating, MainLoop } from '../mainLoop';
import { looksTrained, namedValues } from '../numbers';
import type { ConsoleLine, NamedValue, RowOutlet, Rule, RuleReader } from '../rule';
import type { Progress } from '../../../../shared/vocabulary';

/** A loop: all bars whose descriptions differ in numbers alone. */
interface Loop {
  /** Iterations of earlier bars. */
  base: number;
  done: number;
  total: number;
  /** Whether it was begun anew when it was full, as once an epoch. */
  repeats: boolean;
  /** Whether values of it were ever those of a training. */
  isTraining: boolean;
}

const mostLoops = 256;
/** Numbers in a bar that are no metrics. */
const counters = /^(?:v_num|epochs?|steps?|iter(?:ation)?s?|batch|global_step)$/i;

class BarReader implements RuleReader {
  readonly #loops = new Map<string, Loop>();
  readonly #evaluations = new Evaluations();
  /** By tag: the loop that told it first. Others have a curve of their own. */
  readonly #owners = new Map<string, string>();
  readonly #epochs = new EpochCount();
  readonly #main = new MainLoop(this.#epochs);

  read({ text, wallTime }: ConsoleLine, outlet: RowOutlet): boolean {
    const bar = parseBar(text);
    if (!bar) return false;
    const key = keyOf(bar);
    const loop = this.#loopOf(key);
    const base = loop ? this.#baseOf(bar, loop) : 0;
    const progress = this.#main.take(bar, key, loop?.repeats ?? false);
    if (progress) outlet.note(progress);
    if (!loop) return true;
    const step = base + bar.done;
    const values = this.#valuesOf(bar, key);
    loop.isTraining ||= looksTrained(values);
    if (loop.isTraining && values.length > 0 && step > 0) {
      const isOver = bar.total === null || bar.done === bar.total;
      outlet.hold({ step, wallTime, values }, !isOver);
    }
    return true;
  }

  peek({ text }: ConsoleLine): Progress | null {
    const bar = parseBar(text);
    if (!bar) return null;
    const key = keyOf(bar);
    const loop = this.#loops.get(key);
    return this.#main.look(bar, key, loop !== undefined && (loop.repeats || isAnew(bar, loop)));
  }

  /** The iterations of all bars before this one. */
  #baseOf(bar: Bar, loop: Loop): number {
    const { done, total } = bar;
    const before = this.#epochs.before(bar.description);
    loop.repeats ||= isAnew(bar, loop);
    if (before !== null && total !== null) return before * total;
    if (done < loop.done) loop.base += loop.total;
    loop.done = done;
    loop.total = total ?? done;
    return loop.base;
  }

  #valuesOf(bar: Bar, key: string): NamedValue[] {
    const found = [...namedValues(bar.description, 0), ...namedValues(bar.postfix, 0)];
    const section = evaluating.exec(bar.description);
    const prefix = section
      ? `${(section[1] ?? section[2] ?? section[3] ?? 'val').toLowerCase()}/`
      : '';
    const named = found
      .filter(([name]) => !counters.test(name))
      .map(([name, value]): NamedValue => [this.#tagOf(`${prefix}${name}`, key), value]);
    return prefix === '' ? this.#evaluations.fresh(named, bar.done) : named;
  }

  #tagOf(tag: string, key: string): string {
    const owner = this.#owners.get(tag);
    if (owner === undefined) this.#owners.set(tag, key);
    return owner === undefined || owner === key ? tag : `${key}/${tag}`;
  }

  #loopOf(key: string): Loop | undefined {
    let loop = this.#loops.get(key);
    if (!loop && this.#loops.size < mostLoops) {
      loop = { base: 0, done: 0, total: 0, repeats: false, isTraining: false };
      this.#loops.set(key, loop);
    }
    return loop;
  }
}

/** Whether a loop was full and begins once more. What begins anew on its way was resumed. */
function isAnew({ done }: Bar, loop: Loop): boolean {
  return done < loop.done && loop.done >= loop.total;
}

/** The description without numbers; for a bar without any, how long it is. */
function keyOf({ description, total }: Bar): string {
  const words = description
    .replace(/[-+]?\d[\d.e+-]*%?/gi, '')
    .replace(/[\s:=/,|()[\]-]+/g, ' ')
    .trim();
  return words || `bar of ${total ?? '?'}`;
}

export const tqdmBar: Rule = {
  id: 'tqdm',
  marks: ['%|', 'it ['],
  sureAfter: 3,
  createReader: () => new BarReader(),
};
