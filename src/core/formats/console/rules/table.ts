// Tables of Stable-Baselines3 (`HumanOutputFormat` in common/logger.py): a group's name ends in `/`.
import { mostValues, numberOf } from '../numbers';
import type { ConsoleLine, NamedValue, RowOutlet, Rule, RuleReader } from '../rule';

const edge = /^-{9,}\s*$/;
const tableRow = /^\| {0,5}([^|]{1,80}?) {0,80}\| ?([^|]{0,40}?) {0,80}\|\s*$/;
const stepKey = 'time/total_timesteps';

class TableReader implements RuleReader {
  /** Null outside a table. */
  #values: NamedValue[] | null = null;
  #group = '';

  read({ text, wallTime }: ConsoleLine, outlet: RowOutlet): boolean {
    if (edge.test(text)) {
      const values = this.#values ?? [];
      const step = values.find(([name]) => name === stepKey);
      const others = values.filter(([name]) => name !== stepKey);
      if (step && others.length > 0) outlet.add({ step: step[1], wallTime, values: others });
      this.#values = [];
      this.#group = '';
      return true;
    }
    const match = this.#values && tableRow.exec(text);
    if (!match || !this.#values) return false;
    const [, name, shown] = match;
    const isIndented = text.startsWith('|    ');
    if (!isIndented) this.#group = '';
    if (name!.endsWith('/') && shown === '') this.#group = name!;
    const value = numberOf(shown!);
    if (value !== undefined && this.#values.length < mostValues) {
      this.#values.push([`${isIndented ? this.#group : ''}${name!}`, value]);
    }
    return true;
  }
}

export const table: Rule = {
  id: 'table',
  marks: ['---------', '|    '],
  sureAfter: 1,
  createReader: () => new TableReader(),
};
