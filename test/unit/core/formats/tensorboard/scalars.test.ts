// What counts as a scalar, and how exactly it is read.
import assert from 'node:assert/strict';
import type { Writer } from 'protobufjs/minimal';
import { tensorboardFormat } from '../../../../../src/core/formats/tensorboard/format';
import { decodeFile } from '../../../../support/decodeFile';
import {
  dtypes,
  event,
  fileVersionRecord,
  imageValue,
  joinBytes,
  message,
  record,
  scalarRecord,
  simpleValue,
  tensor,
  tensorValue,
  value,
  type TensorFields,
} from '../../../../support/eventFiles';

/** Tag, step and value of each point of a file. */
function pointsOf(...records: Uint8Array[]): unknown[] {
  const { tags, points, problems, tail } = decodeFile(tensorboardFormat, joinBytes(...records));
  assert.deepEqual([problems, tail], [[], null]);
  return points.map(([tag, step, , number]) => [tags[tag]!.tag, step, number]);
}

/** Kind and count of everything in a file that is no scalar. */
function othersOf(...records: Uint8Array[]): unknown[] {
  const { tags, items } = decodeFile(tensorboardFormat, joinBytes(...records));
  return tags.flatMap(({ index, tag, kind }) =>
    kind === 'scalar' ? [] : [[tag, kind, items.filter((item) => item.tag === index).length]],
  );
}

function little(write: (view: DataView) => void, size: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(size));
  write(view);
  return new Uint8Array(view.buffer);
}

/** The number that a lone tensor is read as; null where it is no scalar. */
function numberOf(fields: TensorFields): unknown {
  const points = pointsOf(record(event({ wallTime: 1, values: [tensorValue('t', fields)] })));
  return points.length === 1 ? (points[0] as unknown[])[2] : null;
}

