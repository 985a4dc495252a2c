// MLflow's database with five million rows, read and followed while somebody commits to it a hundred times a second.
import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { silentLog } from '../../src/base/log';
import { Engine } from '../../src/core/engine/engine';
import { nodeClock } from '../../src/core/ingest/nodeClock';
import { bytesPerMegabyte, defaultMemoryLimitMb } from '../../src/core/model/memoryLimit';
import type { WriterReport } from './databases.host';
import { median, percentile, type BenchContext, type BenchRow } from './row';

const rows = 5_000_000;
const aloneMs = 5_000;
const followedMs = 15_000;
const barFirstMs = 5_000;
const barUpdateMs = 1_000;

interface Measured {
  readonly firstMs: number;
  readonly cpuMs: number;
  readonly updateMs: readonly number[];
  readonly alone: WriterReport;
  readonly followed: WriterReport;
  readonly made: readonly string[];
}

export async function measure({ scratch, bundled }: BenchContext): Promise<BenchRow[]> {
  const program = path.join(bundled, 'databases.host.js');
  const folder = path.join(scratch, 'mlflow');
  mkdirSync(folder);
  const file = path.join(folder, 'mlflow.db');
  spawnSync(process.execPath, [program, 'fill', file, String(rows)], { stdio: 'inherit' });
  const megabytes = statSync(file).size / 1e6;
  const table: BenchRow[] = [];
  for (const mode of ['DELETE', 'WAL']) {
    table.push(...rowsOf(mode, megabytes, await measureMode(program, file, mode)));
  }
  return table;
}

async function measureMode(program: string, file: string, mode: string): Promise<Measured> {
  const writer = fork(program, ['append', file, mode]);
  await once(writer, 'message');
  await setTimeout(aloneMs);
  const alone = await ask(writer, 'report');
  const before = new Set(readdirSync(path.dirname(file)));
  const engine = new Engine(nodeClock, silentLog);
  const cpu = process.cpuUsage();
  const start = performance.now();
  engine.configure({
    folders: [path.dirname(file)],
    excludedDirectories: [],
    pollIntervalMs: 200,
    watch: false,
    memoryLimitBytes: defaultMemoryLimitMb * bytesPerMegabyte,
  });
  await engine.settled();
  const firstMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const points = engine.listRuns().runs.reduce((sum, run) => sum + run.points, 0);
  if (points < rows) throw new Error(`${points} points were read`);
  const updateMs = await follow(engine);
  // A writer makes and deletes its own journal all the time.
  const made = readdirSync(path.dirname(file)).filter(
    (name) => !before.has(name) && !name.endsWith('-journal'),
  );
  engine.dispose();
  const followed = await ask(writer, 'stop');
  await once(writer, 'exit');
  return { firstMs, cpuMs: (user + system) / 1000, updateMs, alone, followed, made };
}

async function ask(writer: ChildProcess, what: 'report' | 'stop'): Promise<WriterReport> {
  const answer = once(writer, 'message');
  writer.send(what);
  return ((await answer) as [WriterReport])[0];
}

/** How old the oldest point is that each change brings, once what came during the first read is there. */
async function follow(engine: Engine): Promise<number[]> {
  const ages: number[] = [];
  const lastOf = (): number =>
    Math.max(...engine.listRuns().runs.map((run) => run.lastWallTime ?? 0));
  const first = lastOf();
  let shown = first;
  const listening = engine.onDidChange(() => {
    const last = lastOf();
    // The oldest of the new points was committed right after the newest of those before.
    if (last > shown && shown > first) ages.push(Date.now() - shown * 1000);
    shown = last;
  });
  await setTimeout(followedMs);
  listening.dispose();
  return ages;
}

function rowsOf(mode: string, megabytes: number, measured: Measured): BenchRow[] {
  const { firstMs, cpuMs, updateMs, alone, followed, made } = measured;
  const worst = Math.max(...updateMs);
  const what = `MLflow database, ${rows / 1e6} M rows, ${megabytes.toFixed(0)} MB, 100 commits/s, ${mode}`;
  const commits = ({ commitMs }: WriterReport): string =>
    `${median(commitMs).toFixed(1)} / ${percentile(commitMs, 0.99).toFixed(1)} ms`;
  return [
    {
      what: `${what}: first read`,
      bar: `≤ ${barFirstMs / 1000} s`,
      measured: `${(firstMs / 1000).toFixed(2)} s, ${(cpuMs / 1000).toFixed(2)} s of processor`,
      beside: '',
      met: firstMs <= barFirstMs,
    },
    {
      what: `${what}: commit → shown`,
      bar: `≤ ${barUpdateMs / 1000} s`,
      measured: `worst ${worst.toFixed(0)} ms, median ${median(updateMs).toFixed(0)} ms of ${updateMs.length}`,
      beside: '',
      met: updateMs.length > 0 && worst <= barUpdateMs,
    },
    {
      what: `${what}: the writer`,
      bar: 'none refused, no file made',
      measured: `commits ${commits(followed)} (median / p99), ${followed.refused} refused, ${made.length} files made`,
      beside: `alone: ${commits(alone)}`,
      met: followed.refused === 0 && made.length === 0,
    },
  ];
}
