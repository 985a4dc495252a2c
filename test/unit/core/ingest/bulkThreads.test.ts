// Real reading threads at work for an engine: the same runs come out, whatever becomes of the threads.
import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { silentLog } from '../../../../src/base/log';
import { Engine } from '../../../../src/core/engine/engine';
import type { BulkOrder } from '../../../../src/core/ingest/bulkRead';
import { BulkThreads, type BulkJob, type PartTaker } from '../../../../src/core/ingest/bulkThreads';
import { nodeClock } from '../../../../src/core/ingest/nodeClock';
import { writeScalarLog } from '../../../bench/scalarLog';
import { useTemporaryFolder } from '../../../support/temporaryFolder';
import { exitThread } from '../../../support/workerThreads';

const root = process.env['TRACKSIDE_ROOT'] ?? '.';
const script = path.join(root, 'out/parseForTests.js');
const tags = ['train/loss', 'train/accuracy', 'eval/loss'];
const settings = {
  excludedDirectories: [],
  pollIntervalMs: 60_000,
  watch: false,
  memoryLimitBytes: Infinity,
};

/** Threads that tell of every file that they are given. */
class ToldThreads extends BulkThreads {
  readonly given: string[] = [];
  onGiven: (job: BulkJob) => void = () => undefined;

  constructor() {
    super(script, nodeClock, silentLog);
  }

  /** Threads that are ready before there is anything to read, so that the engine is not faster. */
  static async ready(): Promise<ToldThreads> {
    const threads = new ToldThreads();
    threads.warm();
    while (!threads.hasRoom(1)) await new Promise((resolve) => setTimeout(resolve, 5));
    return threads;
  }

  override read(order: BulkOrder, take: PartTaker, bytes: number): BulkJob | undefined {
    const job = super.read(order, take, bytes);
    if (!job) return undefined;
    this.given.push(order.filePath);
    this.onGiven(job);
    return job;
  }
}

describe('reading threads', () => {
  const folder = useTemporaryFolder();

  before(async function () {
    // One thread less than there are cores: where there is one core, there is none.
    if (availableParallelism() < 2) this.skip();
    await esbuild.build({
      entryPoints: [path.join(root, 'src/parse.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      target: 'node22',
      logLevel: 'warning',
    });
  });

  function writeSmallRuns(count: number): void {
    for (let run = 0; run < count; run++) {
      writeScalarLog(path.join(folder(), `run${run}`), { tags, steps: 500 });
    }
  }

  /** All that an engine knows of the folder when it has read it. */
  async function readAll(threads?: BulkThreads): Promise<unknown> {
    const engine = new Engine(nodeClock, silentLog, threads);
    try {
      engine.configure({ ...settings, folders: [folder()] });
      await engine.settled();
      return engine.listRuns().runs.map((run) => ({
        ...run,
        evidence: null,
        statistics: engine.answers.getStatistics(run.id),
      }));
    } finally {
      engine.dispose();
    }
  }

  it('give what the engine reads alone, for a large file and for many small ones', async () => {
    writeScalarLog(path.join(folder(), 'large'), { tags, steps: 60_000 });
    writeSmallRuns(60);
    const alone = await readAll();
    const threads = await ToldThreads.ready();
    assert.deepEqual(await readAll(threads), alone);
    assert.ok(threads.given.length > 0, 'no file was given to a thread');
  });

  it('overwrite nothing that the engine has not taken yet when they come to the next file', async () => {
    // Two parts each, of which the second does not come as columns; the values tell the runs apart.
    for (let run = 0; run < 24; run++) {
      const valueAt = (tag: number, step: number): number => run * 1e6 + tag * 1e5 + step;
      writeScalarLog(path.join(folder(), `run${run}`), { tags, steps: 6_000 + run, valueAt });
    }
    const alone = await readAll();
    const threads = await ToldThreads.ready();
    threads.onGiven = () => {
      // Long enough for all files in the thread's hands.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    };
    assert.deepEqual(await readAll(threads), alone);
    assert.ok(threads.given.length > 1, 'too few files were given to a thread');
  });

  it('leave their file to the engine when they break down', async () => {
    writeScalarLog(path.join(folder(), 'large'), { tags, steps: 100_000 });
    const alone = await readAll();
    const threads = await ToldThreads.ready();
    let broken: Promise<void> | undefined;
    threads.onGiven = () => {
      broken ??= exitThread('trackside-parse').catch(() => undefined);
    };
    assert.deepEqual(await readAll(threads), alone);
    assert.ok(broken, 'no file was given to a thread');
    await broken;
  });

  it('leave all files that they have in hand to the engine when they break down', async () => {
    writeSmallRuns(120);
    const alone = await readAll();
    const threads = await ToldThreads.ready();
    let broken: Promise<void> | undefined;
    threads.onGiven = () => {
      if (threads.given.length > 2) broken ??= exitThread('trackside-parse').catch(() => undefined);
    };
    assert.deepEqual(await readAll(threads), alone);
    assert.ok(broken, 'too few files were given to a thread');
    await broken;
  });

  it('read the files that are wanted behind one that is not', async () => {
    writeSmallRuns(120);
    const alone = await readAll();
    const threads = await ToldThreads.ready();
    const cancelled: Promise<unknown>[] = [];
    threads.onGiven = (job) => {
      if (threads.given.length % 3 !== 0) return;
      job.cancel();
      cancelled.push(job.done);
    };
    assert.deepEqual(await readAll(threads), alone);
    const ends = await Promise.all(cancelled);
    assert.ok(ends.length > 0, 'too few files were given to a thread');
    assert.deepEqual(new Set(ends), new Set([null]));
  });

  it('stop where they are, and go on from there', async () => {
    writeScalarLog(path.join(folder(), 'large'), { tags, steps: 100_000 });
    const threads = await ToldThreads.ready();
    const engine = new Engine(nodeClock, silentLog, threads);
    // A thread waits for the engine to take what it read, so it is not at the end by then.
    threads.onGiven = () => {
      queueMicrotask(() => engine.stopLoading());
    };
    engine.configure({ ...settings, folders: [folder()] });
    await engine.settled();
    const [stopped] = engine.listRuns().runs;
    assert.ok(stopped);
    const { readingStopped, loading, points } = stopped;
    const all = tags.length * 100_000;
    assert.deepEqual(
      [readingStopped, loading, points > 0, points < all],
      [true, false, true, true],
    );
    threads.onGiven = () => undefined;
    engine.continueLoading([stopped.id]);
    await engine.settled();
    assert.deepEqual(
      engine.listRuns().runs.map((run) => [run.points, run.readingStopped, run.problemCount]),
      [[all, false, 0]],
    );
    engine.dispose();
  });

  it('end what they are reading when nobody wants it any more', async () => {
    writeScalarLog(path.join(folder(), 'large'), { tags, steps: 200_000 });
    const threads = await ToldThreads.ready();
    const engine = new Engine(nodeClock, silentLog, threads);
    const given = new Promise<BulkJob>((resolve) => {
      threads.onGiven = resolve;
    });
    engine.configure({ ...settings, folders: [folder()] });
    const job = await given;
    engine.configure({ ...settings, folders: [] });
    assert.equal(await job.done, null);
    await engine.settled();
    assert.deepEqual([engine.listRuns().runs, threads.hasRoom(1)], [[], true]);
    engine.dispose();
  });
});
