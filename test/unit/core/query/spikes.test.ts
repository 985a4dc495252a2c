// No spike is lost: 200 single points that stand out of ten million are drawn at every zoom.
import assert from 'node:assert/strict';
import { collectFrame } from '../../../../src/core/query/frame';
import { RunStore } from '../../../../src/core/store/store';
import type { FrameQuery } from '../../../../src/shared/frame';
import { noItems } from '../../../support/noItems';
import { randomFrom } from '../store/random';
import { runId } from '../store/saidFile';
import { piecesOf, wholeOf } from './frameReader';

const points = 10_000_000;
const spikes = 200;
const height = 50;

function storeWithSpikes(at: ReadonlySet<number>): RunStore {
  const random = randomFrom(1);
  const store = new RunStore();
  const file = store.addRun(runId('run')).addFile('f');
  const tag = { index: 0, tag: 'loss', kind: 'scalar', isBare: false } as const;
  const tags = [{ ...tag, metadata: null, displayName: null, description: null }];
  const block = 250_000;
  for (let start = 0; start < points; start += block) {
    const steps = Float64Array.from({ length: block }, (_, i) => start + i);
    const values = steps.map((step) => (at.has(step) ? height + random() : random()));
    const columns = { steps, wallTimes: steps.map((step) => 1e9 + step), values };
    const block32 = { count: block, tags: new Uint32Array(block), ...columns };
    file.append(tags, { points: block32, items: noItems, marks: [] });
  }
  return store;
}

describe('spikes in ten million points', function () {
  this.timeout(120_000);
  const random = randomFrom(2);
  const places = new Set<number>();
  while (places.size < spikes) places.add(Math.floor(random() * points));
  const sorted = [...places].sort((a, b) => a - b);
  const store = storeWithSpikes(places);

  const details: [string, Partial<FrameQuery>][] = [
    ['M4 columns', { detail: 'm4', columns: 1000 }],
    ['the columns of a small cell', { detail: 'minmax', columns: 150 }],
    ['smoothed, with its values behind', { smoothing: { kind: 'ema', weight: 0.99 } }],
  ];
  for (const [what, change] of details) {
    it(`are all drawn at every zoom: ${what}`, () => {
      for (let zoom = 1; zoom <= 100_000; zoom *= 10) {
        for (let view = 0; view < 20; view++) {
          const width = points / zoom;
          const from = Math.floor((points - width) * random());
          const range = { from, to: from + width };
          const query = wholeOf(['run'], { columns: 600, range, ...change });
          const frame = collectFrame(store, query);
          const column = width / query.columns;
          const drawn = piecesOf(frame, frame.series[0])
            .filter(({ role }) => role === 'line' || role === 'raw')
            .flatMap(({ xs, ys }) => xs.filter((_x, i) => ys[i]! >= height));
          const inView = sorted.filter((place) => place >= range.from && place <= range.to);
          const lost = inView.filter((place) => !drawn.some((x) => Math.abs(x - place) <= column));
          assert.deepEqual(lost, [], `zoom ${zoom}, from ${from}`);
          if (zoom === 1) assert.equal(inView.length, spikes);
        }
      }
    });
  }
});
