// The table of hyperparameters: the union of all sessions, whichever way they were logged (traps 31 and 32).
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { silentLog } from '../../../../src/base/log';
import { Engine } from '../../../../src/core/engine/engine';
import { nodeClock } from '../../../../src/core/ingest/nodeClock';
import type { HparamsTable } from '../../../../src/shared/hparams';
import { event, joinBytes, record, scalarRecord } from '../../../support/eventFiles';
import { experiment, hparamsValue, sessionEnd, sessionStart } from '../../../support/hparamsBytes';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('table of hyperparameters', () => {
  const folder = useTemporaryFolder();
  let engine: Engine;

  beforeEach(() => {
    engine = new Engine(nodeClock, silentLog);
  });

  afterEach(() => {
    engine.dispose();
  });

  function write(run: string, values: readonly Uint8Array[], ...records: Uint8Array[]): void {
    const directory = path.join(folder(), run);
    mkdirSync(directory, { recursive: true });
    const events = values.map((value) => record(event({ wallTime: 1, values: [value] })));
    writeFileSync(path.join(directory, 'events.out.tfevents.1'), joinBytes(...events, ...records));
  }

  /** The table of these runs, with names in place of ids. */
  async function table(...names: readonly string[]): Promise<unknown> {
    engine.configure({
      folders: [folder()],
      excludedDirectories: [],
      pollIntervalMs: 1000,
      watch: false,
      memoryLimitBytes: Infinity,
    });
    await engine.settled();
    const { runs } = engine.listRuns();
    const asked = runs.filter(({ name }) => names.includes(name)).map(({ id }) => id);
    const answer = await engine.answers.getHparams({ runs: asked });
    const nameOf = (id: string | null): string | null =>
      runs.find((run) => run.id === id)?.name ?? null;
    return plain(answer, nameOf);
  }

  function plain(
    { hparams, metrics, sessions }: HparamsTable,
    nameOf: (id: string | null) => string | null,
  ): unknown {
    return {
      hparams: hparams.map(({ name, type }) => `${name}: ${type}`),
      metrics: metrics.map(({ group, tag }) => (group === '' ? tag : `${group}/${tag}`)),
      sessions: sessions.map(({ run, parent, values, metrics: found, newest }) => {
        return [nameOf(run), nameOf(parent), values, found, newest];
      }),
    };
  }

  it('has the columns of all sessions, and each session with the run above it', async () => {
    write('a', [], scalarRecord('loss', 1, 0.5));
    const start = (hparams: Parameters<typeof sessionStart>[0]): Uint8Array[] => [
      experiment({ lr: 3, bs: 3 }, [['', 'score']]),
      sessionStart(hparams),
      sessionEnd(1, 200),
    ];
    write('a/1700000000.5', start({ lr: 0.1, bs: 8 }), scalarRecord('score', 0, 0.75));
    write('a/1700000001.5', start({ lr: 0.2, wd: 1 }), scalarRecord('score', 0, 0.25));
    write('b', start({ lr: 0.3, bs: 4, opt: 'sgd' }));
    assert.deepEqual(await table('a', 'b'), {
      hparams: ['lr: number', 'bs: number', 'wd: unknown', 'opt: unknown'],
      metrics: ['score'],
      sessions: [
        ['a/1700000000.5', 'a', [0.1, 8, null, null], [0.75], true],
        ['a/1700000001.5', 'a', [0.2, null, 1, null], [0.25], true],
        ['b', null, [0.3, 4, null, 'sgd'], [null], true],
      ],
    });
  });

  it('shows numbers as booleans where the schema says so', async () => {
    const values = [
      experiment({ fast: 2, deep: 2, odd: 2, count: 3 }),
      sessionStart({ fast: 1, deep: 0, odd: 7, count: 1 }),
    ];
    write('a', values);
    assert.deepEqual(await table('a'), {
      hparams: ['fast: bool', 'deep: bool', 'odd: bool', 'count: number'],
      metrics: [],
      sessions: [['a', null, [true, false, 7, 1], [], true]],
    });
  });

  it('keeps every session of a run, and says which one is the newest', async () => {
    write('a', [sessionStart({ lr: 0.1 }), sessionEnd(1, 5), sessionStart({ lr: 0.2 })]);
    assert.deepEqual(await table('a'), {
      hparams: ['lr: unknown'],
      metrics: [],
      sessions: [
        ['a', null, [0.1], [], false],
        ['a', null, [0.2], [], true],
      ],
    });
  });

  it("says of a session's end what the log says, of the session it ends", async () => {
    write('a', [sessionStart({ lr: 1 }, 'group'), sessionEnd(2, 5), sessionStart({ lr: 2 })]);
    await table('a');
    const { id } = engine.listRuns().runs[0]!;
    const { sessions } = await engine.answers.getHparams({ runs: [id, id] });
    assert.deepEqual(
      sessions.map(({ groupName, status, startTime, endTime }) => {
        return [groupName, status, startTime, endTime];
      }),
      [
        ['group', 'failure', 100, 5],
        ['', null, 100, null],
      ],
    );
  });

  it('finds columns and metrics that are described above, and metrics of groups below', async () => {
    write('.', [
      experiment({ fast: 2 }, [
        ['validation', 'loss'],
        ['', 'loss'],
      ]),
    ]);
    write(
      'trial',
      [sessionStart({ fast: 1 })],
      scalarRecord('loss', 0, 1),
      scalarRecord('loss', 1, 2),
    );
    write('trial/validation', [], scalarRecord('loss', 0, 3));
    assert.deepEqual(await table('trial'), {
      hparams: ['fast: bool'],
      metrics: ['validation/loss', 'loss'],
      sessions: [['trial', null, [true], [3, 2], true]],
    });
  });

  it('does without what cannot be read, and without runs that say nothing', async () => {
    write('a', [hparamsValue(3, Uint8Array.of(0x0a, 0x7f)), sessionStart({ lr: 1 })]);
    write('b', [], scalarRecord('loss', 0, 1));
    assert.deepEqual(await table('a', 'b'), {
      hparams: ['lr: unknown'],
      metrics: [],
      sessions: [['a', null, [1], [], true]],
    });
  });
});
