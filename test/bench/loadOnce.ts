// Loads a folder with the engine, cold, and prints what it took: the process that benchmarks time.
// Usage: node loadOnce.js DIR
import path from 'node:path';
import process from 'node:process';
import { performance } from 'node:perf_hooks';
import { silentLog } from '../../src/base/log';
import { Engine } from '../../src/core/engine/engine';
import { BulkThreads } from '../../src/core/ingest/bulkThreads';
import { nodeClock } from '../../src/core/ingest/nodeClock';
import { bytesPerMegabyte, defaultMemoryLimitMb } from '../../src/core/model/memoryLimit';

async function load(folder: string): Promise<void> {
  const script = path.join(__dirname, 'parse.js');
  const engine = new Engine(nodeClock, silentLog, new BulkThreads(script, nodeClock, silentLog));
  engine.configure({
    folders: [folder],
    excludedDirectories: [],
    pollIntervalMs: 1_000,
    watch: false,
    memoryLimitBytes: defaultMemoryLimitMb * bytesPerMegabyte,
  });
  await engine.settled();
  const points = engine.listRuns().runs.reduce((sum, run) => sum + run.points, 0);
  // Time since the process started, module loading included.
  console.log(
    JSON.stringify({ ms: performance.now(), points, residentBytes: process.memoryUsage().rss }),
  );
  engine.dispose();
}

void load(process.argv[2] ?? '.');
