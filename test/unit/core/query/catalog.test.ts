// Facts about the list of tags.
import assert from 'node:assert/strict';
import { collectCatalog } from '../../../../src/core/query/catalog';
import { RunStore } from '../../../../src/core/store/store';
import type { RunId } from '../../../../src/shared/vocabulary';
import { runId, SaidFile } from '../store/saidFile';

describe('the catalog', () => {
  it('lists each tag and kind once, in natural order, with the runs that have it', () => {
    const store = new RunStore();
    const first = new SaidFile(store.addRun(runId('first')).addFile('f'));
    first.say(['layer10', 0, 1], ['layer2', 0, 1], ['__proto__', 0, 1]);
    first.sayItems('image', 'layer2', [1]);
    new SaidFile(store.addRun(runId('second')).addFile('f')).say(['layer2', 0, 1]);
    const runs = ['second', 'nobody', 'first', 'second'] as unknown as RunId[];
    assert.deepEqual(collectCatalog(store, runs), {
      revision: store.revision,
      runs: ['second', 'first'],
      tags: [
        { tag: '__proto__', kind: 'scalar', runs: [1] },
        { tag: 'layer2', kind: 'image', runs: [1] },
        { tag: 'layer2', kind: 'scalar', runs: [0, 1] },
        { tag: 'layer10', kind: 'scalar', runs: [1] },
      ],
    });
  });
});