describe('scalar tensors', () => {
  it('are read from the raw content of every dtype', () => {
    const content = (dtype: keyof typeof dtypes, size: number, write: (view: DataView) => void) =>
      numberOf({ dtype: dtypes[dtype], shape: [], content: little(write, size) });
    assert.deepEqual(
      {
        float: content('float', 4, (view) => view.setFloat32(0, 0.1, true)),
        double: content('double', 8, (view) => view.setFloat64(0, 0.1, true)),
        int32: content('int32', 4, (view) => view.setInt32(0, -7, true)),
        uint8: content('uint8', 1, (view) => view.setUint8(0, 200)),
        int16: content('int16', 2, (view) => view.setInt16(0, -300, true)),
        int8: content('int8', 1, (view) => view.setInt8(0, -5)),
        int64: content('int64', 8, (view) => view.setBigInt64(0, -(2n ** 53n), true)),
        bool: content('bool', 1, (view) => view.setUint8(0, 1)),
        bfloat16: content('bfloat16', 2, (view) => view.setUint16(0, 0x3f80, true)),
        uint16: content('uint16', 2, (view) => view.setUint16(0, 65535, true)),
        half: content('half', 2, (view) => view.setUint16(0, 0xc000, true)),
        uint32: content('uint32', 4, (view) => view.setUint32(0, 4e9, true)),
        uint64: content('uint64', 8, (view) => view.setBigUint64(0, 2n ** 53n, true)),
        float8: content('float8e4m3fn', 1, (view) => view.setUint8(0, 0x38)),
      },
      {
        float: Math.fround(0.1),
        double: 0.1,
        int32: -7,
        uint8: 200,
        int16: -300,
        int8: -5,
        int64: -(2 ** 53),
        bool: 1,
        bfloat16: 1,
        uint16: 65535,
        half: -2,
        uint32: 4e9,
        uint64: 2 ** 53,
        float8: 1,
      },
    );
  });

  it('are read from the typed list of every dtype, packed or not', () => {
    const list = (dtype: keyof typeof dtypes, write: TensorFields['list']) =>
      numberOf({ dtype: dtypes[dtype], list: write! });
    assert.deepEqual(
      {
        float: list('float', (writer) => writer.uint32(0x2a).fork().float(0.1).ldelim()),
        floatUnpacked: list('float', (writer) => writer.uint32(0x2d).float(0.1)),
        double: list('double', (writer) => writer.uint32(0x32).fork().double(0.1).ldelim()),
        doubleUnpacked: list('double', (writer) => writer.uint32(0x31).double(0.1)),
        int: list('int16', (writer) => writer.uint32(0x3a).fork().int32(-300).ldelim()),
        intUnpacked: list('int32', (writer) => writer.uint32(0x38).int32(-7)),
        int64: list('int64', (writer) => writer.uint32(0x52).fork().int64(-5).ldelim()),
        bool: list('bool', (writer) => writer.uint32(0x5a).fork().bool(true).ldelim()),
        half: list('half', (writer) => writer.uint32(0x6a).fork().int32(0x3c00).ldelim()),
        bfloat16: list('bfloat16', (writer) => writer.uint32(0x6a).fork().int32(0x4000).ldelim()),
        uint32: list('uint32', (writer) => writer.uint32(0x82).fork().uint32(4e9).ldelim()),
        uint64: list('uint64', (writer) =>
          writer
            .uint32(0x8a)
            .fork()
            .uint64(2 ** 53)
            .ldelim(),
        ),
        float8: list('float8e5m2', (writer) => writer.uint32(0x92).bytes(Uint8Array.of(0x3c))),
      },
      {
        float: Math.fround(0.1),
        floatUnpacked: Math.fround(0.1),
        double: 0.1,
        doubleUnpacked: 0.1,
        int: -300,
        intUnpacked: -7,
        int64: -5,
        bool: 1,
        half: 1,
        bfloat16: 2,
        uint32: 4e9,
        uint64: 2 ** 53,
        float8: 1,
      },
    );
  });

  it("are read where PyTorch's add_tensor puts them", () => {
    // Halves as the bits of a float32, bytes in the list of unsigned ints.
    const half = numberOf({
      dtype: dtypes.half,
      list: (writer) => writer.uint32(0x6a).fork().uint32(1_065_353_216).ldelim(),
    });
    const byte = numberOf({
      dtype: dtypes.uint8,
      list: (writer) => writer.uint32(0x82).fork().uint32(200).ldelim(),
    });
    assert.deepEqual([half, byte], [1, 200]);
  });

  it('may have any shape of one element, and none at all', () => {
    const content = little((view) => view.setFloat32(0, 0.5, true), 4);
    const shaped = (shape?: number[]): unknown =>
      numberOf({ dtype: dtypes.float, content, ...(shape && { shape }) });
    assert.deepEqual(
      [shaped([]), shaped([1]), shaped([1, 1]), shaped(), shaped([0]), shaped([-1])],
      [0.5, 0.5, 0.5, 0.5, null, null],
    );
  });

  it('are nothing where the number is missing', () => {
    const missing = record(
      event({ values: [tensorValue('t', { dtype: dtypes.float, shape: [] })] }),
    );
    assert.deepEqual(decodeFile(tensorboardFormat, missing).tags, []);
  });
});

