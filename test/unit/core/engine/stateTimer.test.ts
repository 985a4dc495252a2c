// One timer for many moments, however far away they are.
import assert from 'node:assert/strict';
import { toDisposable } from '../../../../src/base/lifecycle';
import { StateTimer } from '../../../../src/core/engine/stateTimer';

describe('state timer', () => {
  it('never asks for a wait that a timer cannot keep', () => {
    const waits: number[] = [];
    const clock = {
      now: () => 0,
      after: (delayMs: number) => {
        waits.push(delayMs);
        return toDisposable(() => undefined);
      },
    };
    const timer = new StateTimer(clock, () => undefined);
    timer.require([1e300, null]);
    timer.require([60_000, 1e300]);
    timer.dispose();
    assert.deepEqual(waits, [86_400_000, 60_000]);
  });
});
