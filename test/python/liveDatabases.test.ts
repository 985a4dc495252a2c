// Real trackers that log to a database, followed while they do: the curve grows, all of it is there, and the end is told.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { silentLog } from '../../src/base/log';
import { Engine } from '../../src/core/engine/engine';
import { nodeClock } from '../../src/core/ingest/nodeClock';
import type { RunSummary } from '../../src/shared/vocabulary';
import { pythonEnvironment, trackerPins, type PythonEnvironment } from '../support/python';

const steps = 60;
/** The last commit of a writer is read with the poll that follows it. */
const settleMs = 1_500;

const trackers = [
  { library: 'mlflow', run: 'live/run', tag: 'loss', state: 'finished' },
  // Trackio does not say how a run ended.
  { library: 'trackio', run: 'live/run', tag: 'loss', state: 'running' },
  { library: 'optuna', run: 'live/trial 0', tag: 'intermediate_value', state: 'finished' },
] as const;

describe('a tracker that logs to a database', () => {
  let python: PythonEnvironment;
  let folder: string;
  let engine: Engine;

  before(async () => {
    python = await pythonEnvironment(trackerPins);
  });

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'trackside-')));
    engine = new Engine(nodeClock, silentLog);
    engine.configure({
      folders: [folder],
      excludedDirectories: [],
      pollIntervalMs: 200,
      watch: true,
      memoryLimitBytes: Infinity,
    });
  });

  afterEach(() => {
    engine.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const { library, run, tag, state } of trackers) {
    it(`is followed while it runs (${library})`, async () => {
      const found = (): RunSummary | undefined =>
        engine.listRuns().runs.find(({ name }) => name === run);
      const seen = new Set<number>();
      const listening = engine.onDidChange(() => seen.add(found()?.points ?? 0));
      await python.run('track.py', [library, folder, String(steps)]);
      await setTimeout(settleMs);
      listening.dispose();
      assert.ok(seen.size > 5, `lengths of the curve on the way: ${[...seen].join(', ')}`);
      assert.equal(found()?.state, state);
      const series = engine.answers.getStatistics(found()!.id).find((one) => one.tag === tag);
      assert.deepEqual(
        [series?.points, series?.first?.value, series?.last],
        [steps, 1, { ...series?.last, step: steps - 1, value: 1 / steps }],
      );
      const left = readdirSync(folder).filter((name) => /-(?:shm|wal|journal)$/.test(name));
      assert.deepEqual(left, [], 'what the writer leaves, and nothing else');
    });
  }
});
