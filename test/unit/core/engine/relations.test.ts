// What runs are to each other: lines of a metric, sessions, groups, copies; as real writers leave them on the disk.
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { silentLog } from '../../../../src/base/log';
import { Engine } from '../../../../src/core/engine/engine';
import { nodeClock } from '../../../../src/core/ingest/nodeClock';
import type { RunSummary } from '../../../../src/shared/vocabulary';
import { fileVersionRecord, joinBytes, scalarRecord } from '../../../support/eventFiles';
import { projectRoot } from '../../../support/projectRoot';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const fixtures = path.join(projectRoot, 'test/fixtures/relations');
const eventFile = 'events.out.tfevents.1';

/** A log that was begun at `startedAt` and has a point at every step. */
function log(startedAt: number, steps: number, tag = 'loss'): Uint8Array {
  const points = Array.from({ length: steps }, (_, step) =>
    scalarRecord(tag, step, step / 2, startedAt + step),
  );
  return joinBytes(fileVersionRecord(startedAt), ...points);
}

describe('relations of runs', () => {
  const folder = useTemporaryFolder();
  let engine: Engine;

  beforeEach(() => {
    engine = new Engine(nodeClock, silentLog);
  });

  afterEach(() => {
    engine.dispose();
  });

  function write(name: string, bytes: Uint8Array, file = eventFile): string {
    const directory = path.join(folder(), name);
    mkdirSync(directory, { recursive: true });
    writeFileSync(path.join(directory, file), bytes);
    return path.join(directory, file);
  }

  async function load(): Promise<readonly RunSummary[]> {
    engine.configure({
      folders: [folder()],
      excludedDirectories: [],
      pollIntervalMs: 20,
      memoryLimitBytes: 1 << 29,
      watch: false,
    });
    await engine.settled();
    return engine.listRuns().runs;
  }

  /** What a run belongs to, in words: names instead of ids. */
  function told(runs: readonly RunSummary[]): Record<string, string> {
    const nameOf = new Map(runs.map(({ id, name }) => [id, name]));
    const wordsOf = ({ partOf, hparamsOf, group, duplicateOf }: RunSummary): string => {
      const part = partOf && `line ${partOf.key} of ${partOf.tag} of ${partOf.name}`;
      const session = hparamsOf && `session ${hparamsOf.calledAt ?? '-'} of ${hparamsOf.name}`;
      const member = group && `${group.kind} of ${group.label ?? '-'} in ${group.directory}`;
      const copy = duplicateOf && `copy of ${nameOf.get(duplicateOf) ?? '?'}`;
      return [part, session, member, copy].filter((words) => words !== null).join(', ');
    };
    return Object.fromEntries(runs.map((run) => [run.name, wordsOf(run)]));
  }

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

  it('finds what add_scalars and add_hparams of PyTorch put below a run (trap 24)', async () => {
    cpSync(fixtures, folder(), { recursive: true });
    assert.deepEqual(told(await load()), {
      exp: '',
      'exp/1700000005.25': 'session 1700000005.25 of exp',
      'exp/grp_x y_s/1': 'line s/1 of grp/x y of exp',
      'exp/grp_x y_ü': 'line ü of grp/x y of exp',
      'exp/loss_train': 'line train of loss of exp',
      'exp/loss_val': 'line val of loss of exp',
      'exp/trial': 'session - of exp',
    });
  });

  it('finds them where the run itself has no events, under the id that it will have', async () => {
    cpSync(path.join(fixtures, 'exp/loss_val'), path.join(folder(), 'a/loss_val'), {
      recursive: true,
    });
    const [part] = await load();
    write('a', log(1_800_000_000, 2, 'lr'));
    await engine.rescan();
    await until((runs) => runs.length === 2);
    const [parent] = engine.listRuns().runs;
    assert.deepEqual(
      [part!.partOf, parent!.name],
      [{ run: parent!.id, name: 'a', tag: 'loss', key: 'val' }, 'a'],
    );
  });

  it('lets a run go that turns out to have further metrics', async () => {
    const file = write('loss_a', log(1_700_000_000, 2));
    const before = told(await load());
    appendFileSync(file, scalarRecord('accuracy', 2, 1));
    await until((runs) => runs[0]?.tags === 2);
    assert.deepEqual(
      [before, told(engine.listRuns().runs)],
      [{ loss_a: 'line a of loss of .' }, { loss_a: '' }],
    );
  });

  it('leaves a session with a name of its own alone until there is a run above it', async () => {
    cpSync(path.join(fixtures, 'exp/trial'), path.join(folder(), 'exp/trial'), { recursive: true });
    const before = told(await load());
    write('exp', log(1_800_000_000, 1, 'lr'));
    await engine.rescan();
    await until((runs) => runs.length === 2);
    assert.deepEqual(
      [before, told(engine.listRuns().runs)],
      [{ 'exp/trial': '' }, { exp: '', 'exp/trial': 'session - of exp' }],
    );
  });

  it('keeps a training that logs its hyperparameters beside its curves as a run', async () => {
    cpSync(fixtures, folder(), { recursive: true });
    write('exp/trial', log(1_800_000_000, 5, 'train/loss'), 'events.out.tfevents.2');
    assert.equal(told(await load())['exp/trial'], '');
  });

  it('keeps a session with several calls under one name (trap 31)', async () => {
    cpSync(fixtures, folder(), { recursive: true });
    const other = 'events.out.tfevents.1700000005.recorded.1.5';
    cpSync(
      path.join(fixtures, 'exp/1700000005.25', other),
      path.join(folder(), 'exp/trial', other),
    );
    assert.equal(told(await load())['exp/trial'], 'session - of exp');
  });

  it('names runs as their directories are named, whatever lies beside them (trap 23)', async () => {
    const names = ['.hidden/run', 'a b', 'a%2fb', 'ünï', '[x]', 'train'].sort();
    names.forEach((name, at) => write(name, log(1_700_000_000 + at, 2, 'lr')));
    const ids = new Map((await load()).map(({ id, name }) => [name, id]));
    write('validation', log(1_700_000_100, 2, 'lr'));
    await engine.rescan();
    await until((runs) => runs.length === 7 && runs.some(({ group }) => group !== null));
    const { runs } = engine.listRuns();
    assert.deepEqual([...ids.keys()].sort(), names);
    assert.ok(runs.every(({ id, name }) => name === 'validation' || ids.get(name) === id));
  });

  it('groups the runs of Keras, Lightning and Hugging Face', async () => {
    let startedAt = 1_700_000_000;
    for (const name of [
      'keras/train',
      'keras/validation',
      'lone/train',
      'exp/lightning_logs/version_0',
      'lightning_logs/version_1',
      'out/runs/Nov22_10-11-12_host',
      'exp/baseline',
    ]) {
      write(name, log(startedAt++, 2, 'epoch_loss'));
    }
    assert.deepEqual(told(await load()), {
      'exp/baseline': '',
      'exp/lightning_logs/version_0': 'versions of exp in exp/lightning_logs',
      'keras/train': 'splits of keras in keras',
      'keras/validation': 'splits of keras in keras',
      'lightning_logs/version_1': 'versions of lightning_logs in lightning_logs',
      'lone/train': '',
      'out/runs/Nov22_10-11-12_host': 'dates of out in out/runs',
    });
  });

  it('recognises mirrors, complete or behind, but no other runs (trap 36)', async () => {
    const bytes = log(1_700_000_000.5, 20);
    write('run', bytes);
    write('run', log(1_700_000_100.5, 3), 'events.out.tfevents.2');
    cpSync(path.join(folder(), 'run'), path.join(folder(), 'mirror/run'), { recursive: true });
    write('behind/run', bytes.subarray(0, bytes.length - 300));
    write('resumed/run', bytes);
    write('resumed/run', log(1_700_000_200.5, 3), 'events.out.tfevents.3');
    write('other', log(1_700_000_000.75, 20));
    assert.deepEqual(told(await load()), {
      'behind/run': 'copy of run',
      'mirror/run': 'copy of run',
      other: '',
      'resumed/run': '',
      run: '',
    });
  });

  it('takes a mirror for the copy as long as it is, whatever the names', async () => {
    const bytes = log(1_700_000_000, 20);
    const original = write('a/long/name', bytes);
    write('m', bytes.subarray(0, bytes.length - 100));
    const behind = told(await load());
    write('m', bytes);
    await until((runs) => runs.every(({ points }) => points === 20));
    const even = told(engine.listRuns().runs);
    appendFileSync(original, scalarRecord('loss', 30, 1));
    await until((runs) => runs[0]?.points === 21);
    const ahead = told(engine.listRuns().runs);
    const mirrored = { 'a/long/name': '', m: 'copy of a/long/name' };
    assert.deepEqual([behind, even, ahead], [mirrored, mirrored, mirrored]);
    write('m', log(1_800_000_000, 3));
    await until((runs) => runs[1]?.points === 3);
    assert.deepEqual(told(engine.listRuns().runs), { 'a/long/name': '', m: '' });
  });

  it('does not take runs for copies that only begin alike and differ in what was read', async () => {
    const start = log(1_700_000_000, 3);
    write('a', joinBytes(start, scalarRecord('loss', 4, 1, 1_700_000_009)));
    write('b', joinBytes(start, scalarRecord('loss', 5, 1, 1_700_000_009)));
    assert.deepEqual(told(await load()), { a: '', b: '' });
  });

  it('takes no head that many runs share for the sign of a copy', async () => {
    for (let run = 0; run < 17; run++) write(`r${run}`, log(1_700_000_000, 2, 'lr'));
    assert.deepEqual([...new Set(Object.values(told(await load())))], ['']);
  });

  for (const name of ['X (1)', 'X.bak', 'X~', 'X.tmp', 'X.part', '.X.a1B2c3'] as const) {
    it(`reads ${name} no second time where it is a copy of X (trap 35)`, async () => {
      const bytes = log(1_700_000_000, 20);
      write('a', bytes);
      write('a', bytes.subarray(0, 400), name.replace('X', eventFile));
      const [run] = await load();
      assert.deepEqual(
        [run!.points, run!.segments, run!.problems],
        [
          20,
          1,
          [
            {
              kind: 'copiedFile',
              file: name.replace('X', eventFile),
              offset: null,
              bytes: 0,
              count: 1,
              detail: eventFile,
            },
          ],
        ],
      );
    });
  }

  it('reads a file that is only named like a copy', async () => {
    write('a', log(1_700_000_000, 2));
    write('a', log(1_700_000_100, 3), `${eventFile}.bak`);
    const [run] = await load();
    assert.deepEqual([run!.points, run!.problems], [5, []]);
  });

  it('reads a copy that becomes a log of its own', async () => {
    write('a', log(1_700_000_000, 2));
    write('a', log(1_700_000_000, 2), `${eventFile}~`);
    const [before] = await load();
    write('a', log(1_700_000_100, 5), `${eventFile}~`);
    await until((runs) => runs[0]?.points === 7);
    const kinds = engine.listRuns().runs[0]!.problems.map(({ kind }) => kind);
    assert.deepEqual([before!.points, kinds], [2, []]);
  });
});
