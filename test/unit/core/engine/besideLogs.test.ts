// What the engine reads beside the logs of its folders: files that are open elsewhere, and other files of the runs.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { silentLog } from '../../../../src/base/log';
import { Engine } from '../../../../src/core/engine/engine';
import { nodeClock } from '../../../../src/core/ingest/nodeClock';
import type { RunId } from '../../../../src/shared/vocabulary';
import { scalarRecord } from '../../../support/eventFiles';
import { projectRoot } from '../../../support/projectRoot';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('engine, beside the logs', () => {
  const folder = useTemporaryFolder();
  let engine: Engine;

  beforeEach(() => {
    engine = new Engine(nodeClock, silentLog);
  });
  afterEach(() => engine.dispose());

  function write(file: string, content: string | Uint8Array = ''): void {
    const target = path.join(folder(), file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }

  function writeRun(name: string): void {
    write(`${name}/events.out.tfevents.1`, scalarRecord('loss', 0, 1, 1_700_000_000));
  }

  async function load(opened: readonly string[] = []): Promise<void> {
    engine.configure({
      folders: [path.join(folder(), 'logs')],
      excludedDirectories: ['node_modules'],
      pollIntervalMs: 20,
      watch: false,
      memoryLimitBytes: 1 << 29,
      opened: opened.map((each) => path.join(folder(), each)),
    });
    await engine.settled();
  }

  const listed = (): [string, string, number][] =>
    engine.listRuns().runs.map(({ root, name, points }) => [path.basename(root), name, points]);

  it('reads what is opened with what is inside it, and forgets it when it is closed', async () => {
    ['logs/a', 'other/b', 'other/b/child', 'other/c'].forEach(writeRun);
    await load(['other/b', 'logs/a']);
    assert.deepEqual(listed(), [
      ['logs', 'a', 1],
      ['b', '.', 1],
      ['b', 'child', 1],
    ]);
    await load();
    assert.deepEqual(listed(), [['logs', 'a', 1]]);
  });

  it('keeps what was read of an opened run when a folder takes it over', async () => {
    writeRun('logs/a');
    engine.configure({
      folders: [],
      excludedDirectories: [],
      pollIntervalMs: 20,
      watch: false,
      memoryLimitBytes: 1 << 29,
      opened: [path.join(folder(), 'logs/a')],
    });
    await engine.settled();
    const before = listed();
    await load(['logs/a']);
    assert.deepEqual([before, listed()], [[['a', '.', 1]], [['logs', 'a', 1]]]);
  });

  const companions = (): [string, string[]][] =>
    engine
      .listRuns()
      .runs.map((run) => [run.name, run.companions.map(({ kind, label }) => `${kind} ${label}`)]);

  it('lists profiles, traces and projectors with the run they belong to', async () => {
    ['logs/a', 'logs/b/train', 'logs/b/validation'].forEach(writeRun);
    write('logs/a/plugins/profile/2026_01_02/host1.xplane.pb', 'xp');
    write('logs/a/plugins/profile/2026_01_02/host1.trace.json.gz');
    write('logs/a/worker_7.1700000000000.pt.trace.json');
    write('logs/a/deep/er/projector_config.pbtxt');
    write('logs/a/other.trace.json');
    write('logs/b/projector_config.pbtxt');
    write('logs/only/worker_7.1700000000000.pt.trace.json.gz');
    await load();
    assert.deepEqual(companions(), [
      [
        'a',
        [
          'projector deep/er/projector_config.pbtxt',
          'trace 2026_01_02 host1',
          'profile 2026_01_02 host1',
          'trace worker_7.1700000000000',
        ],
      ],
      ['b', ['projector projector_config.pbtxt']],
      ['b/train', []],
      ['b/validation', []],
      ['only', ['trace worker_7.1700000000000']],
    ]);
    assert.deepEqual(engine.listRuns().runs[0]?.companions[2], {
      kind: 'profile',
      path: 'plugins/profile/2026_01_02/host1.xplane.pb',
      label: '2026_01_02 host1',
      sizeBytes: 2,
    });
  });

  it('follows other files as they come, find their run, and go', async () => {
    write('logs/a/sub/w.1.pt.trace.json');
    await load();
    const before = companions();
    writeRun('logs/a');
    await engine.rescan();
    const found = companions();
    rmSync(path.join(folder(), 'logs/a/sub'), { recursive: true });
    await engine.rescan();
    assert.deepEqual(
      [before, found, companions()],
      [[['a/sub', ['trace w.1']]], [['a', ['trace w.1']]], [['a', []]]],
    );
    write('logs/b/w.1.pt.trace.json');
    await engine.rescan();
    rmSync(path.join(folder(), 'logs/b/w.1.pt.trace.json'));
    await engine.rescan();
    assert.deepEqual(companions(), [['a', []]]);
  });

  it('answers what a projector holds, and nothing about other files', async () => {
    const written = path.join(projectRoot, 'test/fixtures/projector/torch');
    cpSync(written, path.join(folder(), 'logs/run'), { recursive: true });
    await load();
    const [run] = engine.listRuns().runs;
    const query = { run: run!.id, embedding: 1, mostPoints: 10 };
    const known = await engine.answers.getProjector({ ...query, path: 'projector_config.pbtxt' });
    const nothing = { embeddings: [], points: null, sprite: null, problems: [] };
    assert.deepEqual([known.embeddings.length, known.points?.rows], [3, 3]);
    assert.deepEqual(
      [
        await engine.answers.getProjector({ ...query, path: '../../secret.pbtxt' }),
        await engine.answers.getProjector({
          ...query,
          run: 'f' as RunId,
          path: 'projector_config.pbtxt',
        }),
      ],
      [nothing, nothing],
    );
  });
});
