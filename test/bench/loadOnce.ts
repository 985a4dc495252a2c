// Loads a folder with the engine, cold, and prints what it took: the process that benchmarks time. One line says that
// all is read, a second one how much memory that keeps.
// Usage: node loadOnce.js DIR
import path from 'node:path';
import process from 'node:process';
import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setTimeout } from 'node:timers/promises';
import { silentLog } from '../../src/base/log';
import { Engine } from '../../src/core/engine/engine';
import { BulkThreads } from '../../src/core/ingest/bulkThreads';
import { nodeClock } from '../../src/core/ingest/nodeClock';
import { bytesPerMegabyte, defaultMemoryLimitMb } from '../../src/core/model/memoryLimit';

const threadsGoneMs = 200;

/** Times are milliseconds since the process started, module loading included. */
export interface LoadReport {
  /** When the first frame of a curve could be drawn; null if there was none. */
  readonly firstCurveMs: number | null;
  readonly ms: number;
  readonly points: number;
}

export interface MemoryReport {
  /** Once the threads that helped to read are gone, as they are soon after, and what nobody holds is let go. */
  readonly residentBytes: number;
  /** The most that was ever resident. */
  readonly peakBytes: number;
}

async function load(folder: string): Promise<void> {
  const threads = new BulkThreads(path.join(__dirname, 'parse.js'), nodeClock, silentLog);
  const engine = new Engine(nodeClock, silentLog, threads);
  let firstCurveMs: number | null = null;
  engine.onDidChange(({ runs }) => {
    if (firstCurveMs === null && canDraw(engine, runs)) firstCurveMs = performance.now();
  });
  engine.configure({
    folders: [folder],
    excludedDirectories: [],
    pollIntervalMs: 1_000,
    watch: false,
    memoryLimitBytes: defaultMemoryLimitMb * bytesPerMegabyte,
  });
  await engine.settled();
  const points = engine.listRuns().runs.reduce((sum, run) => sum + run.points, 0);
  const ms = performance.now();
  if (points > 0) firstCurveMs ??= ms;
  console.log(JSON.stringify({ firstCurveMs, ms, points } satisfies LoadReport));
  threads.dispose();
  await setTimeout(threadsGoneMs);
  collectGarbage();
  const memory: MemoryReport = {
    residentBytes: process.memoryUsage().rss,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  console.log(JSON.stringify(memory));
  engine.dispose();
}

/** By a flag that is set now: one set at the start would make Node start more slowly. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** Asks for what a chart of the first scalar tag would draw. */
function canDraw(engine: Engine, runs: Parameters<Engine['getCatalog']>[0]): boolean {
  const tag = engine.getCatalog(runs).tags.find(({ kind }) => kind === 'scalar')?.tag;
  if (tag === undefined) return false;
  const frame = engine.getFrame({
    tag,
    runs,
    axis: 'step',
    range: null,
    columns: 800,
    detail: 'm4',
    smoothing: { kind: 'none' },
    raw: false,
    ghosts: false,
  });
  return frame.series.length > 0;
}

void load(process.argv[2] ?? '.');
