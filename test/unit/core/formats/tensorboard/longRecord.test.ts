// Records too long to be held in memory.
import assert from 'node:assert/strict';
import type { Writer } from 'protobufjs/minimal';
import { tensorboardFormat } from '../../../../../src/core/formats/tensorboard/format';
import { decodeFile, FileFollower, type DecodedFile } from '../../../../support/decodeFile';
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
  tensorValue,
  value,
} from '../../../../support/eventFiles';

const megabyte = 1024 * 1024;
const blob = new Uint8Array(1.5 * megabyte).fill(0x5a);
const head = fileVersionRecord();

function kindsOf(file: Uint8Array): unknown {
  const decoded = decodeFile(tensorboardFormat, file, 10_000);
  assert.deepEqual([decoded.problems, decoded.tail], [[], null]);
  return countKinds(decoded);
}

/** Tag, kind and number of items of everything in a file. */
function countKinds({ tags, items }: DecodedFile): unknown[] {
  return tags.map(({ index, tag, kind }) => [
    tag,
    kind,
    items.filter((item) => item.tag === index).length,
  ]);
}

describe('a long record', () => {
  it('is counted without being read', () => {
    const image = record(event({ wallTime: 1, step: 2, values: [imageValue('picture', blob)] }));
    const file = joinBytes(head, image, scalarRecord('loss', 1, 2));
    const follower = new FileFollower(tensorboardFormat).read(file, 4096);
    assert.deepEqual(countKinds(follower.decoded), [
      ['picture', 'image', 1],
      ['loss', 'scalar', 0],
    ]);
    assert.equal(follower.decoded.points.length, 1);
    assert.ok(follower.bytesFed < 20_000, `fed ${follower.bytesFed} bytes`);
  });

  it('is read for what it holds beside the long fields', () => {
    const long = {
      dtype: dtypes.string,
      list: (writer: Writer) => writer.uint32(0x42).bytes(blob),
    };
    const values = [
      simpleValue('before', 0.5),
      tensorValue('picture', long, { plugin: 'images' }),
      tensorValue('words', long),
      simpleValue('after', 0.25),
      value('hparams', () => undefined, { plugin: 'hparams', content: blob }),
      value('described', (writer) => writer.uint32(0x15).float(8), {
        description: 'x'.repeat(99_999),
      }),
    ];
    const file = joinBytes(head, record(event({ wallTime: 9, step: 4, values })));
    assert.deepEqual(kindsOf(file), [
      ['before', 'scalar', 0],
      ['picture', 'image', 1],
      ['words', 'tensor', 1],
      ['after', 'scalar', 0],
      ['hparams', 'hparams', 1],
      ['described', 'scalar', 0],
    ]);
    assert.deepEqual(decodeFile(tensorboardFormat, file, 10_000).points, [
      [0, 4, 9, 0.5],
      [3, 4, 9, 0.25],
      [5, 4, 9, 8],
    ]);
  });

  it('may be a graph or run metadata', () => {
    const file = joinBytes(
      record(event({ wallTime: 1, graph: blob })),
      record(event({ wallTime: 1, runMetadata: { tag: 'step1', content: blob } })),
    );
    assert.deepEqual(kindsOf(file), [
      ['__run_graph__', 'graph', 1],
      ['step1', 'runMetadata', 1],
    ]);
  });

  it('of very many scalars gives them all', () => {
    const count = 20_000;
    const values = Array.from({ length: count }, (_, index) => simpleValue(`t${index % 9}`, index));
    const file = record(event({ wallTime: 1, step: 3, values }));
    assert.ok(file.length > 200_000);
    const { points } = decodeFile(tensorboardFormat, file, 5000);
    assert.deepEqual(
      points,
      Array.from({ length: count }, (_, index) => [index % 9, 3, 1, index]),
    );
    assert.deepEqual(decodeFile(tensorboardFormat, file).points, points);
  });

  it('that is not complete yet is counted when it is', () => {
    const file = joinBytes(head, record(event({ values: [imageValue('picture', blob)] })));
    const follower = new FileFollower(tensorboardFormat).read(file.subarray(0, megabyte));
    assert.deepEqual(follower.decoded, {
      tags: [],
      points: [],
      items: [],
      marks: [],
      problems: [],
      tail: {
        kind: 'truncatedTail',
        offset: head.length,
        bytes: megabyte - head.length,
        detail: null,
      },
    });
    const { items, tail } = follower.read(file).decoded;
    assert.deepEqual([items.length, tail], [1, null]);
  });

  it('that is malformed costs only itself', () => {
    const broken = message((writer) => {
      writer.uint32(0x09).double(1).uint32(0x2a).uint32(megabyte).raw(new Uint8Array(70_000));
    });
    const file = joinBytes(head, record(broken), scalarRecord('loss', 1, 2));
    for (const chunk of [100, 5000, Infinity]) {
      const { points, problems, tail } = decodeFile(tensorboardFormat, file, chunk);
      assert.deepEqual([points, tail], [[[0, 1, 1_700_000_001, 2]], null]);
      assert.deepEqual(problems, [
        {
          kind: 'undecodableRecord',
          offset: head.length,
          bytes: broken.length + 16,
          detail: null,
        },
      ]);
    }
  });

  it('whose tag is too long to be one is left out as a whole, and its value is not taken for another tag', () => {
    const long = record(event({ values: [simpleValue('x'.repeat(70_000), 3)] }));
    const file = joinBytes(head, long, scalarRecord('loss', 1, 2));
    const { tags, points, problems } = decodeFile(tensorboardFormat, file);
    assert.deepEqual(
      [tags.map(({ tag }) => tag), points, problems.map(({ kind, bytes }) => [kind, bytes])],
      [['loss'], [[0, 1, 1_700_000_001, 2]], [['undecodableRecord', long.length]]],
    );
  });

  it('is the same in chunks of any size', () => {
    const values = [
      simpleValue('a', 1),
      imageValue('b', new Uint8Array(70_000)),
      tensorValue('c', { dtype: dtypes.float, content: new Uint8Array(4) }, { plugin: 'scalars' }),
    ];
    const file = joinBytes(head, record(event({ wallTime: 5, step: -1, values })));
    const whole = decodeFile(tensorboardFormat, file);
    assert.equal(whole.points.length, 2);
    for (const chunk of [1, 2, 3, 7, 64, 4096]) {
      assert.deepEqual(decodeFile(tensorboardFormat, file, chunk), whole);
    }
  });
});
