// Natural order of names.
import assert from 'node:assert/strict';
import { compareNaturally } from '../../../src/base/naturalOrder';

function sorted(names: string[]): string[] {
  return [...names].sort(compareNaturally);
}

describe('natural order', () => {
  it('compares digits as numbers', () => {
    assert.deepEqual(sorted(['run_10', 'run_9', 'Run_1']), ['Run_1', 'run_9', 'run_10']);
  });

  it('compares every run of digits, not only the last', () => {
    assert.deepEqual(sorted(['v10/ep2', 'v9/ep11', 'v9/ep2']), ['v9/ep2', 'v9/ep11', 'v10/ep2']);
  });

  it('does not care about case before it cares about numbers', () => {
    assert.deepEqual(sorted(['b1', 'A2', 'a10', 'B2']), ['A2', 'a10', 'b1', 'B2']);
  });

  it('orders names that differ only in case or leading zeros the same way each time', () => {
    const names = ['run', 'Run', 'RUN', 'run_01', 'run_1'];
    assert.deepEqual(sorted(names), sorted([...names].reverse()));
  });

  it('calls only the same name equal', () => {
    assert.deepEqual([compareNaturally('a', 'a'), compareNaturally('a', 'A') === 0], [0, false]);
  });
});
