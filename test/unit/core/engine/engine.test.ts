// The whole data path on a real disk: find, follow, store, answer, forget.
import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { silentLog } from '../../../../src/base/log';
import { Engine } from '../../../../src/core/engine/engine';
import { nodeClock } from '../../../../src/core/ingest/nodeClock';
import type { EngineSettings } from '../../../../src/shared/engineContract';
import type { RunId, RunSummary } from '../../../../src/shared/vocabulary';
import { fileVersionRecord, joinBytes, scalarRecord } from '../../../support/eventFiles';
import { ManualClock } from '../../../support/manualClock';
import { wholeOf } from '../query/frameReader';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('engine', () => {
  const folder = useTemporaryFolder();
  let engine: Engine;

  beforeEach(() => {
    engine = new Engine(nodeClock, silentLog);
  });

  afterEach(() => {
    engine.dispose();
  });

  function settings(changes: Partial<EngineSettings> = {}): EngineSettings {
    return {
      folders: [folder()],
      excludedDirectories: ['node_modules'],
      pollIntervalMs: 20,
      memoryLimitBytes: 1 << 29,
      watch: false,
      ...changes,
    };
  }

  function scalars(steps: readonly number[], tag = 'loss'): Uint8Array {
    const records = steps.map((step) => scalarRecord(tag, step, step / 2, 1_700_000_000 + step));
    return joinBytes(...records);
  }

  function writeRun(name: string, bytes: Uint8Array, file = 'events.out.tfevents.1'): string {
    const directory = path.join(folder(), name);
    mkdirSync(directory, { recursive: true });
    writeFileSync(path.join(directory, file), bytes);
    return path.join(directory, file);
  }

  async function load(changes: Partial<EngineSettings> = {}): Promise<readonly RunSummary[]> {
    engine.configure(settings(changes));
    await engine.settled();
    return engine.listRuns().runs;
  }

  /** Waits for a change after which the runs satisfy the condition. */
  async function until(condition: (runs: readonly RunSummary[]) => boolean): Promise<void> {
    if (condition(engine.listRuns().runs)) return;
    await new Promise<void>((resolve) => {
      const listening = engine.onDidChange(() => {
        if (!condition(engine.listRuns().runs)) return;
        listening.dispose();
        resolve();
      });
    });
  }

  it('lists runs in natural order with what was read of them', async () => {
    writeRun('run_10', joinBytes(fileVersionRecord(), scalars([0, 1, 2])));
    writeRun('run_9', joinBytes(fileVersionRecord(), scalars([0])));
    const runs = await load();
    assert.deepEqual(
      runs.map(({ name, points, lastStep, lastValues, loading }) => ({
        name,
        points,
        lastStep,
        lastValues,
        loading,
      })),
      [
        {
          name: 'run_9',
          points: 1,
          lastStep: 0,
          lastValues: [{ tag: 'loss', step: 0, value: 0 }],
          loading: false,
        },
        {
          name: 'run_10',
          points: 3,
          lastStep: 2,
          lastValues: [{ tag: 'loss', step: 2, value: 1 }],
          loading: false,
        },
      ],
    );
  });

  for (const watch of [false, true]) {
    const how = watch ? 'a watcher' : 'polling alone';
    it(`sees points, files and runs that come, by ${how}`, async () => {
      const file = writeRun('a', joinBytes(fileVersionRecord(), scalars([0])));
      await load({ watch, pollIntervalMs: watch ? 60_000 : 20 });
      // With polling alone the next look over the folders is seconds away: ask for it.
      const look = (): Promise<void> => (watch ? Promise.resolve() : engine.rescan());
      // A watcher needs a moment before it hears anything.
      await new Promise((resolve) => setTimeout(resolve, watch ? 300 : 0));
      appendFileSync(file, scalars([1]));
      await until((runs) => runs[0]?.points === 2);
      writeRun('a', joinBytes(fileVersionRecord(), scalars([2])), 'events.out.tfevents.2');
      await look();
      await until((runs) => runs[0]?.points === 3);
      writeRun('b', joinBytes(fileVersionRecord(), scalars([0])));
      await look();
      await until((runs) => runs[1]?.points === 1);
      assert.deepEqual(
        engine.listRuns().runs.map(({ name, segments }) => ({ name, segments })),
        [
          { name: 'a', segments: 2 },
          { name: 'b', segments: 1 },
        ],
      );
    });
  }

  it('keeps old points of a resumed run and draws only what is not superseded', async () => {
    writeRun('a', joinBytes(fileVersionRecord(), scalars([0, 1, 2, 3, 4])));
    writeRun('a', joinBytes(fileVersionRecord(), scalars([2, 3])), 'events.out.tfevents.2');
    const [run] = await load();
    const frame = engine.answers.getFrame({
      tag: 'loss',
      runs: [run!.id],
      axis: 'step',
      range: null,
      columns: 100,
      detail: 'm4',
      smoothing: { kind: 'none' },
      raw: true,
      ghosts: true,
    });
    const series = frame.series[0]!;
    const stepsOf = (role: string): number[] =>
      series.pieces
        .filter((piece) => piece.role === role)
        .flatMap((piece) => [...new Float64Array(frame.buffer, piece.xOffset, piece.count)]);
    assert.deepEqual(
      { line: stepsOf('line'), ghost: stepsOf('ghost'), restarts: series.restarts },
      { line: [0, 1, 2, 3], ghost: [2, 3, 4], restarts: [2] },
    );
  });

  it('shows damage on the run and reads the rest', async () => {
    writeRun('garbage', new Uint8Array(100_000).fill(7));
    writeRun(
      'hole',
      joinBytes(fileVersionRecord(), scalars([0]), new Uint8Array(9_000), scalars([1])),
    );
    writeRun('empty', new Uint8Array(0));
    const runs = await load();
    assert.deepEqual(
      runs.map(({ name, points, problems }) => [name, points, problems.map(({ kind }) => kind)]),
      [
        ['empty', 0, []],
        ['garbage', 0, ['notAnEventFile']],
        ['hole', 2, ['zeroHole']],
      ],
    );
  });

  it('counts a file as read although its last record is incomplete', async () => {
    writeRun('a', joinBytes(fileVersionRecord(), scalars([0]), scalars([1]).subarray(0, 9)));
    await load();
    const { bytesRead, bytesTotal } = engine.listRuns();
    assert.equal(bytesRead, bytesTotal);
  });

  it('reads a huge file with a hole in bounded time and takes up what fills it later', async () => {
    const file = writeRun('a', joinBytes(fileVersionRecord(), scalars([0])));
    truncateSync(file, 200_000_000);
    const [run] = await load();
    assert.deepEqual([run!.points, run!.loading], [1, false]);
    appendFileSync(file, scalars([5]));
    await until((runs) => runs[0]?.points === 2);
  });

  it('forgets a run whose folder is no longer asked for and keeps the others', async () => {
    writeRun('one/a', scalars([0]));
    writeRun('two/b', scalars([0]));
    await load({ folders: [path.join(folder(), 'one'), path.join(folder(), 'two')] });
    const runs = await load({ folders: [path.join(folder(), 'two')] });
    assert.deepEqual(
      runs.map(({ name, points }) => [name, points]),
      [['b', 1]],
    );
  });

  it('keeps every run when it is configured again in the middle of a search', async () => {
    for (let i = 0; i < 60; i++) writeRun(`r${i}`, scalars([0]));
    await load();
    const seen: number[] = [];
    const listening = engine.onDidChange(() => seen.push(engine.listRuns().runs.length));
    engine.configure(settings({ pollIntervalMs: 21 }));
    engine.configure(settings());
    await engine.settled();
    await new Promise((resolve) => setTimeout(resolve, 100));
    listening.dispose();
    assert.deepEqual([...new Set(seen)], [60]);
  });

  it('keeps the data of a deleted file and says that it is missing', async () => {
    const first = writeRun('a', joinBytes(fileVersionRecord(), scalars([0])));
    writeRun('a', joinBytes(fileVersionRecord(), scalars([1])), 'events.out.tfevents.2');
    await load();
    rmSync(first);
    await until((runs) => runs[0]?.problems[0]?.kind === 'fileMissing');
    assert.equal(engine.listRuns().runs[0]?.points, 2);
  });

  it('answers the same over its memory limit, also when the limit is set anew', async () => {
    writeRun('a', scalars(Array.from({ length: 20_000 }, (_, i) => i)));
    const [run] = await load();
    const frame = (): unknown => {
      const { buffer, ...rest } = engine.answers.getFrame(wholeOf([run!.id], { columns: 500 }));
      return { ...rest, buffer: Buffer.from(buffer).toString('base64') };
    };
    const inMemory = frame();
    await load({ memoryLimitBytes: 0 });
    const putAway = frame();
    await load({ memoryLimitBytes: 1 << 29 });
    assert.deepEqual([putAway, frame()], [inMemory, inMemory]);
  });

  it('says that a run stalls when time passes and nothing comes', async () => {
    const clock = new ManualClock(Date.now());
    const timed = new Engine(clock, silentLog);
    writeRun('a', joinBytes(fileVersionRecord(), scalarRecord('loss', 0, 1, Date.now() / 1000)));
    timed.configure(settings());
    await timed.settled();
    const states: string[] = [];
    const listening = timed.onDidChange(() => states.push(timed.listRuns().runs[0]!.state));
    clock.advance(140_000);
    const before = timed.listRuns().runs[0]!.state;
    clock.advance(20_000);
    listening.dispose();
    timed.dispose();
    assert.deepEqual([before, states.at(-1)], ['running', 'stalled']);
  });

  it('goes by the events where a file was only copied', async () => {
    writeRun('a', scalars([0]));
    const [run] = await load();
    assert.deepEqual(
      [run!.state, run!.evidence],
      ['unknown', { kind: 'noEndRecord', lastGrowthAtMs: 1_700_000_000_000 }],
    );
  });

  it('forgets a run some time after its folder went away', async () => {
    writeRun('a', scalars([0]));
    writeRun('b', scalars([0]));
    const clock = new ManualClock(Date.now());
    const timed = new Engine(clock, silentLog);
    timed.configure(settings());
    await timed.settled();
    rmSync(path.join(folder(), 'a'), { recursive: true });
    await timed.rescan();
    while (timed.listRuns().runs[0]!.problems.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const names = (): string[] => timed.listRuns().runs.map(({ name }) => name);
    const during = names();
    clock.advance(1_000);
    clock.advance(12_000);
    timed.dispose();
    assert.deepEqual([during, names()], [['a', 'b'], ['b']]);
  });

  it('enters no excluded directory and no loop', async () => {
    writeRun('a', scalars([0]));
    writeRun('node_modules/b', scalars([0]));
    symlinkSync(folder(), path.join(folder(), 'a', 'loop'));
    const runs = await load();
    assert.deepEqual(
      runs.map(({ name }) => name),
      ['a'],
    );
  });

  it('answers questions about runs it does not know with nothing', async () => {
    await load();
    const stranger = 'ffffffffffff' as RunId;
    assert.deepEqual(
      [engine.answers.getStatistics(stranger), engine.getRuns([stranger]).runs],
      [[], []],
    );
  });
});
