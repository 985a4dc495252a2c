// Injected into every bundle of the unit and contract suites: a test that leaves something undisposed fails.
// Every bundle has its own copy of the tracked module, but all report to one ledger with one pair of hooks.
import { trackLifetimes } from '../../src/base/lifecycle';
import { LeakLedger } from './leakLedger';

/** Null between tests: what a suite makes in `before` and disposes in `after` is its own affair. */
interface Guard {
  ledger: LeakLedger | null;
}

const place = Symbol.for('trackside.leakGuard');
const shared = globalThis as unknown as Record<symbol, Guard | undefined>;
const guard = shared[place] ?? (shared[place] = installHooks());

trackLifetimes({
  began: (thing) => guard.ledger?.began(thing),
  ended: (thing) => guard.ledger?.ended(thing),
});

function installHooks(): Guard {
  const installed: Guard = { ledger: null };
  beforeEach('watch lifetimes', () => {
    installed.ledger = new LeakLedger();
  });
  afterEach('nothing undisposed', function () {
    const leaks = installed.ledger?.takeLeaks() ?? [];
    installed.ledger = null;
    // A test that failed may not have come to its clean-up; its own failure says enough.
    if (leaks.length === 0 || this.currentTest?.state === 'failed') return;
    const error = new Error(`left ${leaks.length} undisposed:\n${leaks.join('\n')}`);
    error.stack = error.message;
    // Unlike a throwing hook, which would end the whole run, this fails the one test.
    (this.test as Mocha.Hook).error(error);
  });
  return installed;
}
