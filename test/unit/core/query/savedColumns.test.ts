// Points for a file that stands alone: all of them, or of long lines those that matter.
import assert from 'node:assert/strict';
import { collectFrame } from '../../../../src/core/query/frame';
import { collectSavedColumns } from '../../../../src/core/query/savedColumns';
import { RunStore } from '../../../../src/core/store/store';
import type { FrameQuery } from '../../../../src/shared/frame';
import type { RunId } from '../../../../src/shared/vocabulary';
import { fillStore } from '../../../../webview/pages/snapshot/snapshotStore';
import { appendPoints, buildScene } from '../../../support/pageScenes';

const run = 'r' as RunId;
const queryOf = (tag: string, runs: readonly RunId[]): FrameQuery => ({
  ...{ tag, runs, axis: 'relative', range: null, columns: 200, detail: 'm4' },
  ...{ smoothing: { kind: 'ema', weight: 0.6 }, raw: true, ghosts: true },
});

describe('points for a file that stands alone', () => {
  for (const scene of ['training', 'odd', 'writers']) {
    it(`give the same pictures as the store that they were taken from (${scene})`, () => {
      const store = new RunStore();
      const runs = buildScene(store, scene).map(({ id }) => id);
      const saved = collectSavedColumns(store, { runs, mostPoints: 1_000_000 });
      assert.ok(saved);
      const filled = fillStore(saved, saved.buffer);
      for (const tag of saved.tags) {
        const query = queryOf(tag, runs);
        const [before, after] = [collectFrame(store, query), collectFrame(filled, query)];
        const plain = ({ series, buffer, extent, y }: typeof before) => ({
          ...{ extent, y, bytes: Buffer.from(buffer).toString('base64') },
          series: series.map((one) => ({ ...one, file: '' })),
        });
        assert.deepEqual(plain(after), plain(before), tag);
      }
    });
  }

  it('keep every spike of a line that is too long, and what is no number', () => {
    const store = new RunStore();
    const value = (step: number): number => (step === 70_001 ? NaN : step % 9973 === 7 ? 1e6 : 1);
    const points = Array.from({ length: 100_000 }, (_, i) => [i, i, value(i)] as const);
    appendPoints(store, run, 'loss', points);
    appendPoints(store, run, 'short', points.slice(0, 50));
    const saved = collectSavedColumns(store, { runs: [run], mostPoints: 4050 });
    assert.ok(saved);
    const [long, short] = saved.parts;
    const values = new Float64Array(saved.buffer, long!.offset + 16 * long!.count, long!.count);
    assert.deepEqual(
      [
        values.filter((one) => one === 1e6).length,
        values.some(Number.isNaN),
        long!.count <= 4001,
        short!.count,
        saved.longest,
      ],
      [11, true, true, 50, 4000],
    );
  });

  it('are none where there are more lines than fit', () => {
    const store = new RunStore();
    const points = Array.from({ length: 100 }, (_, i) => [i, i, 1] as const);
    for (let tag = 0; tag < 20; tag++) appendPoints(store, run, `tag${tag}`, points);
    assert.equal(collectSavedColumns(store, { runs: [run], mostPoints: 200 }), null);
  });
});
