// How soon the scalars of a large event file full of images are there, and what memory that takes.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { mustRun } from '../support/run';
import { writeImageLog } from './imageLog';
import { load, type Loaded } from './loadProcess';
import { median, spread, type BenchContext, type BenchRow } from './row';

const fileBytes = 2e9;
const scalars = 50_000;
const rounds = 5;
const barTimes = 2;
const barBytes = 100e6;

export async function measure(context: BenchContext): Promise<BenchRow[]> {
  return [...(await measureOne(context, 40_000)), ...(await measureOne(context, 1_000_000))];
}

async function measureOne(
  { scratch, bundled }: BenchContext,
  imageBytes: number,
): Promise<BenchRow[]> {
  const folder = path.join(scratch, 'images');
  const { file, images } = writeImageLog(folder, { fileBytes, imageBytes, scalars });
  const empty = await load(bundled, path.join(scratch, 'nothing'), 0);
  const ours: Loaded[] = [];
  const cat: number[] = [];
  await readThrough(file);
  for (let round = 0; round < rounds; round++) {
    cat.push(await readThrough(file));
    ours.push(await load(bundled, folder, scalars));
  }
  rmSync(folder, { recursive: true });
  const ms = ours.map(({ processMs }) => processMs);
  const ratio = median(ms) / median(cat);
  const peak = Math.max(...ours.map(({ peakBytes }) => peakBytes)) - empty.peakBytes;
  const what = `2 GB event file, ${images} images of ${imageBytes / 1000} KB and ${scalars} scalars`;
  return [
    {
      what: `${what}: until all is read, cold process`,
      bar: `≤ ${barTimes}× the time of cat`,
      measured: `${ratio.toFixed(1)}× (${median(ms).toFixed(0)} ms of ${spread(ms)})`,
      beside: `cat: ${median(cat).toFixed(0)} ms of ${spread(cat)}`,
      met: ratio <= barTimes,
    },
    {
      what: `${what}: most memory over that of an empty folder`,
      bar: `≤ ${barBytes / 1e6} MB`,
      measured: `${(peak / 1e6).toFixed(0)} MB`,
      beside: '',
      met: peak <= barBytes,
    },
  ];
}

/** Milliseconds that reading the file and doing nothing with it takes. */
async function readThrough(file: string): Promise<number> {
  const start = performance.now();
  await mustRun('sh', ['-c', 'exec cat "$0" > /dev/null', file]);
  return performance.now() - start;
}
