// At once first, then once per interval, never losing the last request.
import assert from 'node:assert/strict';
import type { Clock } from '../../../src/base/clock';
import type { Owned } from '../../../src/base/lifecycle';
import { Throttle } from '../../../src/base/throttle';
import { ManualClock } from '../../support/manualClock';

/** A manual clock whose wall time can be set back. */
class WallClock implements Clock {
  readonly #steady = new ManualClock(1000);
  #offsetMs = 0;

  now(): number {
    return this.#steady.now() + this.#offsetMs;
  }

  after(delayMs: number, action: () => void): Owned {
    return this.#steady.after(delayMs, action);
  }

  advance(ms: number): void {
    this.#steady.advance(ms);
  }

  /** As a user or a time server does: timers are not moved by it. */
  setBack(byMs: number): void {
    this.#offsetMs -= byMs;
  }
}

/** Runs a scene with a 100 ms throttle and gives the moments at which the action ran. */
function momentsOf(scene: (throttle: Throttle, clock: WallClock) => void): number[] {
  const clock = new WallClock();
  const moments: number[] = [];
  const throttle = new Throttle(clock, 100, () => moments.push(clock.now()));
  scene(throttle, clock);
  throttle.dispose();
  return moments;
}

describe('a throttle', () => {
  it('runs the first request at once', () => {
    const moments = momentsOf((throttle) => {
      throttle.request();
    });
    assert.deepEqual(moments, [1000]);
  });

  it('runs many requests within an interval once more, when the interval is over', () => {
    const moments = momentsOf((throttle, clock) => {
      for (let i = 0; i < 5; i++) {
        throttle.request();
        clock.advance(10);
      }
      clock.advance(500);
    });
    assert.deepEqual(moments, [1000, 1100]);
  });

  it('keeps the pace under steady requests', () => {
    const moments = momentsOf((throttle, clock) => {
      for (let i = 0; i < 31; i++) {
        throttle.request();
        clock.advance(10);
      }
    });
    assert.deepEqual(moments, [1000, 1100, 1200, 1300]);
  });

  it('runs at once again after a quiet interval', () => {
    const moments = momentsOf((throttle, clock) => {
      throttle.request();
      clock.advance(100);
      throttle.request();
    });
    assert.deepEqual(moments, [1000, 1100]);
  });

  it('waits for the next interval when asked from within the action', () => {
    const clock = new WallClock();
    const moments: number[] = [];
    const throttle = new Throttle(clock, 100, () => {
      moments.push(clock.now());
      if (moments.length < 3) throttle.request();
    });
    throttle.request();
    clock.advance(1000);
    throttle.dispose();
    assert.deepEqual(moments, [1000, 1100, 1200]);
  });

  it('waits at most one interval when the wall clock is set back', () => {
    const moments = momentsOf((throttle, clock) => {
      throttle.request();
      clock.setBack(1000);
      throttle.request();
      clock.advance(100);
    });
    assert.deepEqual(moments, [1000, 100]);
  });

  it('lets a burst gather before the first run when it is told to', () => {
    const clock = new WallClock();
    const moments: number[] = [];
    const throttle = new Throttle(clock, 100, () => moments.push(clock.now()), 5);
    for (let i = 0; i < 3; i++) {
      throttle.request();
      clock.advance(2);
    }
    clock.advance(500);
    throttle.request();
    clock.advance(500);
    throttle.dispose();
    assert.deepEqual(moments, [1005, 1511]);
  });

  it('gives an action that takes long no more than a tenth of the time', () => {
    const clock = new WallClock();
    const moments: number[] = [];
    const throttle = new Throttle(clock, 100, () => {
      moments.push(clock.now());
      clock.setBack(-50);
    });
    throttle.request();
    for (let i = 0; i < 100; i++) {
      clock.advance(10);
      throttle.request();
    }
    throttle.dispose();
    assert.deepEqual(moments, [1000, 1500, 2000]);
  });

  it('drops what waits when it is disposed, and takes no more requests', () => {
    const clock = new WallClock();
    let runs = 0;
    const throttle = new Throttle(clock, 100, () => runs++);
    throttle.request();
    throttle.request();
    throttle.dispose();
    throttle.request();
    clock.advance(1000);
    assert.equal(runs, 1);
  });
});