describe('other tensors', () => {
  const two = { dtype: dtypes.float, shape: [2], content: new Uint8Array(8) };
  const text = {
    dtype: dtypes.string,
    shape: [],
    list: (writer: Writer) => writer.uint32(0x42).string('x'),
  };
  const one = { dtype: dtypes.float, shape: [], content: new Uint8Array(4) };

  it('are counted by the kind that their plugin says', () => {
    const plugins = ['histograms', 'images', 'audio', 'text', 'pr_curves', 'mesh', 'hparams'];
    plugins.push('graphs', 'custom_scalars', 'tensor');
    const values = plugins.map((plugin) => tensorValue(plugin, two, { plugin }));
    assert.deepEqual(othersOf(record(event({ values })), record(event({ values }))), [
      ['histograms', 'histogram', 2],
      ['images', 'image', 2],
      ['audio', 'audio', 2],
      ['text', 'text', 2],
      ['pr_curves', 'prCurve', 2],
      ['mesh', 'mesh', 2],
      ['hparams', 'hparams', 2],
      ['graphs', 'graph', 2],
      ['custom_scalars', 'layout', 2],
      ['tensor', 'tensor', 2],
    ]);
  });

  it('under the scalars plugin are tensors or text', () => {
    const plugin = 'scalars';
    const values = [tensorValue('two', two, { plugin }), tensorValue('text', text, { plugin })];
    assert.deepEqual(othersOf(record(event({ values }))), [
      ['two', 'tensor', 1],
      ['text', 'text', 1],
    ]);
  });

  it('are told by the plugin that the first value of the tag named', () => {
    const values = [
      tensorValue('a', text, { plugin: 'text' }),
      tensorValue('a', text),
      tensorValue('b', one, { plugin: 'tensor' }),
      tensorValue('b', one),
      tensorValue('c', one, { plugin: 'scalars' }),
      tensorValue('c', one),
      tensorValue('d', one),
    ];
    const file = record(event({ values }));
    assert.deepEqual(othersOf(file), [
      ['a', 'text', 2],
      ['b', 'tensor', 2],
    ]);
    assert.deepEqual(pointsOf(file), [
      ['c', 0, 0],
      ['c', 0, 0],
      ['d', 0, 0],
    ]);
  });

  it('that have no tag are found under the name of their node', () => {
    const node = message((writer) => {
      writer.uint32(0x3a).string('node').uint32(0x42).bytes(tensor(one));
    });
    assert.deepEqual(pointsOf(record(event({ values: [node] }))), [['node', 0, 0]]);
  });
});

describe('values', () => {
  it('of one tag and two kinds are two series', () => {
    const values = [simpleValue('t', 1), imageValue('t', new Uint8Array(3)), simpleValue('t', 3)];
    const { tags, points } = decodeFile(tensorboardFormat, record(event({ values })));
    const named = {
      tag: 't',
      isBare: false,
      metadata: null,
      displayName: null,
      description: null,
    };
    assert.deepEqual(tags, [
      { ...named, index: 0, kind: 'scalar' },
      { ...named, index: 1, kind: 'image' },
    ]);
    assert.deepEqual(
      points.map(([tag, , , number]) => [tag, number]),
      [
        [0, 1],
        [0, 3],
      ],
    );
  });

  it('carry the name and description that came first', () => {
    const metadata = { plugin: 'scalars', displayName: 'Loss', description: 'what is *minimised*' };
    const named = value('t', (writer) => writer.uint32(0x15).float(1), metadata);
    const renamed = value('t', (writer) => writer.uint32(0x15).float(1), { displayName: 'Other' });
    const [tag] = decodeFile(tensorboardFormat, record(event({ values: [named, renamed] }))).tags;
    assert.deepEqual([tag!.displayName, tag!.description], ['Loss', 'what is *minimised*']);
  });

  it('that are hparams have metadata only', () => {
    const only = value('_hparams_/experiment', () => undefined, { plugin: 'hparams' });
    const empty = value('nothing', () => undefined, { plugin: 'scalars' });
    assert.deepEqual(othersOf(record(event({ values: [only, empty] }))), [
      ['_hparams_/experiment', 'hparams', 1],
    ]);
  });

  it('keep tags of every odd kind', () => {
    const odd = ['', '/lead', 'trail/', 'a//b', 'ünïcode/损失', 'a\nb', '100%', 'x'.repeat(300)];
    odd.push('__proto__', '\u202Ertl', '😀');
    assert.deepEqual(
      pointsOf(...odd.map((tag) => scalarRecord(tag, 1, 2))),
      odd.map((tag) => [tag, 1, 2]),
    );
  });
});

