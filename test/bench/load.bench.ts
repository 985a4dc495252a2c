// Loading every point of large logs, against TensorBoard's data server (RustBoard) on the same files in the same run.
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { mustRun } from '../support/run';
import { median, spread, type BenchContext, type BenchRow } from './row';
import { timeRustBoard } from './rustBoard';
import { writeScalarLog } from './scalarLog';

const rounds = 7;
const largeRounds = 3;
const mostBytesPerPoint = 12;
const tags = Array.from({ length: 20 }, (_, i) => `train/m${i}`);

interface Loaded {
  /** From the start of the process to its end. */
  readonly ms: number;
  readonly residentBytes: number;
}

export async function measure(context: BenchContext): Promise<BenchRow[]> {
  return [await measureMillion(context), await measureTenMillion(context)];
}

async function measureMillion({ scratch, bundled }: BenchContext): Promise<BenchRow> {
  const folder = path.join(scratch, 'million');
  writeScalarLog(folder, { tags, steps: 50_000 });
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push((await load(bundled, folder, 1_000_000)).ms);
    theirs.push(await timeRustBoard(folder));
  }
  rmSync(folder, { recursive: true });
  const ratio = median(theirs) / median(ours);
  return {
    what: 'load 1 M scalars (one run), all points, cold process',
    bar: '≥ 3× faster than RustBoard',
    measured: `${ratio.toFixed(1)}× (${median(ours).toFixed(0)} ms of ${spread(ours)})`,
    beside: `RustBoard, all samples: ${median(theirs).toFixed(0)} ms of ${spread(theirs)}`,
    met: ratio >= 3,
  };
}

async function measureTenMillion({ scratch, bundled }: BenchContext): Promise<BenchRow> {
  const folder = path.join(scratch, 'tenMillion');
  const file = writeScalarLog(folder, { tags, steps: 500_000 });
  const empty = await load(bundled, path.join(scratch, 'nothing'), 0);
  const ours: Loaded[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < largeRounds; round++) {
    ours.push(await load(bundled, folder, 10_000_000));
    theirs.push(await timeRustBoard(folder));
  }
  const fileBytes = statSync(file).size / 10_000_000;
  rmSync(folder, { recursive: true });
  const resident = median(ours.map(({ residentBytes }) => residentBytes)) - empty.residentBytes;
  const bytesPerPoint = resident / 10_000_000;
  return {
    what: 'load 10 M scalars (one run)',
    bar: `≤ ${mostBytesPerPoint} bytes of memory per point`,
    measured:
      `${(median(ours.map(({ ms }) => ms)) / 1000).toFixed(2)} s, ` +
      `${bytesPerPoint.toFixed(1)} bytes of memory per point`,
    beside: `RustBoard: ${(median(theirs) / 1000).toFixed(2)} s; on disk ${fileBytes.toFixed(1)} bytes per point`,
    met: bytesPerPoint <= mostBytesPerPoint,
  };
}

async function load(bundled: string, folder: string, points: number): Promise<Loaded> {
  const start = performance.now();
  const told = await mustRun(process.execPath, [path.join(bundled, 'loadOnce.js'), folder]);
  const ms = performance.now() - start;
  const loaded = JSON.parse(told) as { points: number; residentBytes: number };
  if (loaded.points !== points) throw new Error(`read ${loaded.points} points of ${points}`);
  return { ms, residentBytes: loaded.residentBytes };
}
