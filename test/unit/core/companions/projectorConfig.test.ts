// The text format of Protocol Buffers, and what a projector's configuration says in it.
import assert from 'node:assert/strict';
import { readProjectorConfig } from '../../../../src/core/companions/projectorConfig';
import { parseTextProto, type TextMessage } from '../../../../src/core/companions/textProto';

/** Messages become lists of their fields. */
function plain(message: TextMessage): unknown[] {
  return [...message].map(([name, values]) => [
    name,
    ...values.map((value) => (typeof value === 'string' ? value : plain(value))),
  ]);
}

describe('text format', () => {
  it('has fields, messages in both brackets, lists, comments and separators', () => {
    const { message, faultyLines } = parseTextProto(`
      # a comment
      a: 1, b: -2.5e3; c: TRUE
      list: [ 1, 2 ] list: 3
      m { x: "1" } m: < x: '2' >
    `);
    assert.deepEqual(plain(message), [
      ['a', '1'],
      ['b', '-2.5e3'],
      ['c', 'TRUE'],
      ['list', '1', '2', '3'],
      ['m', [['x', '1']], [['x', '2']]],
    ]);
    assert.deepEqual(faultyLines, []);
  });

  it('joins texts that stand together and undoes escapes, bytes of UTF-8 among them', () => {
    const { message } = parseTextProto(String.raw`a: "x\ty" 'z\'' "\303\274\xc3\xbc\\"`);
    assert.deepEqual(plain(message), [['a', 'x\ty' + "z'üü\\"]]);
  });

  it('leaves out what makes no sense and says where', () => {
    const { message, faultyLines } = parseTextProto('a: 1\n! b\nc: }\nd: "open\ne: 2\nf {');
    assert.deepEqual([message.get('a'), message.get('e')], [['1'], ['2']]);
    assert.deepEqual(faultyLines, [2, 3, 4, 6]);
  });

  it('ends with any text, however deep or broken', () => {
    for (const text of [
      '{'.repeat(1e5),
      'a{'.repeat(1e5),
      '"'.repeat(1e4),
      '\0\\'.repeat(1e4),
      '[',
    ]) {
      assert.ok(parseTextProto(text).faultyLines.length <= 20);
    }
  });
});

describe('projector configuration', () => {
  it('reads the style of Keras: values in a checkpoint', () => {
    const text = `
model_checkpoint_path: "keras_embedding.ckpt-1"
embeddings {
  tensor_name: "layer_with_weights-0/embeddings/.ATTRIBUTES/VARIABLE_VALUE"
  metadata_path: "metadata.tsv"
}`;
    assert.deepEqual(readProjectorConfig(text), {
      embeddings: [
        {
          name: 'layer_with_weights-0/embeddings/.ATTRIBUTES/VARIABLE_VALUE',
          encoding: 'checkpoint',
          tensorPath: null,
          shape: null,
          metadataPath: 'metadata.tsv',
          bookmarksPath: null,
          sprite: null,
        },
      ],
      faultyLines: [],
    });
  });

  it('tells the encoding by the name of the file, and takes no shape that is none', () => {
    const text = `
      embeddings { tensor_path: "a.tsv" tensor_shape: -1 tensor_shape: 2 }
      embeddings { tensor_path: "b.bytes" tensor_shape: [10, 2] }
      embeddings { tensor_path: "c.npy" sprite { image_path: "s.png" single_image_dim: [4, 5] } }
      embeddings: "nonsense"`;
    assert.deepEqual(
      readProjectorConfig(text).embeddings.map(({ encoding, shape, sprite }) => [
        encoding,
        shape,
        sprite,
      ]),
      [
        ['tsv', null, null],
        ['bytes', [10, 2], null],
        ['npy', null, { path: 's.png', width: 4, height: 5 }],
      ],
    );
  });
});
