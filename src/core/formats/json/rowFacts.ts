// What rows of a log tell beside their numbers: how far the training is, and what it was started with.
import type { DecodedFact } from '../../model/facts';
import type { FactValue } from '../../../shared/facts';
import { numberOf, objectOf, tryParseJson } from '../pythonJson';

/** Words of which one stands in every row that tells anything; others are not taken apart. */
const telling = /"(?:config|total_steps)"/;

export class RowFacts {
  #config = '';

  /** What is new in this row; rows between it and the last one told the same or have been overtaken. */
  collect(text: string): DecodedFact[] {
    if (!telling.test(text)) return [];
    const row = objectOf(tryParseJson(text));
    if (!row) return [];
    return [...this.#collectConfig(row), ...collectProgress(row)];
  }

  /** Ray repeats it with every row; population based training changes it. */
  #collectConfig(row: Readonly<Record<string, FactValue>>): DecodedFact[] {
    const config = objectOf(row['config']);
    if (!config || row['training_iteration'] === undefined) return [];
    const text = JSON.stringify(config);
    if (text === this.#config) return [];
    this.#config = text;
    return [{ kind: 'set', section: 'config', path: [], value: config }];
  }
}

/** LLaMA-Factory: `"current_steps": 10, "total_steps": 500, "elapsed_time": "0:00:21", "remaining_time": "0:17:33"`. */
function collectProgress(row: Readonly<Record<string, FactValue>>): DecodedFact[] {
  const done = numberOf(row['current_steps']);
  const total = numberOf(row['total_steps']);
  if (done === undefined || total === undefined) return [];
  const elapsed = secondsIn(row['elapsed_time']);
  const remaining = secondsIn(row['remaining_time']);
  return [{ kind: 'progress', progress: { done, total, unit: 'step', elapsed, remaining } }];
}

/** Of `1 day, 2:03:04` or `2:03:04`, as Python writes a duration; null where it is none. */
function secondsIn(value: FactValue | undefined): number | null {
  const parts = typeof value === 'string' && /^(?:(\d+) days?, )?(\d+):(\d\d):(\d\d)$/.exec(value);
  if (!parts) return null;
  const [days, hours, minutes, seconds] = [1, 2, 3, 4].map((at) => Number(parts[at] ?? 0)) as [
    ...[number, number, number, number],
  ];
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}
