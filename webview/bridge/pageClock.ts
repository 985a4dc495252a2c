// Time in the page.
import type { Clock } from '../../src/base/clock';
import { toDisposable } from '../../src/base/lifecycle';

export const pageClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return toDisposable(() => {
      clearTimeout(timer);
    });
  },
};
