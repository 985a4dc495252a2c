// What is expected of damaged, odd and moving files, end to end: real files, the real engine. Both of TensorBoard's
// readers lose data in most of these cases. Resumes, hparams and histograms have tests of their own.
import assert from 'node:assert/strict';
import {
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  openSync,
  writeSync,
  closeSync,
} from 'node:fs';
import path from 'node:path';
import type { Writer } from 'protobufjs/minimal';
import { doublesOf, halfBits } from '../support/numberBytes';
import { head, range, scalars, useEngine } from '../support/engineRig';
import {
  dtypes,
  event,
  flipBits,
  joinBytes,
  record,
  scalarRecord,
  tensorValue,
  type TensorFields,
} from '../support/eventFiles';

const file = 'run/events.out.tfevents.1700000000.host.1.0';
const second = 'run/events.out.tfevents.1700000009.host.1.0';

describe('acceptance: damage', () => {
  const rig = useEngine();
  const records = range(0, 7).map((step) => scalars([step]));
  const offset = joinBytes(head, ...records.slice(0, 3)).length;
  const size = records[3]!.length;
  const withFourth = (fourth: Uint8Array): Uint8Array =>
    joinBytes(head, ...records.slice(0, 3), fourth, ...records.slice(4));

  it('a flipped data checksum on record 4 of 8: eight points and a warning', async () => {
    rig().write(file, withFourth(flipBits(records[3]!, -1)));
    await rig().load({ verifyChecksums: 'always' });
    assert.deepEqual(
      [rig().steps(), rig().troubles()],
      [range(0, 7), [['badChecksum', offset, size, 1]]],
    );
  });

  it('a flipped length checksum on record 4 of 8: seven points and one record skipped', async () => {
    rig().write(file, withFourth(flipBits(records[3]!, 8)));
    await rig().load();
    assert.deepEqual(
      [rig().steps(), rig().troubles()],
      [[0, 1, 2, 4, 5, 6, 7], [['corruptRecord', offset, size, 1]]],
    );
  });

  it('record 4 of 8 is framed well but no event: seven points and a warning', async () => {
    rig().write(file, withFourth(record(Uint8Array.of(0x2a, 0xff, 0xff, 7))));
    await rig().load();
    assert.deepEqual(
      [rig().steps(), rig().troubles()],
      [[0, 1, 2, 4, 5, 6, 7], [['undecodableRecord', offset, 20, 1]]],
    );
  });

  it('a truncated tail, later completed: three, then four points', async () => {
    rig().write(file, head, scalars([0, 1, 2]), records[3]!.subarray(0, 20));
    await rig().load();
    const before = rig().steps();
    rig().append(file, records[3]!.subarray(20));
    await rig().poll();
    assert.deepEqual([before, rig().steps(), rig().troubles()], [[0, 1, 2], [0, 1, 2, 3], []]);
  });

  it('4 KiB of zeros, then a valid record: four points and a warning', async () => {
    rig().write(file, head, scalars([0, 1, 2]), new Uint8Array(4096), scalars([3]));
    await rig().load();
    assert.deepEqual(
      [rig().steps(), rig().troubles()],
      [[0, 1, 2, 3], [['zeroHole', offset, 4096, 1]]],
    );
  });

  it('a tail of zeros, later overwritten by two records: three points', async () => {
    const late = joinBytes(scalars([1]), scalars([2]));
    const target = rig().write(file, head, scalars([0]), new Uint8Array(late.length));
    await rig().load();
    const before = rig().steps();
    const descriptor = openSync(target, 'r+');
    writeSync(descriptor, late, 0, late.length, head.length + records[0]!.length);
    closeSync(descriptor);
    await rig().poll();
    assert.deepEqual([before, rig().steps(), rig().troubles()], [[0], [0, 1, 2], []]);
  });
});

