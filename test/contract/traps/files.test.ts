// The traps of TensorBoard's log files that lie in names, folders, disks and time, each by its number.
import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { defaultExcludedDirectories as excludedDirectories } from '../../../src/core/model/excludedDirectories';
import { head, pollIntervalMs, range, scalars, useEngine } from '../../support/engineRig';
import {
  event,
  fileVersionRecord,
  joinBytes,
  record,
  scalarRecord,
  value,
} from '../../support/eventFiles';

const file = 'run/events.out.tfevents.1700000001.host.1.0';
const earlier = 'run/events.out.tfevents.1700000000.host.1.0';
const later = 'run/events.out.tfevents.1700000002.host.1.0';

describe('traps of files', () => {
  const rig = useEngine();

  it('trap 6: a file that shrinks, is replaced, or is written anew is read again from its start', async () => {
    const target = rig().write(file, fileVersionRecord(1), scalars(range(0, 9)));
    await rig().load();
    const seen: unknown[] = [];
    const look = async (what: string): Promise<void> => {
      await rig().poll();
      seen.push([
        what,
        rig().steps(),
        rig()
          .run()
          .problems.map(({ kind }) => kind),
      ]);
    };
    truncateSync(target, joinBytes(head, scalars([0, 1])).length);
    await look('shorter');
    writeFileSync(target, joinBytes(fileVersionRecord(2), scalars([5, 6, 7, 8, 9])));
    await look('another head');
    writeFileSync(target, joinBytes(fileVersionRecord(2), scalars([5, 6, 7, 8, 99])));
    const { mtimeMs } = statSync(target);
    utimesSync(target, mtimeMs / 1000, mtimeMs / 1000 + 1);
    await look('the same head and size');
    rmSync(target);
    writeFileSync(target, joinBytes(fileVersionRecord(3), scalars([1])));
    await look('made again');
    assert.deepEqual(seen, [
      ['shorter', [0, 1], ['fileTruncated']],
      ['another head', [5, 6, 7, 8, 9], ['fileReplaced']],
      ['the same head and size', [5, 6, 7, 8, 99], ['fileReplaced']],
      ['made again', [1], ['fileReplaced']],
    ]);
  });

  it('trap 7: what is appended to any file of a run is seen with the next poll, also to one that comes late', async () => {
    rig().write(file, head, scalars([0], 'a'));
    rig().write(later, head, scalars([0], 'b'));
    await rig().load();
    rig().append(file, scalars([1], 'a'));
    rig().append(later, scalars([1], 'b'));
    await rig().poll();
    rig().write(earlier, head, scalars([0], 'c'));
    await rig().rescan();
    rig().append(file, scalars([2], 'a'));
    rig().append(earlier, scalars([1], 'c'));
    await rig().poll();
    assert.deepEqual(
      ['a', 'b', 'c'].map((tag) => rig().steps(tag)),
      [
        [0, 1, 2],
        [0, 1],
        [0, 1],
      ],
    );
  });

  it('trap 9: a resume in a new file supersedes what it repeats, and keeps it', async () => {
    rig().write(earlier, head, scalars(range(0, 9)));
    rig().write(later, head, ...range(5, 12).map((step) => scalarRecord('loss', step, 100 + step)));
    await rig().load();
    const { line, ghosts } = rig().draw();
    assert.deepEqual(
      [line.map(([x]) => x), line.at(-1), ghosts.map((ghost) => ghost.map(([x]) => x))],
      [range(0, 12), [12, 112], [range(5, 9)]],
    );
  });

  it('trap 13: relative time counts from the first event of the run, whichever tag and file it is in', async () => {
    rig().write(earlier, fileVersionRecord(1000), scalarRecord('early', 0, 0, 1000));
    rig().write(later, fileVersionRecord(1300), scalarRecord('late', 0, 0, 1300));
    await rig().load();
    assert.deepEqual(rig().draw('late', 'run', 'relative').line, [[300, 0]]);
  });

  it('trap 21: tags of every sort are listed, drawn and found apart', async () => {
    const tags = [
      ...['', ' ', '/', '//', 'a', 'a/', '/a', 'a//b', 'a\nb', 'a\tb', '100%', '%2f', 'a b'],
      ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '<img src=x>', '"', '\u0000'],
      ...['损失', '🔥', 'שלום', '\u202eabc', 'x'.repeat(5000), 'loss/scalar_summary'],
    ];
    rig().write(file, ...tags.map((tag, index) => scalarRecord(tag, index, index)));
    await rig().load();
    assert.deepEqual(rig().listed(), tags.map((tag) => `scalar ${tag}`).sort());
    assert.deepEqual(
      tags.map((tag) => rig().draw(tag).line),
      tags.map((_, index) => [[index, index]]),
    );
  });

  it('trap 23: runs of every name are found once, in the root, hidden, and behind links that go in circles', async () => {
    const names = [
      '.hidden/run',
      'a%2fb',
      'a b',
      '[ab]*?',
      '{x}',
      '损失',
      "'quote'",
      '-rf',
      'back\\slash',
      'UPPER',
      'upper',
    ];
    for (const name of names) rig().write(`${name}/events.out.tfevents.1`, scalars([0]));
    rig().write('events.out.tfevents.1', scalars([0]));
    symlinkSync(rig().folder, rig().pathOf('a b/loop'));
    symlinkSync('nowhere', rig().pathOf('dangling'));
    symlinkSync(rig().pathOf('UPPER'), rig().pathOf('zlink'));
    const runs = await rig().load();
    assert.deepEqual(
      [runs.map(({ name }) => name).sort(), runs.every(({ points }) => points === 1)],
      [['.', ...names].sort(), true],
    );
  });

  it('trap 23: names that are no UTF-8 are read, followed and told apart', async function () {
    if (process.platform !== 'linux') return this.skip();
    const first = Buffer.from('events.out.tfevents.1.caf');
    for (const [directory, byte] of [
      [0xe8, 0xe9],
      [0xe9, 0xe9],
    ] as const) {
      const run = Buffer.concat([Buffer.from(`${rig().folder}/r`), Buffer.of(directory)]);
      mkdirSync(run);
      const target = Buffer.concat([run, Buffer.from('/'), first, Buffer.of(byte)]);
      writeFileSync(target, joinBytes(head, scalars([0])));
    }
    const runs = await rig().load();
    const { length } = [...new Set(runs.map(({ id }) => id))];
    const target = Buffer.concat([
      Buffer.from(`${rig().folder}/r`),
      Buffer.of(0xe9),
      Buffer.from('/'),
      first,
      Buffer.of(0xe9),
    ]);
    appendFileSync(target, scalars([1]));
    await rig().poll();
    assert.deepEqual(
      [
        length,
        rig()
          .runs()
          .map(({ points, problems }) => [points, problems]),
      ],
      [
        2,
        [
          [1, []],
          [2, []],
        ],
      ],
    );
  });

  it('trap 24: folders that hold programs and caches are not entered, and those of other tools are no noise', async () => {
    const noise = [
      'node_modules/x',
      '__pycache__',
      '.git/logs',
      '.venv/lib',
      'site-packages/tensorboard',
    ];
    for (const name of noise) rig().write(`${name}/events.out.tfevents.1`, scalars([0]));
    rig().write('run/plugins/profile/2024_01_01/host.xplane.pb', head);
    rig().write('run/plugins/profile/events.out.tfevents.1.profile-empty', head);
    rig().write('run/checkpoints/model.ckpt', head);
    const names = [
      'run',
      'run/loss_train',
      'run/1700000000.25',
      'keras/train',
      'keras/validation',
      'log/version_3',
    ];
    for (const name of names) rig().write(`${name}/events.out.tfevents.1`, scalars([0]));
    const runs = await rig().load({ excludedDirectories });
    assert.deepEqual(runs.map(({ name }) => name).sort(), names.sort());
  });

  it('trap 25: growth is seen by its size alone, without events, though time stamps stand still', async () => {
    const still = new Date('2026-01-01T00:00:00Z');
    const target = rig().write(file, head, scalars([0]));
    utimesSync(target, still, still);
    await rig().load();
    const seen: number[] = [];
    for (const step of range(1, 5)) {
      rig().append(file, scalars([step]));
      utimesSync(target, still, still);
      // A file that seems to be old is looked at every ten seconds, until it is seen to grow.
      if (step === 1) rig().clock.advance(10_000);
      await rig().poll();
      seen.push(rig().steps().length);
    }
    assert.deepEqual(seen, [2, 3, 4, 5, 6]);
  });

  it('trap 26: silence as long as a writer may hold its records back is no stall', async () => {
    const now = rig().clock.now() / 1000;
    rig().write(file, ...range(0, 9).map((step) => scalarRecord('loss', step, 0, now - 10 + step)));
    await rig().load();
    const states = [];
    for (const seconds of [60, 59, 60]) {
      rig().clock.advance(seconds * 1000);
      states.push(rig().run().state);
    }
    assert.deepEqual(states, ['running', 'running', 'stalled']);
  });

  it('trap 32: a session end of hparams, written at once by add_hparams, does not finish a run', async () => {
    const now = rig().clock.now() / 1000;
    // HParamsPluginData { version: 0, session_end_info: { status: STATUS_SUCCESS } }
    const content = Uint8Array.of(0x22, 2, 0x08, 1);
    const end = value('_hparams_/session_end_info', () => undefined, {
      plugin: 'hparams',
      content,
    });
    rig().write(
      file,
      scalarRecord('loss', 0, 0, now),
      record(event({ wallTime: now, values: [end] })),
    );
    await rig().load();
    assert.equal(rig().run().state, 'running');
  });

  it('trap 33: without any record of the end, silence tells: running, stalled, unknown', async () => {
    const now = rig().clock.now() / 1000;
    rig().write(file, scalarRecord('loss', 0, 0, now));
    await rig().load();
    const states = [rig().run().state];
    for (const minutes of [3, 30]) {
      rig().clock.advance(minutes * 60_000);
      states.push(rig().run().state);
    }
    assert.deepEqual(states, ['running', 'stalled', 'unknown']);
  });

  it('trap 36: a copy of a run, as a mirror makes it, is a run of its own with the same points', async () => {
    const bytes = joinBytes(fileVersionRecord(), scalars([0, 1]));
    rig().write('run/events.out.tfevents.1', bytes);
    rig().write('mirror/run/events.out.tfevents.1', bytes);
    await rig().load();
    assert.deepEqual(rig().draw('loss', 'run'), rig().draw('loss', 'mirror/run'));
  });

  it('trap 37: a folder that names a bucket is no local one: nothing is found, nothing fails', async () => {
    rig().write(file, scalars([0]));
    const runs = await rig().load({ folders: ['gs://bucket/runs', 's3://bucket', rig().folder] });
    assert.deepEqual(
      runs.map(({ name }) => name),
      ['run'],
    );
  });

  it('trap 38: a run whose disk blinks keeps its data and loses nothing when it is back', async () => {
    rig().write(file, head, scalars([0, 1]));
    await rig().load();
    const aside = rig().pathOf('aside');
    renameSync(rig().pathOf('run'), aside);
    await rig().rescan();
    const away = [
      rig().steps(),
      rig()
        .run()
        .problems.map(({ kind }) => kind),
    ];
    rig().clock.advance(2 * pollIntervalMs);
    renameSync(aside, rig().pathOf('run'));
    await rig().rescan();
    rig().append(file, scalars([2]));
    await rig().poll();
    rig().clock.advance(60_000);
    assert.deepEqual(
      [away, rig().steps(), rig().troubles()],
      [[[0, 1], ['fileMissing']], [0, 1, 2], []],
    );
  });

  it('trap 38: a file that becomes a directory costs nobody else anything', async () => {
    const target = rig().write(file, head, scalars([0, 1]));
    rig().write(later, head, scalars([2]));
    await rig().load();
    rmSync(target);
    mkdirSync(target);
    rig().append(later, scalars([3]));
    await rig().poll();
    assert.deepEqual(
      [
        rig().steps(),
        rig()
          .run()
          .problems.map(({ kind, file: name, detail }) => [kind, name, detail]),
      ],
      [range(0, 3), [['unreadable', path.basename(file), 'EISDIR']]],
    );
  });

  it('trap 40: points stay in the order of files and records, whatever their wall times say', async () => {
    rig().write(earlier, ...[9, 3, 6].map((time, step) => scalarRecord('loss', step, time, time)));
    rig().write(later, ...[2, 1].map((time, step) => scalarRecord('loss', step + 3, time, time)));
    await rig().load();
    const { last } = rig().engine.answers.getStatistics(rig().run().id)[0]!;
    assert.deepEqual(
      [
        rig()
          .draw()
          .line.map(([, y]) => y),
        last,
      ],
      [[9, 3, 6, 2, 1], { step: 4, wallTime: 1, value: 1 }],
    );
  });
});
