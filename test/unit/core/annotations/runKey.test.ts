// Which file holds what is said of a run, and by what name.
import assert from 'node:assert/strict';
import { keyOf } from '../../../../src/core/annotations/runKey';

describe('the key of a run', () => {
  it('is its path from the nearest folder, by whichever log folder it was found', () => {
    const folders = ['/code', '/code/deep/er', '/other'];
    assert.deepEqual(
      [
        keyOf({ root: '/code', name: 'runs/a' }, folders),
        keyOf({ root: '/code/runs', name: 'a' }, folders),
        keyOf({ root: '/code/deep/er', name: 'b' }, folders),
        keyOf({ root: '/other', name: '.' }, folders),
        keyOf({ root: '/code', name: '..dots/a' }, folders),
        keyOf({ root: '/elsewhere/runs', name: 'a' }, folders),
        keyOf({ root: '/codes', name: 'a' }, folders),
      ],
      [
        { folder: '/code', key: 'runs/a' },
        { folder: '/code', key: 'runs/a' },
        { folder: '/code/deep/er', key: 'b' },
        { folder: '/other', key: '.' },
        { folder: '/code', key: '..dots/a' },
        { folder: null, key: '/elsewhere/runs/a' },
        { folder: null, key: '/codes/a' },
      ],
    );
  });
});
