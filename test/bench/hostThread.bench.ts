// How long the extension host's thread is kept at most while a million points are read and drawn.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { benchWindowSize, withHost } from './benchWindow';
import type { HostThreadReport } from './hostThread.host';
import { median, spread, type BenchContext, type BenchRow } from './row';
import { writeScalarLog } from './scalarLog';

const barMs = 20;
const timeoutMs = 180_000;

export async function measure({ scratch, bundled, extension }: BenchContext): Promise<BenchRow[]> {
  const workspace = path.join(scratch, 'work');
  mkdirSync(workspace);
  const tags = Array.from({ length: 20 }, (_, i) => `train/m${i}`);
  const log = writeScalarLog(path.join(scratch, 'million'), { tags, steps: 50_000 });
  const file = path.join(scratch, 'report.json');
  const report = await withHost(async (host) => {
    await host.open({
      workspace,
      extension: { folder: extension },
      tests: path.join(bundled, 'hostThread.host.js'),
      env: { TRACKSIDE_BENCH_REPORT: file, TRACKSIDE_BENCH_LOG: log },
      size: benchWindowSize,
      label: 'bench-hostThread',
    });
    return whenReported(file);
  });
  const load = report.rounds.map(({ load: { wallMs } }) => wallMs);
  const rest = report.rounds.map(({ rest: { wallMs } }) => wallMs);
  const cpu = report.rounds.map(({ load: { cpuMs } }) => cpuMs);
  return [
    {
      what: "longest task on the extension host's thread while 1 M points load, tree and dashboard in sight",
      bar: `≤ ${barMs} ms`,
      measured: `${median(load).toFixed(1)} ms of ${spread(load, 1)}; its CPU time ${median(cpu).toFixed(1)} ms of ${spread(cpu, 1)}`,
      beside: `same thread at rest: ${median(rest).toFixed(1)} ms; activation ${report.activationMs.toFixed(0)} ms of its CPU time`,
      met: median(load) <= barMs,
    },
  ];
}

async function whenReported(file: string): Promise<HostThreadReport> {
  const deadline = Date.now() + timeoutMs;
  while (!existsSync(file)) {
    if (Date.now() > deadline) throw new Error('the extension host did not report');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return JSON.parse(readFileSync(file, 'utf8')) as HostThreadReport;
}
