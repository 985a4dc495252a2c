// Databases among the folders: their runs come, grow, end and go as their rows do.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { exportRun } from '../../../../src/core/engine/exportPoints';
import { head, range, scalars, useEngine } from '../../../support/engineRig';
import { MlflowDatabase } from '../../../support/mlflowDatabase';

describe('a database among the folders', () => {
  const rig = useEngine();
  const open: MlflowDatabase[] = [];

  const database = (file = 'mlflow.db', pragma = ''): MlflowDatabase => {
    const db = new MlflowDatabase(rig().pathOf(file), pragma);
    open.push(db);
    return db;
  };

  /** Name and points of every run. */
  const listed = (): [string, number][] =>
    rig()
      .runs()
      .map(({ name, points }) => [name, points]);

  afterEach(() => {
    for (const db of open.splice(0)) db.close();
  });

  for (const mode of ['DELETE', 'WAL']) {
    it(`gives a run for each of its runs, and makes no file (${mode})`, async () => {
      const db = database('mlflow.db', `PRAGMA journal_mode = ${mode};`);
      db.startRun('a1', 'first', Date.now() - 1000);
      db.log('a1', 'loss', range(0, 9));
      db.startRun('b2', 'second');
      db.endRun('b2', 'FAILED', 5_000);
      const before = readdirSync(rig().folder);
      const runs = await rig().load();
      assert.deepEqual(
        runs.map(({ name, title, state, evidence, points, sources }) => ({
          ...{ name, title, state, evidence: evidence.kind, points },
          sources: sources.map(({ file, format }) => [file, format]),
        })),
        [
          {
            ...{ name: 'digits/first', title: 'first', state: 'running', evidence: 'growing' },
            ...{ points: 10, sources: [['mlflow.db', 'mlflow']] },
          },
          {
            ...{ name: 'digits/second', title: 'second', state: 'failed', evidence: 'endRecord' },
            ...{ points: 0, sources: [['mlflow.db', 'mlflow']] },
          },
        ],
      );
      assert.deepEqual(rig().steps('loss', 'digits/first'), range(0, 9));
      assert.deepEqual(readdirSync(rig().folder), before);
    });

    it(`grows and ends with the next poll (${mode})`, async () => {
      const db = database('mlflow.db', `PRAGMA journal_mode = ${mode};`);
      db.startRun('a1', 'first');
      await rig().load();
      const { id } = rig().run('digits/first');
      db.log('a1', 'loss', range(0, 4));
      await rig().poll();
      db.log('a1', 'loss', range(5, 6));
      db.startRun('b2', 'second');
      await rig().poll();
      assert.deepEqual(listed(), [
        ['digits/first', 7],
        ['digits/second', 0],
      ]);
      db.endRun('a1', 'KILLED');
      await rig().poll();
      assert.equal(rig().run('digits/first').state, 'stopped');
      assert.equal(rig().run('digits/first').id, id);
    });
  }

  it('gives its runs other names where it is found in another folder', async () => {
    mkdirSync(rig().pathOf('inner'));
    const db = database('inner/mlflow.db');
    db.startRun('a1', 'first');
    db.log('a1', 'loss', [1, 2]);
    await rig().load({ folders: [rig().pathOf('inner')] });
    assert.deepEqual(listed(), [['digits/first', 2]]);
    await rig().load();
    assert.deepEqual(listed(), [['inner/digits/first', 2]]);
  });

  it('tells what the run was started with', async () => {
    const db = database();
    db.startRun('a1', 'first');
    db.param('a1', 'lr', '0.1');
    await rig().load();
    const { facts } = await rig().engine.answers.getFacts({ run: rig().run('digits/first').id });
    const config = facts.filter(({ section }) => section === 'config');
    assert.deepEqual(config, [
      { section: 'config', path: ['lr'], value: '0.1', origin: 'mlflow.db' },
    ]);
  });

  it('loses a run that is deleted, and has it back with its points', async () => {
    const db = database();
    db.startRun('a1', 'first');
    db.startRun('b2', 'second');
    db.log('a1', 'loss', range(0, 9));
    await rig().load();
    db.exec("UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = 'a1'");
    await rig().poll();
    assert.deepEqual(listed(), [['digits/second', 0]]);
    db.log('a1', 'loss', range(10, 11));
    await rig().poll();
    db.exec("UPDATE runs SET lifecycle_stage = 'active'");
    await rig().poll();
    assert.deepEqual(listed(), [
      ['digits/first', 12],
      ['digits/second', 0],
    ]);
  });

  it('is read anew where its rows are others', async () => {
    const db = database();
    db.startRun('a1', 'first');
    db.log('a1', 'loss', range(0, 9));
    await rig().load();
    db.exec("DELETE FROM metrics WHERE step > 5; UPDATE metrics SET key = 'accuracy'");
    await rig().poll();
    assert.deepEqual(rig().listed('digits/first'), ['scalar accuracy']);
    assert.deepEqual(listed(), [['digits/first', 6]]);
  });

  it('is another one where another file has its name', async () => {
    database().startRun('a1', 'first');
    const other = database('other.tmp');
    other.startRun('b2', 'second');
    other.log('b2', 'loss', [1, 2, 3]);
    await rig().load();
    renameSync(rig().pathOf('other.tmp'), rig().pathOf('mlflow.db'));
    await rig().poll();
    assert.deepEqual(listed(), [['digits/second', 3]]);
  });

  it('tells runs of one name apart', async () => {
    const db = database();
    db.startRun('a1b2c3d4e5', 'same');
    db.startRun('f6a7b8c9d0', 'same');
    await rig().load();
    assert.deepEqual(
      rig()
        .runs()
        .map(({ name }) => name),
      ['digits/same', 'digits/same (f6a7b8c9)'],
    );
  });

  it('tells runs of two databases apart that are called the same', async () => {
    database('a.db').startRun('a1b2c3d4e5', 'same');
    await rig().load();
    database('b.db').startRun('f6a7b8c9d0', 'same');
    await rig().rescan();
    assert.deepEqual(listed(), [
      ['digits/same', 0],
      ['digits/same (f6a7b8c9)', 0],
    ]);
  });

  it('leaves the run of the files beside it as it is', async () => {
    rig().write('events.out.tfevents.1', head, scalars([1, 2]));
    const db = database();
    db.startRun('a1', 'first');
    await rig().load();
    assert.deepEqual(listed(), [
      ['.', 2],
      ['digits/first', 0],
    ]);
    assert.deepEqual(
      rig()
        .runs()
        .map(({ sources }) => sources.map(({ file }) => file)),
      [['events.out.tfevents.1'], ['mlflow.db']],
    );
  });

  it('goes when its file is gone for long', async () => {
    database().startRun('a1', 'first');
    await rig().load();
    rmSync(rig().pathOf('mlflow.db'));
    await rig().poll();
    assert.deepEqual(listed(), [['digits/first', 0]]);
    for (let poll = 0; poll < 12; poll++) await rig().poll();
    assert.deepEqual(listed(), []);
  });

  it('is no run where it is nobody’s, or no database at all', async () => {
    database('app.db').exec('DROP TABLE metrics');
    writeFileSync(rig().pathOf('broken.db'), 'no database');
    writeFileSync(rig().pathOf('empty.sqlite'), '');
    await rig().load();
    assert.deepEqual(listed(), []);
  });

  it('is exported in the order of its rows', async () => {
    mkdirSync(rig().pathOf('below'));
    const db = database('below/mlflow.db');
    db.startRun('a1', 'first');
    db.startRun('b2', 'second');
    db.log('b2', 'loss', [7]);
    db.log('a1', 'loss', [1, 2]);
    db.log('a1', 'acc', [1]);
    await rig().load();
    let text = '';
    const problems = await exportRun(rig().run(path.posix.join('below', 'digits/first')), {
      lineFor:
        (tag) =>
        ({ step, value, segment }) =>
          `${tag} ${step} ${value} ${segment}\n`,
      write: (piece) => {
        text += piece;
        return undefined;
      },
    });
    assert.deepEqual([text, problems], ['loss 1 0.5 0\nloss 2 1 0\nacc 1 0.5 0\n', []]);
  });

  it("belongs to the folder around Aim's own, whose stores are not searched", async () => {
    const file = 'test/fixtures/databases/run_metadata.sqlite.gz';
    const packed = readFileSync(path.join(process.env['TRACKSIDE_ROOT'] ?? '.', file));
    rig().write('project/.aim/run_metadata.sqlite', gunzipSync(packed));
    for (const place of ['.aim/meta/chunks/a1', '.aim/seqs/chunks/a1', 'meta']) {
      rig().write(`project/${place}/metrics.csv`, Buffer.from('step,loss\n1,0.5\n2,0.25\n'));
    }
    const runs = await rig().load();
    const named = runs.filter(({ name }) => !name.includes('Run: '));
    assert.deepEqual(
      named.map(({ name, sources }) => [name, sources.map((source) => source.file)]),
      [
        ['project/digits/first', ['.aim/run_metadata.sqlite']],
        ['project/digits/second', ['.aim/run_metadata.sqlite']],
        ['project/meta', ['metrics.csv']],
      ],
    );
  });
});
