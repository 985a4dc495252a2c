// What becomes of event files that a run was resumed in, ran back in, or was written to by several processes.
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { silentLog } from '../../../../src/base/log';
import { Engine } from '../../../../src/core/engine/engine';
import { exportRun } from '../../../../src/core/engine/exportPoints';
import { nodeClock } from '../../../../src/core/ingest/nodeClock';
import type { Frame, FrameQuery } from '../../../../src/shared/frame';
import type { RunSummary } from '../../../../src/shared/vocabulary';
import {
  fileVersionRecord,
  joinBytes,
  scalarRecord,
  sessionRecord,
} from '../../../support/eventFiles';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const start = 1_700_000_000;

/** Records of `loss` at steps `from … to`, a second apart from `time` on; the value is the step plus `offset`. */
function scalars(from: number, to: number, time: number, offset = 0): Uint8Array {
  const count = to - from + 1;
  return joinBytes(
    ...Array.from({ length: count }, (_, i) =>
      scalarRecord('loss', from + i, from + i + offset, time + i),
    ),
  );
}

const withVersion = (...parts: Uint8Array[]): Uint8Array =>
  joinBytes(fileVersionRecord(start), ...parts);

describe('resumed and shared event files', () => {
  const folder = useTemporaryFolder();
  let engine: Engine;
  beforeEach(() => {
    engine = new Engine(nodeClock, silentLog);
  });
  afterEach(() => {
    engine.dispose();
  });

  function write(files: readonly Uint8Array[]): string[] {
    mkdirSync(path.join(folder(), 'run'), { recursive: true });
    return files.map((bytes, i) => {
      const file = path.join(folder(), 'run', `events.out.tfevents.170000000${i}.host.${i}.0`);
      writeFileSync(file, bytes);
      return file;
    });
  }

  async function read(): Promise<RunSummary> {
    const settings = {
      excludedDirectories: [],
      pollIntervalMs: 20,
      watch: false,
      memoryLimitBytes: Infinity,
    };
    engine.configure({ ...settings, folders: [folder()] });
    await engine.settled();
    return engine.listRuns().runs[0]!;
  }

  async function until(condition: (run: RunSummary) => boolean): Promise<void> {
    const isMet = (): boolean => engine.listRuns().runs.some(condition);
    if (isMet()) return;
    await new Promise<void>((resolve) => {
      const listening = engine.onDidChange(() => {
        if (!isMet()) return;
        listening.dispose();
        resolve();
      });
    });
  }

  function frameOf({ id }: RunSummary, changes: Partial<FrameQuery> = {}): Frame {
    return engine.answers.getFrame({
      tag: 'loss',
      runs: [id],
      axis: 'step',
      range: null,
      columns: 1000,
      detail: 'm4',
      smoothing: { kind: 'none' },
      raw: true,
      ghosts: true,
      ...changes,
    });
  }

  /** Each piece of a frame as `writer role: x=y …`, and the restarts. */
  function drawn(frame: Frame): readonly string[] {
    return frame.series.flatMap(({ writer, pieces, restarts }) => [
      ...pieces.map(({ role, count, xOffset, yOffset }) => {
        const xs = new Float64Array(frame.buffer, xOffset, count);
        const ys = new Float32Array(frame.buffer, yOffset, count);
        return `${writer} ${role}: ${Array.from(xs, (x, i) => `${x}=${ys[i]}`).join(' ')}`;
      }),
      `${writer} restarts: ${restarts.join(' ')}`,
    ]);
  }

  const clean = [
    '0 ghost: 5=5 6=6 7=7 8=8 9=9',
    '0 line: 0=0 1=1 2=2 3=3 4=4 5=105 6=106 7=107 8=108 9=109 10=110 11=111 12=112',
    '0 restarts: 5',
  ];
  const session = (step: number, time: number): Uint8Array => sessionRecord('start', step, time);
  const first = scalars(0, 9, start);
  const second = scalars(5, 12, start + 600, 100);

  for (const [how, files] of [
    ['a second file at a lower step', [withVersion(first), withVersion(second)]],
    [
      'START in the second file alone',
      [withVersion(first), withVersion(session(5, start + 599), second)],
    ],
    [
      'START in both files',
      [withVersion(session(0, start), first), withVersion(session(5, start + 599), second)],
    ],
    ['one file that runs back, without a version', [joinBytes(first, second)]],
  ] as const) {
    it(`trap 9: ${how} keeps what was run over as a ghost and marks the restart`, async () => {
      write(files);
      const run = await read();
      assert.deepEqual(drawn(frameOf(run)), clean);
      assert.deepEqual([run.segments, run.writers, run.points, run.lastStep], [2, 1, 18, 12]);
    });
  }

  it('trap 10: ten points that all have step 0 are ten points, drawn by their number', async () => {
    const none = Array.from({ length: 10 }, (_, i) => scalarRecord('loss', 0, i, start + i));
    write([withVersion(...none)]);
    const frame = frameOf(await read());
    assert.deepEqual(
      [frame.axis, drawn(frame)[0]],
      ['index', `0 line: ${Array.from({ length: 10 }, (_, i) => `${i}=${i}`).join(' ')}`],
    );
  });

  it('traps 7 and 11: ranks that write the same steps together are two writers as soon as it shows', async () => {
    const [one, two] = write([
      withVersion(scalars(0, 0, start)),
      withVersion(scalars(0, 0, start)),
    ]);
    let run = await read();
    assert.equal(run.writers, 1, 'nothing tells them apart yet');
    for (let step = 1; step < 10; step++) {
      appendFileSync(one!, scalars(step, step, start + step));
      appendFileSync(two!, scalars(step, step, start + step, 100));
    }
    await engine.rescan();
    await until((summary) => summary.points === 20);
    run = engine.listRuns().runs[0]!;
    assert.deepEqual(
      [run.writers, drawn(frameOf(run)).filter((line) => !line.includes('restarts'))],
      [
        2,
        [
          '0 line: 0=0 1=1 2=2 3=3 4=4 5=5 6=6 7=7 8=8 9=9',
          '1 line: 0=0 1=101 2=102 3=103 4=104 5=105 6=106 7=107 8=108 9=109',
        ],
      ],
    );
  });

  it('trap 12: times in milliseconds are converted, everywhere, and it is said', async () => {
    const [file] = write([
      withVersion(...[0, 1].map((i) => scalarRecord('loss', i, i, (start + i) * 1000))),
    ]);
    const run = await read();
    const name = path.basename(file!);
    const problem = {
      kind: 'badWallTime',
      file: name,
      offset: null,
      bytes: 0,
      count: 1,
      detail: 'milliseconds',
    };
    assert.deepEqual(
      [run.firstWallTime, run.lastWallTime, run.problems],
      [start, start + 1, [problem]],
    );
    const times: number[] = [];
    const problems = await exportRun(run, {
      lineFor: () => (point) => {
        times.push(point.wallTime);
        return '';
      },
      write: () => undefined,
    });
    assert.deepEqual([times, problems], [[start, start + 1], [problem]]);
  });

  it('trap 12: a time that is no number costs its point on the time axes alone', async () => {
    const times = [start, NaN, start + 2];
    write([withVersion(...times.map((time, i) => scalarRecord('loss', i, i, time)))]);
    const run = await read();
    assert.deepEqual(
      [drawn(frameOf(run))[0], drawn(frameOf(run, { axis: 'relative' }))[0]],
      ['0 line: 0=0 1=1 2=2', '0 line: 0=0 2=2'],
    );
  });

  it('trap 13: relative time counts from the first event, and on request without the downtime', async () => {
    write([withVersion(first), withVersion(second)]);
    const run = await read();
    const xs = (skipDowntime: boolean): string =>
      drawn(frameOf(run, { axis: 'relative', skipDowntime, ghosts: false }))[0]!;
    const places = (from: number): string =>
      Array.from({ length: 8 }, (_, i) => `${from + i}=${105 + i}`).join(' ');
    const before = '0 line: 0=0 1=1 2=2 3=3 4=4';
    assert.deepEqual([xs(false), xs(true)], [`${before} ${places(600)}`, `${before} ${places(9)}`]);
  });

  it('trap 40: the numbers of segments are the same in the export as in the store', async () => {
    write([withVersion(first), withVersion(second)]);
    const run = await read();
    const segments = new Set<string>();
    await exportRun(run, {
      lineFor: () => (point) => {
        segments.add(`${point.segment} ${point.wallTime < start + 100}`);
        return '';
      },
      write: () => undefined,
    });
    assert.deepEqual([...segments], ['0 true', '1 false']);
  });
});