describe('steps', () => {
  it('are exact up to 2^53 and may be negative', () => {
    const steps = [0, 1, 127, 128, 16384, 2 ** 28, 2 ** 31, 2 ** 32 + 1, 2 ** 49 - 1, 2 ** 49];
    steps.push(2 ** 53, -1, -(2 ** 31), -(2 ** 53));
    assert.deepEqual(
      pointsOf(scalarRecord('t', 5, 0), ...steps.map((step) => scalarRecord('t', step, 1))),
      [['t', 5, 0], ...steps.map((step) => ['t', step, 1])],
    );
  });

  it('are the nearest number beyond', () => {
    const steps = [2n ** 63n - 1n, -(2n ** 63n)];
    assert.deepEqual(
      pointsOf(...steps.map((step) => scalarRecord('t', step, 1, 1))),
      steps.map((step) => ['t', Number(step), 1]),
    );
  });
});

describe('protobuf', () => {
  const plain = event({ wallTime: 1, step: 7, values: [simpleValue('t', 0.5)] });

  it('fields may come in any order', () => {
    const late = message((writer) => {
      const content = event({ values: [simpleValue('t', 0.5)] });
      writer.raw(content);
      writer.uint32(0x10).int64(7).uint32(0x09).double(1);
    });
    const swapped = message((writer) => {
      writer.uint32(0x15).float(0.5).uint32(0x0a).string('t');
    });
    assert.deepEqual(pointsOf(record(late)), [['t', 7, 0.5]]);
    assert.deepEqual(pointsOf(record(event({ step: 7, values: [swapped] }))), [['t', 7, 0.5]]);
  });

  it('unknown fields and groups are skipped', () => {
    const unknown = message((writer) => {
      writer
        .uint32((99 << 3) | 0)
        .uint32(5)
        .uint32((99 << 3) | 1)
        .fixed64(5);
      writer
        .uint32((99 << 3) | 2)
        .string('x')
        .uint32((99 << 3) | 5)
        .fixed32(5);
      writer
        .uint32((98 << 3) | 3)
        .uint32((97 << 3) | 3)
        .uint32((97 << 3) | 4);
      writer.uint32((98 << 3) | 4).raw(plain);
    });
    assert.deepEqual(pointsOf(record(unknown)), [['t', 7, 0.5]]);
  });

  it('the last of a singular field wins, and two summaries are one', () => {
    const twice = joinBytes(
      event({ wallTime: 1, step: 3, values: [simpleValue('a', 1)] }),
      event({ wallTime: 2, step: 4, values: [simpleValue('b', 2)] }),
    );
    assert.deepEqual(decodeFile(tensorboardFormat, record(twice)).points, [
      [0, 4, 2, 1],
      [1, 4, 2, 2],
    ]);
  });

  it('the last member of a oneof wins', () => {
    const session = event({ sessionStatus: 1 });
    const sessionLast = decodeFile(tensorboardFormat, record(joinBytes(plain, session)));
    assert.deepEqual([sessionLast.points.length, sessionLast.marks.length], [0, 1]);
    assert.deepEqual(pointsOf(record(joinBytes(session, plain))), [['t', 7, 0.5]]);
  });

  it('groups nested without end are damage, not a hang', () => {
    const nested = new Uint8Array(50_000).fill((2 << 3) | 3);
    const file = joinBytes(scalarRecord('t', 1, 2), record(nested), scalarRecord('t', 2, 3));
    const { points, problems } = decodeFile(tensorboardFormat, file);
    assert.deepEqual([points.length, problems.map(({ kind }) => kind)], [2, ['undecodableRecord']]);
  });

  it('an empty file, and one of an empty event, hold nothing', () => {
    const nothing = { tags: [], points: [], items: [], marks: [], problems: [], tail: null };
    assert.deepEqual(decodeFile(tensorboardFormat, new Uint8Array(0)), nothing);
    assert.deepEqual(decodeFile(tensorboardFormat, record(new Uint8Array(0))), nothing);
    assert.deepEqual(decodeFile(tensorboardFormat, fileVersionRecord()), nothing);
  });
});
