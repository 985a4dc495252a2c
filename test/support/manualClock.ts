// A clock that only moves when a test says so.
import type { Clock } from '../../src/base/clock';
import { toDisposable, type Owned } from '../../src/base/lifecycle';

interface Alarm {
  readonly atMs: number;
  ring(): void;
}

export class ManualClock implements Clock {
  #nowMs: number;
  readonly #alarms = new Set<Alarm>();

  constructor(startMs = 1_700_000_000_000) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, action: () => void): Owned {
    const owned = toDisposable(() => this.#alarms.delete(alarm));
    const alarm: Alarm = {
      atMs: this.#nowMs + delayMs,
      ring: () => {
        owned.dispose();
        action();
      },
    };
    this.#alarms.add(alarm);
    return owned;
  }

  /** Moves time on and runs what is due, in order. */
  advance(ms: number): void {
    const until = this.#nowMs + ms;
    for (;;) {
      const due = [...this.#alarms].filter((alarm) => alarm.atMs <= until);
      const next = due.sort((a, b) => a.atMs - b.atMs)[0];
      if (!next) break;
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.ring();
    }
    this.#nowMs = until;
  }
}
