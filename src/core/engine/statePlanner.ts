// Plans when time alone changes what is said of the runs that moved on.
import type { Clock } from '../../base/clock';
import { Disposable } from '../../base/lifecycle';
import { Throttle } from '../../base/throttle';
import type { RunEntry } from './runEntry';
import { StateTimer } from './stateTimer';

/** States change after minutes, and to look a run of thousands of files over takes long. */
const planIntervalMs = 1_000;

export class StatePlanner extends Disposable {
  readonly #clock: Clock;
  readonly #timer: StateTimer;
  readonly #planning: Throttle;
  readonly #changed = new Set<RunEntry>();

  /** @param ring told since when time passed; notes runs again itself */
  constructor(clock: Clock, ring: (sinceMs: number) => void) {
    super();
    this.#clock = clock;
    this.#timer = this.own(new StateTimer(clock, ring));
    this.#planning = this.own(new Throttle(clock, planIntervalMs, () => this.#plan()));
  }

  /** These runs moved on. */
  note(runs: Iterable<RunEntry>): void {
    for (const run of runs) this.#changed.add(run);
    if (this.#changed.size > 0) this.#planning.request();
  }

  #plan(): void {
    const now = this.#clock.now();
    const moments = Array.from(this.#changed, (run) => run.nextChangeMs(now));
    this.#changed.clear();
    this.#timer.require(moments);
  }
}