describe('acceptance: content', () => {
  const rig = useEngine();

  it('a wall time that is NaN on record 2 of 3: three points by step, two by time', async () => {
    rig().write(
      file,
      ...[1_700_000_000, NaN, 1_700_000_002].map((wallTime, step) =>
        scalarRecord('loss', step, step / 2, wallTime),
      ),
    );
    await rig().load();
    assert.deepEqual(
      {
        step: rig().steps(),
        wall: rig().draw('loss', 'run', 'wall').line,
        relative: rig().draw('loss', 'run', 'relative').line,
        troubles: rig()
          .troubles()
          .map((trouble) => (trouble as unknown[])[0]),
      },
      {
        step: [0, 1, 2],
        wall: [
          [1_700_000_000, 0],
          [1_700_000_002, 1],
        ],
        relative: [
          [0, 0],
          [2, 1],
        ],
        troubles: ['badWallTime'],
      },
    );
  });

  const one: Readonly<Record<string, TensorFields>> = {
    double: { dtype: dtypes.double, list: (w) => w.uint32(0x31).double(1) },
    int32: { dtype: dtypes.int32, list: (w) => w.uint32(0x38).int32(1) },
    int64: { dtype: dtypes.int64, list: (w) => w.uint32(0x50).int64(1) },
    half: { dtype: dtypes.half, list: (w) => w.uint32(0x68).int32(halfBits.one) },
    bfloat16: { dtype: dtypes.bfloat16, list: (w) => w.uint32(0x68).int32(0x3f80) },
    uint8: { dtype: dtypes.uint8, list: (w) => w.uint32(0x38).int32(1) },
    bool: { dtype: dtypes.bool, list: (w) => w.uint32(0x58).bool(true) },
    'shape [1]': { dtype: dtypes.double, shape: [1], content: doublesOf(1) },
  };

  for (const [name, fields] of Object.entries(one)) {
    it(`scalars as tensors, ${name}: two points`, async () => {
      const records = [1, 2].map((step) =>
        record(
          event({
            wallTime: 1_700_000_000,
            step,
            values: [tensorValue('t', fields, { plugin: 'scalars' })],
          }),
        ),
      );
      rig().write(file, ...records);
      await rig().load();
      assert.deepEqual(rig().draw('t').line, [
        [1, 1],
        [2, 1],
      ]);
    });
  }

  it('shape [2] and a string under the scalars plugin: no scalars, but a tensor and a text', async () => {
    const values = [
      tensorValue(
        'two',
        { dtype: dtypes.double, shape: [2], content: doublesOf(1, 2) },
        { plugin: 'scalars' },
      ),
      tensorValue(
        'word',
        { dtype: dtypes.string, list: (w) => w.uint32(0x42).string('x') },
        { plugin: 'scalars' },
      ),
    ];
    rig().write(file, record(event({ wallTime: 1_700_000_000, step: 1, values })));
    await rig().load();
    assert.deepEqual(rig().listed(), ['tensor two', 'text word']);
  });

  it('odd tags: all listed', async () => {
    const tags = ['', '/lead', 'trail/', 'a//b', 'ünïcode/损失', 'a\nb', '100%', 'x'.repeat(300)];
    rig().write(file, ...tags.map((tag) => scalarRecord(tag, 1, 0.5)));
    await rig().load();
    assert.deepEqual(rig().listed(), tags.map((tag) => `scalar ${tag}`).sort());
    assert.deepEqual(
      tags.map((tag) => rig().steps(tag)),
      tags.map(() => [1]),
    );
  });

  it('a tag that is scalar, then text, then scalar: two points and one text', async () => {
    const text = { dtype: dtypes.string, list: (w: Writer) => w.uint32(0x42).string('hi') };
    rig().write(
      file,
      scalarRecord('t', 1, 1),
      record(
        event({
          wallTime: 1_700_000_002,
          step: 2,
          values: [tensorValue('t', text, { plugin: 'text' })],
        }),
      ),
      scalarRecord('t', 3, 3),
    );
    await rig().load();
    const statistics = rig().engine.answers.getStatistics(rig().run().id);
    assert.deepEqual(
      statistics.map(({ kind, points }) => [kind, points]),
      [
        ['scalar', 2],
        ['text', 1],
      ],
    );
    assert.deepEqual(rig().draw('t').line, [
      [1, 1],
      [3, 3],
    ]);
  });

  it('20,000 steps with one spike at 7777: the spike is visible and the first point kept', async () => {
    const records = range(0, 19_999).map((step) =>
      scalarRecord('loss', step, step === 7777 ? 1000 : step % 7),
    );
    rig().write(file, head, ...records);
    await rig().load();
    const { line } = rig().draw();
    assert.deepEqual(
      [line[0], Math.max(...line.map(([, y]) => y)), rig().valueAt(7777), rig().run().points],
      [[0, 0], 1000, 1000, 20_000],
    );
  });

  it('only the record of 72 bytes that gives the file version: a run that has started, without data', async () => {
    const source = 'tensorboard.summary.writer.event_file_writer';
    const first = record(
      joinBytes(
        event({ wallTime: 1_700_000_000, fileVersion: 'brain.Event:2' }),
        Uint8Array.of(0x52, source.length + 2, 0x0a, source.length),
        new TextEncoder().encode(source),
      ),
    );
    assert.equal(first.length, 88);
    rig().write(file, first);
    await rig().load();
    const { state, evidence, points, problems } = rig().run();
    assert.deepEqual([state, evidence.kind, points, problems], ['starting', 'noPointsYet', 0, []]);
  });
});

