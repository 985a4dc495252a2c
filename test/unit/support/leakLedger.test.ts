// The leak guard's book-keeping: what leaked is named with its place of creation.
import assert from 'node:assert/strict';
import { Disposable } from '../../../src/base/lifecycle';
import { LeakLedger } from '../../support/leakLedger';

class Window extends Disposable {}

describe('the leak ledger', () => {
  it('names what began and has not ended, once', () => {
    const ledger = new LeakLedger();
    const [kept, closed] = [new Window(), new Window()];
    const bare = { dispose: () => undefined };
    [kept, closed, bare].forEach((thing) => {
      ledger.began(thing);
    });
    ledger.ended(closed);
    const names = ledger.takeLeaks().map((leak) => leak.split(' ')[0]);
    [kept, closed].forEach((thing) => {
      thing.dispose();
    });
    assert.deepEqual([names, ledger.takeLeaks()], [['Window', 'toDisposable'], []]);
  });

  it('says where a leaked thing was created', () => {
    const ledger = new LeakLedger();
    function openWindow(): void {
      ledger.began({});
    }
    openWindow();
    assert.match(ledger.takeLeaks()[0] ?? '', /openWindow/);
  });
});
