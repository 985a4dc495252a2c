// Reads what ClearML keeps without its server: lines that are lists of events.
import type { FactValue } from '../../../shared/facts';
import type { DecodedTag } from '../../model/decoded';
import type { DecodedFact } from '../../model/facts';
import { block, blockCapacity } from '../blocks';
import { momentOf } from '../moment';
import { textOf } from '../text';
import { numberOf, objectOf, tryParseJson } from '../pythonJson';

/** Where the points of events go: the tags of the file, and what is told of the last line. */
export interface EventTarget {
  readonly tags: readonly DecodedTag[];
  hasPoints: boolean;
  isText: boolean;
  /** Index of the tag of this name, −1 where there are too many. */
  tagNamed(name: string): number;
}

/** Of values that belong to no step (clearml/task.py, report_single_value). */
const noStep = -(2 ** 31);
const scalarType = 'training_stats_scalar';

/**
 * `[{"metric": "loss", "variant": "train", "value": 0.4, "iter": 10, "timestamp": 1718000000123,
 * "type": "training_stats_scalar", …}, …]` (clearml/backend_interface/metrics/interface.py); times in milliseconds.
 */
export class EventListReader {
  readonly #target: EventTarget;
  readonly #facts: DecodedFact[];

  /** @param facts where results go that belong to no step */
  constructor(target: EventTarget, facts: DecodedFact[]) {
    this.#target = target;
    this.#facts = facts;
  }

  /** Reads the list in `bytes[start, end)`. */
  read(bytes: Uint8Array, start: number, end: number): 'row' | 'bad' | 'full' {
    const events = tryParseJson(textOf(bytes.subarray(start, end)));
    if (!Array.isArray(events) || !events.every(isEvent)) return 'bad';
    if (block.count > 0 && block.count + events.length > blockCapacity) return 'full';
    const from = block.count;
    for (const event of events) this.#place(event);
    this.#target.hasPoints = block.count > from;
    this.#target.isText = false;
    return 'row';
  }

  #place({
    type,
    metric,
    variant,
    iter,
    value,
    timestamp,
  }: Readonly<Record<string, FactValue>>): void {
    if (type !== scalarType || typeof metric !== 'string' || typeof variant !== 'string') return;
    const step = numberOf(iter);
    const number = numberOf(value);
    if (step === undefined || number === undefined) return;
    if (step === noStep) {
      this.#facts.push({ kind: 'set', section: 'summary', path: [variant], value: number });
      return;
    }
    const tag = this.#target.tagNamed(`${metric}/${variant}`);
    if (tag < 0 || block.count >= blockCapacity) return;
    const at = block.count++;
    block.tags[at] = tag;
    block.steps[at] = step;
    block.wallTimes[at] = momentOf(numberOf(timestamp) ?? NaN);
    block.values[at] = number;
  }
}

function isEvent(one: FactValue): one is Readonly<Record<string, FactValue>> {
  return typeof objectOf(one)?.['type'] === 'string';
}
