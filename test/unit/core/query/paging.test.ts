// What a chart gets does not depend on how much of the points is in memory.
import assert from 'node:assert/strict';
import { collectFrame } from '../../../../src/core/query/frame';
import { collectNearest } from '../../../../src/core/query/nearest';
import { ChunkPager } from '../../../../src/core/store/chunkPager';
import { RunStore } from '../../../../src/core/store/store';
import type { Frame, FrameQuery } from '../../../../src/shared/frame';
import { MemoryPageFile } from '../store/memoryPageFile';
import { randomFrom } from '../store/random';
import { runId, SaidFile, type Said } from '../store/saidFile';
import { wholeOf } from './frameReader';

const axes = ['step', 'wall', 'relative'] as const;
const smoothings = [
  { kind: 'none' },
  { kind: 'ema', weight: 0.9 },
  { kind: 'timeWeightedEma', weight: 0.95 },
] as const;

/** A log that steps over, doubles back in time now and then, and is not always a number. */
function log(seed: number, from: number, count: number): Said[] {
  const random = randomFrom(seed);
  let step = from;
  return Array.from({ length: count }, (): Said => {
    step += Math.floor(random() * 3);
    const late = random() < 0.0005 ? 500 : 0;
    const wallTime = random() < 0.0002 ? NaN : 1_700_000_000 + step * 0.7 + random() - late;
    const value = random() < 0.001 ? NaN : random() < 0.5 ? random() : Math.fround(random());
    return ['loss', step, value, wallTime];
  });
}

function storeOf(seed: number, pager: ChunkPager): RunStore {
  const store = new RunStore(pager);
  const run = store.addRun(runId('a'));
  new SaidFile(run.addFile('f')).say(...log(seed, 0, 30_000));
  // Resumed in the middle: there are ghosts, and the visible line crosses segments.
  new SaidFile(run.addFile('g')).say(...log(seed + 1, 15_000, 20_000));
  new SaidFile(store.addRun(runId('b')).addFile('f')).say(...log(seed + 2, 0, 25_000));
  return store;
}

function randomQuery(random: () => number): FrameQuery {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const axis = pick(axes);
  const start = axis === 'wall' ? 1_700_000_000 : 0;
  const from = start + random() * 30_000;
  return wholeOf(['a', 'b'], {
    axis,
    range: random() < 0.3 ? null : { from, to: from + random() ** 3 * 30_000 },
    columns: 1 + Math.floor(random() * 800),
    detail: random() < 0.5 ? 'm4' : 'minmax',
    smoothing: pick(smoothings),
  });
}

/** Buffers are compared as bytes, which says nothing for a NaN against another one. */
function comparable(frame: Frame): unknown {
  return { ...frame, buffer: Buffer.from(frame.buffer).toString('base64') };
}

describe('a store over its memory limit', () => {
  for (const seed of [1, 2, 3]) {
    it(`answers as one that has everything in memory, seed ${seed}`, () => {
      const random = randomFrom(seed);
      const file = new MemoryPageFile();
      const pager = new ChunkPager(() => file);
      const limited = storeOf(seed, pager);
      const free = storeOf(seed, new ChunkPager());
      for (let turn = 0; turn < 60; turn++) {
        // Now and then nothing fits, half of it, or all.
        if (turn % 6 === 0) limited.memoryLimitBytes = random() ** 2 * free.bytes;
        const query = randomQuery(random);
        const x = query.range?.from ?? 5000;
        assert.deepEqual(
          comparable(collectFrame(limited, query)),
          comparable(collectFrame(free, query)),
        );
        assert.deepEqual(
          collectNearest(limited, { ...query, x }),
          collectNearest(free, { ...query, x }),
        );
      }
      const statisticsOf = (store: RunStore): unknown =>
        store.run(runId('a'))!.find('scalar', 'loss')!.statistics();
      assert.deepEqual(statisticsOf(limited), statisticsOf(free));
      assert.ok(file.writes > 20 && file.reads > 20, 'and was over it');
    });
  }
});
