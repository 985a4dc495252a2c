// Ids of runs: the same for the same directory, others for others.
import assert from 'node:assert/strict';
import { runIdOf } from '../../../../src/core/engine/runId';

describe('the id of a run', () => {
  it('stays what it is', () => {
    assert.equal(runIdOf('/logs/run_1'), 'f70a1b768ba179ed');
  });

  it('is different for directories that differ in a digit, and for names that are no text', () => {
    const directories = Array.from({ length: 100_000 }, (_, i) => `/home/me/logs/exp/version_${i}`);
    const odd = ['/logs/\udc80', '/logs/\udc81', '/logs/', ''];
    const ids = new Set([...directories, ...odd].map(runIdOf));
    assert.equal(ids.size, directories.length + odd.length);
  });
});
