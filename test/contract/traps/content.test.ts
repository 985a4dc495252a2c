// The traps of TensorBoard's log files that lie in events and values, each by its number, through the real engine.
import assert from 'node:assert/strict';
import type { Writer } from 'protobufjs/minimal';
import { head, range, scalars, useEngine } from '../../support/engineRig';
import {
  dtypes,
  event,
  histogramValue,
  imageValue,
  message,
  record,
  scalarRecord,
  simpleValue,
  tensorValue,
  value,
  type TensorFields,
} from '../../support/eventFiles';
import { doublesOf, floatsOf } from '../../support/numberBytes';

const file = 'run/events.out.tfevents.1700000000.host.1.0';
const later = 'run/events.out.tfevents.1700000009.host.1.0';

/** A record of one step with these values. */
function step(number: number, ...values: Uint8Array[]): Uint8Array {
  return record(event({ wallTime: 1_700_000_000 + number, step: number, values }));
}

describe('traps of content', () => {
  const rig = useEngine();

  /** Kind, tag and number of points or values of everything in the run. */
  function counts(): unknown[] {
    const statistics = rig().engine.answers.getStatistics(rig().run().id);
    return statistics.map(({ kind, tag, points }) => [kind, tag, points]).sort();
  }

  it('trap 10: points that are all of step 0 are all kept, and drawn by their number on the step axis', async () => {
    rig().write(file, ...range(0, 9).map((at) => scalarRecord('loss', 0, at, 1_700_000_000 + at)));
    await rig().load();
    const wall = rig().draw('loss', 'run', 'wall').line;
    assert.deepEqual(
      [rig().run().points, rig().isSingleStep(), wall.map(([, y]) => y), rig().steps('loss')],
      [10, true, range(0, 9), range(0, 9)],
    );
  });

  it('trap 11: a tag that is logged late or at odd steps takes nothing from the others', async () => {
    const train = range(0, 9).map((at) => scalarRecord('train', at, at));
    const evaluation = [2, 5].map((at) => scalarRecord('eval', at, at));
    rig().write(file, ...train.slice(0, 6), evaluation[0]!, ...train.slice(6), evaluation[1]!);
    rig().append(file, ...[1, 1, 2].map((at) => scalarRecord('epoch', at, at)));
    await rig().load();
    assert.deepEqual(
      ['train', 'eval', 'epoch'].map((tag) => [rig().steps(tag), rig().draw(tag).ghosts]),
      [
        [range(0, 9), []],
        [[2, 5], []],
        [[1, 1, 2], []],
      ],
    );
  });

  it('trap 12: steps and wall times that cannot be right keep their points, and the file goes on', async () => {
    const steps = [-(2 ** 40), -1, 0, 2 ** 53, 2n ** 62n];
    const times = [0, NaN, 1_700_000_000_000, -5, Infinity, 1_700_000_000];
    rig().write(file, ...steps.map((at) => scalarRecord('steps', at, 1, 1_700_000_000)));
    rig().append(file, ...times.map((time, at) => scalarRecord('times', at, at, time)));
    await rig().load();
    assert.deepEqual(
      {
        steps: rig().steps('steps'),
        times: rig().steps('times'),
        wall: rig()
          .draw('times', 'run', 'wall')
          .line.map(([x]) => x),
        troubles: rig()
          .run()
          .problems.map(({ kind, count, detail }) => [kind, count, detail]),
      },
      {
        steps: steps.map(Number),
        times: range(0, 5),
        // One was in milliseconds; those before any log was written tell nothing.
        wall: [1_700_000_000, 1_700_000_000],
        troubles: [
          ['badWallTime', 2, null],
          ['badWallTime', 1, 'missing'],
          ['badWallTime', 1, 'milliseconds'],
        ],
      },
    );
  });

  it('trap 17: fields unknown, out of order, given twice, unpacked or merged are read as protobuf says', async () => {
    const backwards = message((w) => {
      w.uint32(0x2a).fork().uint32(0x0a).fork().uint32(0x15).float(1).uint32(0x0a).string('loss');
      w.ldelim().ldelim().uint32(0x10).int32(1).uint32(0x09).double(1_700_000_001);
    });
    const twice = message((w) => {
      w.uint32(0x09).double(5).uint32(0x10).int32(9).uint32(0x7a).bytes(new Uint8Array(3));
      w.uint32(0x09).double(1_700_000_002).uint32(0x10).int32(2);
      for (const number of [2, 3])
        w.uint32(0x2a).fork().uint32(0x0a).bytes(simpleValue('loss', number)).ldelim();
    });
    const oneof = value('loss', (w) => {
      w.uint32(0x22).bytes(new Uint8Array(0)).uint32(0x15).float(4);
    });
    const unpacked: TensorFields = { dtype: dtypes.float, list: (w) => w.uint32(0x2d).float(5) };
    rig().write(
      file,
      record(backwards),
      record(twice),
      step(3, oneof),
      step(4, tensorValue('loss', unpacked)),
    );
    await rig().load();
    assert.deepEqual(
      [rig().draw().line, rig().troubles()],
      [
        [
          [1, 1],
          [2, 2],
          [2, 3],
          [3, 4],
          [4, 5],
        ],
        [],
      ],
    );
  });

  it('trap 18: a scalar is a scalar however it is encoded, and one that was never written is none', async () => {
    const packedHalf = (w: Writer): unknown => w.uint32(0x6a).fork().int32(0x3c00).ldelim();
    const fields: TensorFields[] = [
      { dtype: dtypes.float, list: (w) => w.uint32(0x2a).fork().float(1).ldelim() },
      { dtype: dtypes.float, shape: [], content: floatsOf(1) },
      { dtype: dtypes.double, shape: [1], content: doublesOf(1) },
      { dtype: dtypes.double, shape: [1, 1], list: (w) => w.uint32(0x31).double(1) },
      { dtype: dtypes.half, list: packedHalf },
      { dtype: dtypes.half, list: (w) => w.uint32(0x68).int32(0x3f800000) },
      { dtype: dtypes.int8, list: (w) => w.uint32(0x38).int32(1) },
      { dtype: dtypes.float, shape: [] },
    ];
    rig().write(
      file,
      step(0, simpleValue('loss', 1)),
      ...fields.map((one, at) => step(at + 1, tensorValue('loss', one, { plugin: 'scalars' }))),
    );
    await rig().load();
    assert.deepEqual(
      rig().draw().line,
      range(0, 7).map((at) => [at, 1]),
    );
  });

  it('trap 19: a number as a tensor that names no plugin is offered as a scalar', async () => {
    rig().write(file, step(1, tensorValue('t', { dtype: dtypes.float, content: floatsOf(2) })));
    await rig().load();
    assert.deepEqual(rig().draw('t').line, [[1, 2]]);
  });

  it('trap 20: metadata that comes with the first value alone holds for the others', async () => {
    const cells = { dtype: dtypes.double, shape: [1, 3], content: doublesOf(0, 1, 5) };
    const number = { dtype: dtypes.float, shape: [], content: floatsOf(1) };
    rig().write(file, head);
    rig().append(file, step(0, tensorValue('h', cells, { plugin: 'histograms' })));
    rig().append(file, step(0, tensorValue('s', number, { plugin: 'scalars', displayName: 'S' })));
    for (const at of [1, 2])
      rig().append(file, step(at, tensorValue('h', cells), tensorValue('s', number)));
    rig().write(later, step(3, tensorValue('s', number)));
    await rig().load();
    assert.deepEqual(
      [counts(), rig().steps('s')],
      [
        [
          ['histogram', 'h', 3],
          ['scalar', 's', 4],
        ],
        range(0, 3),
      ],
    );
  });

  it('trap 22: text that is not UTF-8 is read as far as it goes', async () => {
    const tag = Uint8Array.of(0x61, 0xff, 0x62);
    rig().write(file, scalarRecord(tag, 1, 1), scalars([0, 1]));
    await rig().load();
    assert.deepEqual([rig().listed(), rig().troubles()], [['scalar a\ufffdb', 'scalar loss'], []]);
  });

  it('trap 27: NaN and infinities are kept as such and spoil neither extremes nor averages', async () => {
    const values = [1, NaN, 3, Infinity, -Infinity, 2];
    rig().write(file, ...values.map((number, at) => scalarRecord('loss', at, number)));
    await rig().load();
    const { min, max, nonFinite } = rig().engine.answers.getStatistics(rig().run().id)[0]!;
    assert.deepEqual([min, max, nonFinite, rig().steps().length], [1, 3, 3, 6]);
    const smooth = rig()
      .smoothed(0.5)
      .map(([, y]) => y);
    assert.ok(
      smooth.filter(Number.isFinite).every((y) => y >= 1 && y <= 3),
      String(smooth),
    );
    assert.ok(smooth.filter(Number.isFinite).length >= 3, String(smooth));
  });

  it('trap 28: a constant stays what it is when smoothed, and a single point is a point', async () => {
    rig().write(
      file,
      ...range(0, 9).map((at) => scalarRecord('loss', at, 0.1)),
      scalarRecord('one', 5, 2),
    );
    await rig().load();
    const constant = Math.fround(0.1);
    assert.deepEqual(
      [
        rig()
          .smoothed(0.99)
          .map(([, y]) => y),
        rig().draw('one').line,
      ],
      [range(0, 9).map(() => constant), [[5, 2]]],
    );
  });

  it('trap 29: images of any bytes, sizes and number are counted, whatever is in them', async () => {
    const gif = new TextEncoder().encode('GIF89a');
    const strings = (...texts: (string | Uint8Array)[]): TensorFields => ({
      dtype: dtypes.string,
      shape: [texts.length],
      list: (w) =>
        texts.forEach((text) =>
          w.uint32(0x42).bytes(typeof text === 'string' ? new TextEncoder().encode(text) : text),
        ),
    });
    rig().write(file, step(0, imageValue('i', gif)), step(1, imageValue('i', new Uint8Array(0))));
    rig().append(file, step(5, imageValue('i', new Uint8Array(5).fill(255))));
    rig().append(
      file,
      step(0, tensorValue('j', strings('-1', 'wide', gif, gif), { plugin: 'images' })),
    );
    rig().append(file, step(1, tensorValue('j', strings('9', '9'))));
    await rig().load();
    assert.deepEqual(
      [counts(), rig().troubles()],
      [
        [
          ['image', 'i', 3],
          ['image', 'j', 2],
        ],
        [],
      ],
    );
  });

  it('trap 30: histograms with infinite, backward, empty or very many buckets are counted without harm', async () => {
    const odd = (limits: number[], numbers: number[]): Uint8Array =>
      value('h', (w) => {
        w.uint32(0x2a)
          .fork()
          .uint32(0x32)
          .bytes(doublesOf(...limits))
          .uint32(0x3a)
          .bytes(doublesOf(...numbers))
          .ldelim();
      });
    const most = Number.MAX_VALUE;
    rig().write(
      file,
      step(0, histogramValue('h')),
      step(1, odd([-most, 0, most], [0, 0.5, 1e300])),
      step(2, odd([5, 1, 1], [1, 2, 3])),
      step(3, odd([], [])),
      step(
        4,
        odd(
          range(0, 999),
          range(0, 999).map(() => 0),
        ),
      ),
      step(5, tensorValue('h', { dtype: dtypes.double, shape: [0, 3] }, { plugin: 'histograms' })),
    );
    await rig().load();
    assert.deepEqual([counts(), rig().troubles()], [[['histogram', 'h', 6]], []]);
  });

  it('trap 31: hparams that are given again, by a resume or another schema, are all kept', async () => {
    const start = (content: number[]): Uint8Array =>
      step(
        0,
        value('_hparams_/session_start_info', () => undefined, {
          plugin: 'hparams',
          content: Uint8Array.of(...content),
        }),
      );
    rig().write(file, start([0x1a, 0]), start([0x1a, 2, 0x22, 0]));
    rig().write(later, start([0x1a, 0]));
    await rig().load();
    assert.deepEqual(counts(), [['hparams', '_hparams_/session_start_info', 3]]);
  });

  it('trap 34: one tag may be scalar and image in one run, and something else in another', async () => {
    rig().write(
      file,
      step(0, simpleValue('t', 1)),
      step(1, imageValue('t', new Uint8Array(3))),
      step(2, simpleValue('t', 2)),
    );
    rig().write('other/events.out.tfevents.1', step(0, histogramValue('t')));
    const runs = await rig().load();
    const { tags } = rig().engine.answers.getCatalog(runs.map(({ id }) => id));
    assert.deepEqual(
      [
        tags.map(({ tag, kind, runs: has }) => [tag, kind, has.map((at) => runs[at]!.name)]).sort(),
        rig().draw('t').line,
      ],
      [
        [
          ['t', 'histogram', ['other']],
          ['t', 'image', ['run']],
          ['t', 'scalar', ['run']],
        ],
        [
          [0, 1],
          [2, 2],
        ],
      ],
    );
  });
});
