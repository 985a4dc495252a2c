// The list of a tag's items: where each lies, in which segment, and whether it still counts.
import assert from 'node:assert/strict';
import { collectItems } from '../../../../src/core/query/items';
import { RunStore } from '../../../../src/core/store/store';
import type { ItemsQuery } from '../../../../src/shared/items';
import { runId, SaidFile } from '../store/saidFile';

const query: ItemsQuery = { run: runId('run'), kind: 'image', tag: 'samples' };

describe('items', () => {
  it('are listed in the order of segments, with the file that holds them', () => {
    const store = new RunStore();
    const run = store.addRun(runId('run'));
    const first = new SaidFile(run.addFile('a'));
    first.sayItems('image', 'samples', [0, 10, 20]);
    first.sayItems('text', 'words', [0]);
    first.sayItems('image', 'samples', [30]);
    new SaidFile(run.addFile('b'), 2000).sayItems('image', 'samples', [20, 30]);
    const { revision, ...list } = collectItems(store, query);
    assert.equal(revision, store.revision);
    assert.deepEqual(list, {
      fileNames: ['a', 'b'],
      files: Uint32Array.of(0, 0, 0, 0, 1, 1),
      numbers: Float64Array.of(0, 1, 2, 4, 0, 1),
      steps: Float64Array.of(0, 10, 20, 30, 20, 30),
      wallTimes: Float64Array.of(1000, 1010, 1020, 1030, 2020, 2030),
      sizes: Float64Array.of(100, 100, 100, 100, 100, 100),
      segments: Uint32Array.of(0, 0, 0, 0, 1, 1),
      superseded: Uint8Array.of(0, 0, 1, 1, 0, 0),
    });
  });

  it('of an unknown run, kind or tag are none', () => {
    const store = new RunStore();
    new SaidFile(store.addRun(runId('run')).addFile('a')).say(['samples', 0, 1]);
    for (const asked of [query, { ...query, run: runId('other') }, { ...query, tag: 'x' }]) {
      const { files, fileNames } = collectItems(store, asked);
      assert.deepEqual([files.length, fileNames], [0, []]);
    }
  });
});
