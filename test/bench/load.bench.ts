// Loading every point of large logs, against TensorBoard's data server (RustBoard) on the same files in the same run.
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { load, type Loaded } from './loadProcess';
import { median, spread, type BenchContext, type BenchRow } from './row';
import { timeRustBoard } from './rustBoard';
import { writeScalarLog } from './scalarLog';

const rounds = 7;
const largeRounds = 3;
const mostBytesPerPoint = 12;
const tags = Array.from({ length: 20 }, (_, i) => `train/m${i}`);
const barTimes = 5;
const barFirstMs = 300;
const barAllMs = 1_500;

export async function measure(context: BenchContext): Promise<BenchRow[]> {
  return [await measureMillion(context), ...(await measureTenMillion(context))];
}

async function measureMillion({ scratch, bundled }: BenchContext): Promise<BenchRow> {
  const folder = path.join(scratch, 'million');
  writeScalarLog(folder, { tags, steps: 50_000 });
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push((await load(bundled, folder, 1_000_000)).processMs);
    theirs.push(await timeRustBoard(folder));
  }
  rmSync(folder, { recursive: true });
  const ratio = median(theirs) / median(ours);
  return {
    what: 'load 1 M scalars (one run), all points, cold process',
    bar: `≥ ${barTimes}× faster than RustBoard`,
    measured: `${ratio.toFixed(1)}× (${median(ours).toFixed(0)} ms of ${spread(ours)})`,
    beside: `RustBoard, all samples: ${median(theirs).toFixed(0)} ms of ${spread(theirs)}`,
    met: ratio >= barTimes,
  };
}

async function measureTenMillion({ scratch, bundled }: BenchContext): Promise<BenchRow[]> {
  const folder = path.join(scratch, 'tenMillion');
  const file = writeScalarLog(folder, { tags, steps: 500_000 });
  const empty = await load(bundled, path.join(scratch, 'nothing'), 0, { memory: true });
  const ours: Loaded[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < largeRounds; round++) {
    ours.push(await load(bundled, folder, 10_000_000, { firstCurve: true, memory: true }));
    theirs.push(await timeRustBoard(folder));
  }
  const fileBytes = statSync(file).size / 10_000_000;
  rmSync(folder, { recursive: true });
  const first = ours.map(({ firstCurveMs }) => firstCurveMs ?? NaN);
  const all = ours.map(({ processMs }) => processMs);
  const kept = ours.map(({ ownBytes }) => (ownBytes ?? NaN) - (empty.ownBytes ?? NaN));
  const bytesPerPoint = median(kept) / 10_000_000;
  return [
    {
      what: 'load 10 M scalars (one run): until the first curve could be drawn',
      bar: `≤ ${barFirstMs} ms`,
      measured: `${median(first).toFixed(0)} ms of ${spread(first)}`,
      beside: '',
      met: median(first) <= barFirstMs,
    },
    {
      what: 'load 10 M scalars (one run): complete',
      bar: `≤ ${barAllMs / 1000} s`,
      measured: `${median(all).toFixed(0)} ms of ${spread(all)}`,
      beside: `RustBoard: ${(median(theirs) / 1000).toFixed(2)} s`,
      met: median(all) <= barAllMs,
    },
    {
      what: 'load 10 M scalars (one run): memory',
      bar: `≤ ${mostBytesPerPoint} bytes per point`,
      measured: `${bytesPerPoint.toFixed(1)} bytes per point`,
      beside: `on disk ${fileBytes.toFixed(1)} bytes per point`,
      met: bytesPerPoint <= mostBytesPerPoint,
    },
  ];
}
