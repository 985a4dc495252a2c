// Graphs in all the places where they are written, and the measurements of their steps.
import assert from 'node:assert/strict';
import { itemForms } from '../../../../../../src/core/formats/tensorboard/itemForms';
import { message } from '../../../../../support/eventFiles';
import {
  graphDef,
  graphNode,
  messageContent,
  nested,
  stringTensor,
  tensorContent,
  text,
} from '../../../../../support/itemBytes';

const small = graphDef([graphNode({ name: 'a', op: 'Const' })]);
const smallContent = {
  kind: 'graph',
  nodes: [{ name: 'a', op: 'Const', device: '', inputs: [], outputShapes: [] }],
  nodeCount: 1,
  functions: [],
};

describe('a graph', () => {
  it('has nodes with inputs and the shapes of outputs', () => {
    const definition = graphDef(
      [
        graphNode({ name: 'x', op: 'Placeholder', device: '/cpu:0', shape: [-1, 2] }),
        graphNode({
          name: 'split',
          op: 'Split',
          inputs: ['x', '^first'],
          outputShapes: [[], null, [-1, 1]],
          shape: [9],
        }),
      ],
      { double: [graphNode({ name: 'twice', op: 'Mul', inputs: ['in', 'in'] })] },
    );
    assert.deepEqual(messageContent('graph', itemForms.graph, definition), {
      kind: 'graph',
      nodes: [
        { name: 'x', op: 'Placeholder', device: '/cpu:0', inputs: [], outputShapes: [[-1, 2]] },
        {
          name: 'split',
          op: 'Split',
          device: '',
          inputs: ['x', '^first'],
          outputShapes: [[], null, [-1, 1]],
        },
      ],
      nodeCount: 2,
      functions: [
        {
          name: 'double',
          nodes: [{ name: 'twice', op: 'Mul', device: '', inputs: ['in', 'in'], outputShapes: [] }],
          nodeCount: 1,
        },
      ],
    });
  });

  it('may be in a meta graph or in a tensor', () => {
    const metaGraph = message((writer) => nested(nested(writer, 1, new Uint8Array(3)), 2, small));
    assert.deepEqual(
      [
        messageContent('graph', itemForms.metaGraph, metaGraph),
        tensorContent('graph', stringTensor([1], small)),
        messageContent('graph', itemForms.metaGraph, new Uint8Array(0)),
      ],
      [smallContent, smallContent, { ...smallContent, nodes: [], nodeCount: 0 }],
    );
  });

  it('of any size costs bounded memory: nodes beyond are counted', () => {
    const node = graphNode({ name: 'n', op: 'NoOp', inputs: ['^a', '^b', '^c'] });
    const nodes = Array<Uint8Array>(150_000).fill(node);
    const content = messageContent('graph', itemForms.graph, graphDef(nodes, { f: [node] }));
    assert.ok(content.kind === 'graph');
    const [one] = content.functions;
    assert.deepEqual(
      [content.nodes.length, content.nodeCount, one!.nodes.length, one!.nodeCount],
      [100_000, 150_000, 0, 1],
    );
  });

  it('that is damaged says so', () => {
    assert.throws(
      () => messageContent('graph', itemForms.graph, small.subarray(0, 5)),
      /bytes in the file are damaged/,
    );
  });
});

describe('run metadata', () => {
  const stats = message((writer) => {
    const device = (name: string, nodes: number): Uint8Array =>
      message((inner) => {
        text(inner, 1, name);
        for (let at = 0; at < nodes; at++) nested(inner, 2, new Uint8Array(0));
      });
    nested(nested(writer, 1, device('/cpu:0', 3)), 1, device('/gpu:0', 0));
  });
  const bytes = message((writer) => {
    nested(writer, 1, stats);
    const graphs = message((inner) => nested(nested(inner, 2, small), 3, graphDef([])));
    nested(writer, 4, graphs);
  });
  const content = {
    kind: 'runMetadata',
    devices: [
      { device: '/cpu:0', nodes: 3 },
      { device: '/gpu:0', nodes: 0 },
    ],
    graphs: [smallContent],
    bytes: new Uint8Array(bytes),
  };

  it('says what ran where, and which functions', () => {
    const tagged = message((writer) => nested(text(writer, 1, 'step1'), 2, bytes));
    assert.deepEqual(
      [
        messageContent('runMetadata', itemForms.runMetadata, tagged),
        tensorContent('runMetadata', stringTensor([], bytes)),
      ],
      [content, content],
    );
  });
});
