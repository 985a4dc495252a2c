// Rows that end a log: Ray's last one of a trial that is done, and what LLaMA-Factory writes behind its training.
import type { EndWord } from '../../model/decoded';
import { numberOf, objectOf, tryParseJson } from '../pythonJson';
import { textOf } from '../text';

/** Ray (tune/result.py) writes `"done": false` into every other row. */
const done = '"done": true';
/** All that LLaMA-Factory's last row has (train/callbacks.py, `on_train_end`): rows of a training have metrics as well. */
const closing = /^(?:current_steps|total_steps|epoch|percentage|elapsed_time|remaining_time)$/;
const counted = /^(?:throughput|total_tokens)$/;

/** What the row in bytes[start, end) says of the end; null where it is not the last one. @param stepName the row's */
export function endIn(
  stepName: string | undefined,
  bytes: Uint8Array,
  start: number,
  end: number,
): EndWord | null {
  if (stepName !== 'training_iteration' && stepName !== 'current_steps') return null;
  const text = textOf(bytes.subarray(start, end));
  if (stepName === 'training_iteration' && !text.includes(done)) return null;
  const row = objectOf(tryParseJson(text)) ?? {};
  if (row['done'] === true) return { word: 'done', state: 'finished' };
  const steps = numberOf(row['current_steps']);
  if (steps === undefined || steps !== numberOf(row['total_steps'])) return null;
  const isClosing = Object.keys(row).every((key) => closing.test(key) || counted.test(key));
  return isClosing ? { word: '100 %', state: 'finished' } : null;
}
