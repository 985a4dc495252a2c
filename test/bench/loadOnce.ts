// Loads a folder with the engine, cold, and prints what it took: the process that benchmarks time. One line says that
// all is read, a second one how much that is and what memory it keeps.
// Usage: node loadOnce.js DIR [OPTIONS as JSON]
import { readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { silentLog } from '../../src/base/log';
import type { Answers } from '../../src/core/engine/answers';
import { Engine } from '../../src/core/engine/engine';
import { BulkThreads } from '../../src/core/ingest/bulkThreads';
import { nodeClock } from '../../src/core/ingest/nodeClock';
import { bytesPerMegabyte, defaultMemoryLimitMb } from '../../src/core/model/memoryLimit';

const threadsGoneMs = 200;

/** Times are milliseconds since the process started, module loading included. */
export interface LoadReport {
  /** When the first frame of a curve could be drawn; null if there was none or it was not looked for. */
  readonly firstCurveMs: number | null;
  readonly ms: number;
}

export interface LoadOptions {
  /** Whether to try to draw whenever something came. */
  readonly firstCurve?: boolean;
  /** A folder that the engine has read before it is given the other one. */
  readonly after?: string;
  /** Whether to find out what memory is kept. That throws away much of the code that the next call might use. */
  readonly memory?: boolean;
}

export interface KeptReport {
  readonly points: number;
  /** From when a running engine was given the folder until all was read; null where it was started for it. */
  readonly warmMs: number | null;
  /**
   * Null where it was not asked for. Resident memory that is the process's own, once the threads that helped to read are gone, as they are soon after,
   * and what nobody holds is let go. What it shares with the page cache, Node's own code above all, comes and goes.
   */
  readonly ownBytes: number | null;
  /** The most that was ever resident. */
  readonly peakBytes: number;
}

async function load(folder: string, { firstCurve, after, memory }: LoadOptions): Promise<void> {
  const threads = new BulkThreads(path.join(__dirname, 'parse.js'), nodeClock, silentLog);
  const engine = new Engine(nodeClock, silentLog, threads);
  let firstCurveMs: number | null = null;
  if (firstCurve) {
    engine.onDidChange(({ runs }) => {
      if (firstCurveMs === null && canDraw(engine, runs)) firstCurveMs = performance.now();
    });
  }
  if (after !== undefined) {
    // As the engine's door in a window does.
    threads.warm();
    await read(engine, [after]);
  }
  const givenMs = performance.now();
  await read(engine, after === undefined ? [folder] : [after, folder]);
  const ms = performance.now();
  print({ firstCurveMs, ms } satisfies LoadReport);
  const own = engine.listRuns().runs.filter(({ root }) => root === path.resolve(folder));
  const points = own.reduce((sum, run) => sum + run.points, 0);
  threads.dispose();
  if (memory) {
    await setTimeout(threadsGoneMs);
    collectGarbage();
  }
  const kept: KeptReport = {
    points,
    warmMs: after === undefined ? null : ms - givenMs,
    ownBytes: memory ? ownBytes() : null,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  print(kept);
  engine.dispose();
}

function read(engine: Engine, folders: readonly string[]): Promise<void> {
  engine.configure({
    folders,
    excludedDirectories: [],
    pollIntervalMs: 1_000,
    watch: false,
    memoryLimitBytes: defaultMemoryLimitMb * bytesPerMegabyte,
  });
  return engine.settled();
}

function print(report: object): void {
  writeSync(process.stdout.fd, `${JSON.stringify(report)}\n`);
}

/**
 * By a flag that is set now: one set at the start would make Node start more slowly, as would these modules. The last
 * resort gives empty pages back as well, of which there are more or fewer by chance.
 */
function collectGarbage(): void {
  process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
  const gc = process.getBuiltinModule('node:vm').runInNewContext('gc') as NodeJS.GCFunction;
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/** As Linux counts it. */
function ownBytes(): number {
  const [, kilobytes] = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))!;
  return Number(kilobytes) * 1024;
}

/** Asks for what a chart of the first scalar tag would draw. */
function canDraw(engine: Engine, runs: Parameters<Answers['getCatalog']>[0]): boolean {
  const tag = engine.answers.getCatalog(runs).tags.find(({ kind }) => kind === 'scalar')?.tag;
  if (tag === undefined) return false;
  const frame = engine.answers.getFrame({
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

const [folder = '.', options = '{}'] = process.argv.slice(2);
void load(folder, JSON.parse(options) as LoadOptions);
