// Facts that lists derive from a run's summary.
import assert from 'node:assert/strict';
import { lastGrowthAtMs } from '../../../src/vscode/runFacts';
import { makeRun } from './makeRun';

describe('the last growth of a run', () => {
  it('is unknown where none of its files could be looked at', () => {
    const times = [0, 5_000].map((lastGrowthAtMs) =>
      makeRun('a', { evidence: { kind: 'noEndRecord', lastGrowthAtMs } }),
    );
    assert.deepEqual(times.map(lastGrowthAtMs), [null, 5_000]);
  });
});
