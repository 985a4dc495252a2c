// W&B runs of several folders: of shared mode, where several processes write one run at once and without steps, and resumed.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { silentLog } from '../../../../src/base/log';
import { Engine } from '../../../../src/core/engine/engine';
import { nodeClock } from '../../../../src/core/ingest/nodeClock';
import type { RunId, RunSummary } from '../../../../src/shared/vocabulary';
import { useTemporaryFolder } from '../../../support/temporaryFolder';
import {
  exitRecord,
  historyRecord,
  plainHistoryRecord,
  wandbFile,
} from '../../../support/wandbFiles';

const start = 1_700_000_000;

const secondsPerRow = 10;
const names = ['run-20231114_221320-together', 'run-20231114_221321-together'] as const;

/** As a process writes it that began `rank` seconds after the first one: only the server would number its rows. */
function writerFile(rank: number, rows: number): Uint8Array {
  const history = Array.from({ length: rows }, (_, row) =>
    plainHistoryRecord([
      [['loss'], String(rank * 100 + row)],
      [['_timestamp'], String(start + rank + row * secondsPerRow)],
      [['_runtime'], String(row * secondsPerRow)],
    ]),
  );
  return wandbFile(...history, exitRecord(0, rows * secondsPerRow));
}

/** Rows with steps, of a process that began `delay` seconds after the first one; their values tell it. */
function resumedFile(from: number, rows: number, delay: number): Uint8Array {
  const history = Array.from({ length: rows }, (_, row) =>
    historyRecord(from + row, start + delay + row, [[['loss'], String(delay + from + row)]]),
  );
  return wandbFile(...history);
}

describe('a W&B run of several folders', () => {
  const folder = useTemporaryFolder();
  let engine: Engine;
  beforeEach(() => {
    engine = new Engine(nodeClock, silentLog);
  });
  afterEach(() => {
    engine.dispose();
  });

  async function read(...files: readonly Uint8Array[]): Promise<RunSummary> {
    files.forEach((bytes, at) => {
      const place = path.join(folder(), 'wandb', names[at]!);
      mkdirSync(place, { recursive: true });
      writeFileSync(path.join(place, 'run-together.wandb'), bytes);
    });
    engine.configure({
      folders: [folder()],
      excludedDirectories: [],
      pollIntervalMs: 20,
      watch: false,
      memoryLimitBytes: Infinity,
    });
    await engine.settled();
    const { runs } = engine.listRuns();
    assert.equal(runs.length, 1);
    return runs[0]!;
  }

  function lines(run: RunId): readonly unknown[] {
    const frame = engine.answers.getFrame({
      tag: 'loss',
      runs: [run],
      axis: 'step',
      range: null,
      columns: 1000,
      detail: 'm4',
      smoothing: { kind: 'none' },
      raw: true,
      ghosts: true,
    });
    return frame.series.map(({ writer, pieces }) => [
      writer,
      ...pieces.map(({ role, count, xOffset, yOffset }) => [
        role,
        [...new Float64Array(frame.buffer, xOffset, count)],
        [...new Float32Array(frame.buffer, yOffset, count)],
      ]),
    ]);
  }

  it('of shared mode is one run with the files of all writers, and ends as they do', async () => {
    const { name, sources, writers, points, lastStep, state, evidence, problems } = await read(
      writerFile(0, 4),
      writerFile(1, 3),
    );
    assert.deepEqual(
      [name, sources.map(({ file }) => file), writers, points, lastStep, state, evidence.kind],
      [
        `wandb/${names[0]}`,
        ['run-together.wandb', `../${names[1]}/run-together.wandb`],
        ...[2, 7, 3, 'finished', 'endRecord'],
      ],
    );
    assert.deepEqual(problems, []);
  });

  it('of shared mode has a line for each writer, whose rows are numbered in their order', async () => {
    const { id } = await read(writerFile(0, 4), writerFile(1, 3));
    assert.deepEqual(lines(id), [
      [0, ['line', [0, 1, 2, 3], [0, 1, 2, 3]]],
      [1, ['line', [0, 1, 2], [100, 101, 102]]],
    ]);
  });

  it('gives way to the later folder where the run was resumed, not to its own', async () => {
    const { id } = await read(resumedFile(0, 3, 0), resumedFile(2, 3, 600));
    assert.deepEqual(lines(id), [
      [0, ['ghost', [2], [2]], ['line', [0, 1, 2, 3, 4], [0, 1, 602, 603, 604]]],
    ]);
  });
});