describe('acceptance: files that move', () => {
  const rig = useEngine();

  it('an append to the earlier of two files: seen within one poll', async () => {
    rig().write(file, head, scalars([0, 1]));
    rig().write(second, head, scalars([2, 3], 'other'));
    await rig().load();
    rig().append(file, scalars([2]));
    await rig().poll();
    assert.deepEqual(
      [rig().steps(), rig().steps('other')],
      [
        [0, 1, 2],
        [2, 3],
      ],
    );
  });

  it('a file replaced by a longer one through a rename: read again, six points', async () => {
    const target = rig().write(file, head, scalars([0, 1, 2]));
    await rig().load();
    const next = path.join(rig().folder, 'next');
    writeFileSync(next, joinBytes(head, scalars(range(0, 5))));
    renameSync(next, target);
    await rig().poll();
    assert.deepEqual(rig().steps(), range(0, 5));
    assert.equal(rig().run().points, 6);
  });

  it('a file truncated and written again, ten to four points: the four new points', async () => {
    const target = rig().write(file, head, scalars(range(0, 9)));
    await rig().load();
    truncateSync(target, 0);
    await rig().poll();
    rig().append(file, head, scalars(range(20, 23)));
    await rig().poll();
    assert.deepEqual([rig().steps(), rig().run().points], [range(20, 23), 4]);
  });

  it('one of two files removed: its data stays and the file is marked missing', async () => {
    const target = rig().write(file, head, scalars([0, 1]));
    rig().write(second, head, scalars([2, 3]));
    await rig().load();
    rmSync(target);
    await rig().poll();
    assert.deepEqual(
      [
        rig().steps(),
        rig()
          .run()
          .problems.map((problem) => [problem.kind, problem.file]),
      ],
      [range(0, 3), [['fileMissing', path.basename(file)]]],
    );
  });

  for (const what of ['all its files', 'its directory'] as const) {
    it(`${what} removed: the run is marked missing, kept for a grace, then gone`, async () => {
      const target = rig().write(file, head, scalars([0, 1]));
      await rig().load();
      rmSync(what === 'its directory' ? path.dirname(target) : target, { recursive: true });
      await rig().poll();
      const missing = [rig().steps(), rig().troubles()];
      rig().clock.advance(5_000);
      const during = rig().runs().length;
      rig().clock.advance(10_000);
      assert.deepEqual(
        { missing, during, after: rig().runs().length },
        { missing: [[0, 1], [['fileMissing', 0, 0, 1]]], during: 1, after: 0 },
      );
    });
  }
});
