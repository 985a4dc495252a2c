// The Trainer of transformers prints a Python dict a log, beside its bar: `{'loss': 2.5312, …, 'epoch': 0.02}`, and from
// version 5 on with the numbers in quotes. So do people who print dicts with a step themselves.
import { parseBar, type Bar } from '../bar';
import { looksTrained, mostNameLength, numberOf } from '../numbers';
import type { ConsoleLine, NamedValue, Row, RowOutlet, Rule, RuleReader } from '../rule';
import { stepNames } from '../../stepNames';

const entry = /\s?'([^'\\]{1,120})': ?(?:'([^'\\]{1,40})'|([^,'"{}[\]]{1,40}))(?:,|\}$)/y;

/**
 * The dict does not say its step, only its epoch. Its bar is cleared for it and drawn again right after it, and then
 * stands at the step. Where standard output is buffered, dicts come many at a time: then the epoch is their place.
 */
class TrainerReader implements RuleReader {
  #axis: 'unknown' | 'bar' | 'epoch' = 'unknown';
  /** The training's bar, as drawn last before the first dict. */
  #total: number | null = null;
  #done = 0;
  /** A row that waits for the bar to be drawn again. */
  #waiting: Row | null = null;

  read(line: ConsoleLine, outlet: RowOutlet): boolean {
    const bar = line.text.startsWith('{') ? null : parseBar(line.text);
    if (bar) {
      this.#noteBar(bar, outlet);
      // Its progress is for the rule of bars.
      return false;
    }
    const values = parseDict(line.text);
    if (!values || !looksTrained(values)) return false;
    if (values.some(([name]) => name === 'train_runtime')) {
      outlet.sumUp(values.filter(([name]) => name !== 'epoch'));
      return true;
    }
    const stepAt = stepNames.find((name) => values.some(([each]) => each === name));
    if (stepAt === undefined || values.length < 2) return false;
    const step = values.find(([name]) => name === stepAt)![1];
    const row: Row = {
      step,
      wallTime: line.wallTime,
      values: values.filter(([name]) => name !== stepAt),
    };
    if (stepAt === 'epoch') this.#take(row, outlet);
    else outlet.add(row);
    return true;
  }

  #noteBar({ description, done, total }: Bar, outlet: RowOutlet): void {
    if (description !== '' || total === null) return;
    if (this.#axis === 'unknown' && !this.#waiting) this.#total = total;
    if (total !== this.#total) return;
    this.#done = done;
    if (!this.#waiting) return;
    this.#axis = 'bar';
    this.#settle(outlet);
  }

  #take(row: Row, outlet: RowOutlet): void {
    if (this.#axis === 'unknown' && (this.#total === null || this.#waiting)) this.#axis = 'epoch';
    this.#settle(outlet);
    if (this.#axis === 'epoch') outlet.add(row);
    else this.#waiting = row;
  }

  #settle(outlet: RowOutlet): void {
    const row = this.#waiting;
    this.#waiting = null;
    if (!row) return;
    if (this.#axis === 'epoch') outlet.add(row);
    else outlet.add({ ...row, step: this.#done, values: [...row.values, ['epoch', row.step]] });
  }
}

/** The numbers of a flat dict; null for anything else, above all for one that holds other text. */
function parseDict(text: string): NamedValue[] | null {
  if (!text.startsWith("{'") || !text.trimEnd().endsWith('}')) return null;
  const dict = text.trimEnd();
  const values: NamedValue[] = [];
  for (entry.lastIndex = 1; entry.lastIndex < dict.length;) {
    const match = entry.exec(dict);
    if (!match) return null;
    const shown = (match[2] ?? match[3]!).trim();
    const value = numberOf(shown);
    if (value !== undefined) values.push([match[1]!.slice(0, mostNameLength), value]);
    else if (!['None', 'True', 'False'].includes(shown)) return null;
  }
  return values;
}

export const trainerDict: Rule = {
  id: 'trainer',
  marks: ["{'", '%|'],
  sureAfter: 2,
  createReader: () => new TrainerReader(),
};
