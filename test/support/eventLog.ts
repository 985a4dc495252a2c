// An event file that a test lets grow, as a training would: one record per logged value.
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { event, joinBytes, record, simpleValue } from './eventFiles';

/** Values of one step by tag. */
export type StepValues = Readonly<Record<string, number>>;

let begun = 0;

export class EventLog {
  readonly #file: string;

  /** Begins the file of a run; no two of them at the same microsecond, or they would be taken for copies. */
  constructor(run: string, name = 'events.out.tfevents.1700000000.test.1.0') {
    mkdirSync(run, { recursive: true });
    this.#file = path.join(run, name);
    appendFileSync(
      this.#file,
      record(event({ wallTime: now() + (begun++ % 1000) / 1e6, fileVersion: 'brain.Event:2' })),
    );
  }

  /** Appends in one write what was logged at these steps. */
  append(steps: readonly (readonly [step: number, values: StepValues])[]): void {
    const records = steps.flatMap(([step, values]) =>
      Object.entries(values).map(([tag, value]) =>
        record(event({ wallTime: now(), step, values: [simpleValue(tag, value)] })),
      ),
    );
    appendFileSync(this.#file, joinBytes(...records));
  }
}

function now(): number {
  return Date.now() / 1000;
}
