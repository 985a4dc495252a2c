// Loading every point of a large W&B run file, cold.
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { load } from './loadProcess';
import { median, spread, type BenchContext, type BenchRow } from './row';
import { writeWandbLog } from './wandbLog';

const rounds = 5;
const metrics = Array.from({ length: 20 }, (_, i) => `train/m${i}`);
const points = 5_000_000;
const barMs = 1_200;

export async function measure({ scratch, bundled }: BenchContext): Promise<BenchRow[]> {
  const folder = path.join(scratch, 'wandb');
  const file = writeWandbLog(folder, { id: 'bench', metrics, rows: points / metrics.length });
  const all: number[] = [];
  for (let round = 0; round < rounds; round++) {
    all.push((await load(bundled, folder, points)).processMs);
  }
  const bytesPerPoint = statSync(file).size / points;
  rmSync(folder, { recursive: true });
  return [
    {
      what: 'load 5 M points of one .wandb file, all points, cold process',
      bar: `≤ ${barMs / 1000} s`,
      measured: `${median(all).toFixed(0)} ms of ${spread(all)}`,
      beside: `on disk ${bytesPerPoint.toFixed(1)} bytes per point`,
      met: median(all) <= barMs,
    },
  ];
}
