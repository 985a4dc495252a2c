// Texts, curves, meshes, layouts and models: tensors that mean something to a plugin.
import assert from 'node:assert/strict';
import { message, tensorValue } from '../../../../../support/eventFiles';
import {
  contentOf,
  doubleTensor,
  nested,
  stringTensor,
  tensorContent,
  text,
} from '../../../../../support/itemBytes';

describe('a text', () => {
  it('is of any rank', () => {
    assert.deepEqual(
      [
        tensorContent('text', stringTensor([], '**one**')),
        tensorContent('text', stringTensor([2], 'a', 'b')),
        tensorContent('text', stringTensor([2, 2], 'a', 'b', '1', '2')),
        tensorContent('text', stringTensor([0])),
      ],
      [
        { kind: 'text', shape: [], texts: ['**one**'] },
        { kind: 'text', shape: [2], texts: ['a', 'b'] },
        { kind: 'text', shape: [2, 2], texts: ['a', 'b', '1', '2'] },
        { kind: 'text', shape: [0], texts: [] },
      ],
    );
  });

  it('of numbers says that it is none', () => {
    assert.throws(() => tensorContent('text', doubleTensor([1], 1)), /holds float64 values/);
  });
});

describe('the curve of precision and recall', () => {
  it('has its thresholds spread evenly', () => {
    const rows = [4, 2, 1, 3, 2, 0, 0, 1, 3, 0, 2, 3, 0.5, 0.5, 1, 1, 0.5, 0.25];
    assert.deepEqual(tensorContent('prCurve', doubleTensor([6, 3], ...rows)), {
      kind: 'prCurve',
      thresholds: Float64Array.of(0, 0.5, 1),
      truePositives: Float64Array.of(4, 2, 1),
      falsePositives: Float64Array.of(3, 2, 0),
      trueNegatives: Float64Array.of(0, 1, 3),
      falseNegatives: Float64Array.of(0, 2, 3),
      precision: Float64Array.of(0.5, 0.5, 1),
      recall: Float64Array.of(1, 0.5, 0.25),
    });
  });

  it('of another shape says so', () => {
    assert.throws(() => tensorContent('prCurve', doubleTensor([3], 1, 2, 3)), /\[6, n\].*\[3\]/);
  });
});

describe('a part of a mesh', () => {
  const corner = doubleTensor([1, 1, 3], 0, 1, 2);
  const said = (name: string, type: number, config: string): Uint8Array =>
    message((writer) => {
      text(writer, 2, name).uint32(0x18).int32(type);
      text(writer, 5, config);
    });

  it('is told by its metadata', () => {
    const bytes = tensorValue('anything', corner);
    assert.deepEqual(contentOf('mesh', bytes, said('shape', 2, '{"a": 1}'), 'anything'), {
      kind: 'mesh',
      mesh: 'shape',
      part: 'faces',
      shape: [1, 1, 3],
      values: Float64Array.of(0, 1, 2),
      config: '{"a": 1}',
    });
  });

  it('is told by the metadata of its own value before that of its tag', () => {
    const content = said('own', 3, '');
    const bytes = tensorValue('t', corner, { plugin: 'mesh', content });
    const mesh = contentOf('mesh', bytes, said('tag', 2, ''));
    assert.deepEqual(mesh.kind === 'mesh' && [mesh.mesh, mesh.part, mesh.config], [
      'own',
      'colours',
      null,
    ]);
  });

  it('is told by its tag where nothing else tells', () => {
    const parts = ['a_VERTEX', 'a_FACE', 'a_COLOR', 'b_1', 'b_2', 'b_3'].map((tag) => {
      const mesh = contentOf('mesh', tensorValue(tag, corner), null, tag);
      return mesh.kind === 'mesh' && [mesh.mesh, mesh.part];
    });
    assert.deepEqual(parts, [
      ['a', 'vertices'],
      ['a', 'faces'],
      ['a', 'colours'],
      ['b', 'vertices'],
      ['b', 'faces'],
      ['b', 'colours'],
    ]);
  });

  it('that could be anything says so', () => {
    assert.throws(() => contentOf('mesh', tensorValue('t', corner), null, 't'), /Nothing says/);
    assert.throws(
      () => contentOf('mesh', tensorValue('t', doubleTensor([3], 1, 2, 3)), said('m', 1, '')),
      /\[batch, n, 3\], not \[3\]/,
    );
  });
});

describe('a layout of charts', () => {
  it('has categories with charts of lines and of margins', () => {
    const lines = message((writer) => {
      text(writer, 1, 'losses');
      nested(
        writer,
        2,
        message((inner) => text(text(inner, 1, 'loss/.*'), 1, 'total')),
      );
    });
    const series = message((writer) => text(text(text(writer, 1, 'mean'), 2, 'low'), 3, 'high'));
    const margins = message((writer) => {
      text(writer, 1, 'band');
      nested(
        writer,
        3,
        message((inner) => nested(inner, 1, series)),
      );
    });
    const category = message((writer) => {
      nested(nested(text(writer, 1, 'first'), 2, lines), 2, margins)
        .uint32(0x18)
        .bool(true);
    });
    const layout = message((writer) => {
      nested(writer.uint32(0x08).int32(0), 2, category);
      nested(
        writer,
        2,
        message((inner) => text(inner, 1, 'second')),
      );
    });
    assert.deepEqual(tensorContent('layout', stringTensor([], layout)), {
      kind: 'layout',
      categories: [
        {
          title: 'first',
          closed: true,
          charts: [
            { form: 'lines', title: 'losses', tags: ['loss/.*', 'total'] },
            {
              form: 'margins',
              title: 'band',
              series: [{ value: 'mean', lower: 'low', upper: 'high' }],
            },
          ],
        },
        { title: 'second', closed: false, charts: [] },
      ],
    });
  });

  it('that is no layout says that it is damaged', () => {
    assert.throws(
      () => tensorContent('layout', stringTensor([], Uint8Array.of(0x12, 0x7f))),
      /damaged/,
    );
  });
});

describe('a Keras model', () => {
  it('is the JSON that Keras wrote', () => {
    const json = '{"config": {"name": "ünï"}}';
    assert.deepEqual(tensorContent('kerasModel', stringTensor([], json)), {
      kind: 'kerasModel',
      json,
    });
  });

  it('is one', () => {
    assert.throws(() => tensorContent('kerasModel', stringTensor([2], '{}', '{}')), /not 2/);
  });
});
