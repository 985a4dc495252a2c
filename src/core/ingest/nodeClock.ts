// The real clock.
import type { Clock } from '../../base/clock';
import { toDisposable } from '../../base/lifecycle';

export const nodeClock: Clock = {
  now: () => Date.now(),
  after(delayMs, action) {
    const owned = toDisposable(() => {
      clearTimeout(timer);
    });
    const timer = setTimeout(() => {
      owned.dispose();
      action();
    }, delayMs);
    return owned;
  },
};
