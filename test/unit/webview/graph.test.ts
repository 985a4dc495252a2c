// Graphs without a browser: what logs hold, scopes, what is seen, search, keys and zoom.
import assert from 'node:assert/strict';
import { sourceOfGraph, type GraphSource } from '../../../webview/spaces/graph/graphSource';
import { describeBox, describeGraph } from '../../../webview/spaces/graph/graphWords';
import { searchGraph } from '../../../webview/spaces/graph/graphSearch';
import { walk } from '../../../webview/spaces/graph/graphWalk';
import { sourceOfKeras } from '../../../webview/spaces/graph/kerasSource';
import { scopesOf, type Box } from '../../../webview/spaces/graph/scopes';
import { fitted, revealed, zoomedAt } from '../../../webview/spaces/graph/viewport';
import { scopesAround, visibleGraph } from '../../../webview/spaces/graph/visibleGraph';
import { goldenContents } from '../../support/goldenContents';

function graph(nodes: Readonly<Record<string, readonly string[]>>): GraphSource {
  return sourceOfGraph({
    kind: 'graph',
    nodes: Object.entries(nodes).map(([name, inputs]) => ({
      name,
      op: name.replace(/^.*\//, '').replace(/\d+$/, ''),
      device: '',
      inputs,
      outputShapes: [[-1, 4]],
    })),
    functions: [],
    nodeCount: Object.keys(nodes).length,
  });
}

const small = graph({
  in: [],
  'a/x': ['in', '^b/y'],
  'a/deep/er/z': ['a/x:1'],
  'b/y': ['in'],
  out: ['a/deep/er/z', 'b/y'],
});

function outline(box: Box): unknown {
  return box.node ? box.label : { [box.label]: box.children.map(outline) };
}

describe('graph', () => {
  it('reads inputs with their outputs and those that only keep an order', () => {
    assert.deepEqual(small.nodes.find(({ name }) => name === 'a/x')?.inputs, [
      { from: 'in', output: 0, control: false },
      { from: 'b/y', output: 0, control: true },
    ]);
  });

  it('puts functions of the library into a scope of their own', () => {
    const node = { name: 'mul', op: 'Mul', device: '', inputs: ['x', 'n:z:0'], outputShapes: [] };
    const source = sourceOfGraph({
      kind: 'graph',
      nodes: [],
      functions: [{ name: 'f', nodes: [node], nodeCount: 3 }],
      nodeCount: 0,
    });
    assert.equal(source.left, 2);
    assert.deepEqual(
      [source.nodes[0]?.name, source.nodes[0]?.inputs.map(({ from }) => from)],
      ['functions/f/mul', ['functions/f/x', 'functions/f/n']],
    );
  });

  it('makes boxes of scopes, those with a single scope in them as one', () => {
    const scopes = scopesOf(small);
    assert.deepEqual(scopes.root.children.map(outline), [
      { a: ['deep/er/z', 'x'] },
      'b/y',
      'in',
      'out',
    ]);
    assert.deepEqual([scopes.root.size, scopes.ofNode.get('a/x')?.path], [5, '/a/x']);
  });

  it('tells a node from a scope of its name', () => {
    const { root, ofNode } = scopesOf(graph({ w: [], 'w/read': ['w'], 'w/set': [] }));
    assert.deepEqual(
      root.children.map(({ path }) => path),
      ['/w', '/w (2)'],
    );
    assert.equal(ofNode.get('w')?.path, '/w (2)');
  });

  it('puts together edges between collapsed scopes', () => {
    const scopes = scopesOf(small);
    const edges = (expanded: readonly string[]): unknown =>
      visibleGraph(small, scopes, new Set(expanded)).edges.map(
        ({ from, to, count, control, label }) => [from, to, count, control, label],
      );
    assert.deepEqual(edges([]), [
      ['/in', '/a', 1, false, '[?, 4]'],
      ['/b/y', '/a', 1, true, ''],
      ['/in', '/b/y', 1, false, '[?, 4]'],
      ['/a', '/out', 1, false, '[?, 4]'],
      ['/b/y', '/out', 1, false, '[?, 4]'],
    ]);
    assert.deepEqual((edges(['/a']) as unknown[]).slice(2, 4), [
      ['/a/x', '/a/deep/er/z', 1, false, ''],
      ['/in', '/b/y', 1, false, '[?, 4]'],
    ]);
  });

  it('divides a scope of very many boxes by what differs in a number only, then by place', () => {
    const nodes: Record<string, string[]> = { start: [] };
    for (let at = 0; at < 3000; at++) nodes[`dense_${at}`] = [];
    for (let at = 0; at < 40; at++) nodes[`odd${String.fromCodePoint(97 + (at % 26))}x${at}`] = [];
    const { root, ofNode } = scopesOf(graph(nodes));
    assert.ok(root.children.length <= 121, String(root.children.length));
    assert.ok(root.children.some(({ label }) => label === 'dense_# (3000)'));
    const most = (box: Box): number => Math.max(box.children.length, ...box.children.map(most));
    assert.ok(most(root) <= 121);
    assert.equal(ofNode.size, 3041);
    assert.equal(root.size, 3041);
  });

  it('finds nodes by name and operation, the best first, and where they are', () => {
    const scopes = scopesOf(small);
    const { found, total } = searchGraph(scopes, 'Z');
    assert.deepEqual([found.map(({ path }) => path), total], [['/a/deep/er/z'], 1]);
    assert.deepEqual(scopesAround(found[0]!), ['/a']);
    assert.deepEqual(searchGraph(scopes, ' ').found, []);
  });

  it('walks along edges and sideways', () => {
    const visible = visibleGraph(small, scopesOf(small), new Set());
    const places: Record<string, [number, number]> = {
      '/in': [100, 0],
      '/b/y': [200, 50],
      '/a': [0, 100],
      '/out': [100, 200],
    };
    const layout = {
      width: 300,
      height: 300,
      boxes: visible.boxes.map(({ box }) => {
        const [x, y] = places[box.path]!;
        return { x, y, width: 10, height: 10 };
      }),
      edges: [],
    };
    const go = (path: string | null, direction: 'down' | 'up' | 'left' | 'right') =>
      walk(visible, layout, path, direction);
    assert.deepEqual(
      [go(null, 'down'), go('/in', 'down'), go('/out', 'up'), go('/a', 'right'), go('/in', 'up')],
      ['/in', '/b/y', '/a', '/b/y', null],
    );
  });

  it('says what it is', () => {
    const scopes = scopesOf(small);
    assert.equal(
      describeGraph(small, scopes),
      'Graph of 5 nodes; 1 scope: a with 2 nodes; most common: in 1, x 1, z 1',
    );
    assert.equal(describeBox(scopes.boxes.get('/a')!, false), 'a, scope of 2 nodes, collapsed');
    assert.equal(describeBox(scopes.ofNode.get('a/x')!, false), 'x, x, [?, 4]');
  });

  it('zooms around a point, fits, and moves no further than needed', () => {
    const view = zoomedAt({ x: 10, y: 20, scale: 1 }, { x: 110, y: 20 }, 2);
    assert.deepEqual(view, { x: -90, y: 20, scale: 2 });
    const place = { width: 200, height: 100 };
    assert.deepEqual(fitted({ width: 400, height: 100 }, place), { scale: 0.5, x: 0, y: 25 });
    const part = { x: 300, y: 0, width: 50, height: 10 };
    assert.deepEqual(revealed({ x: 0, y: 50, scale: 1 }, part, place, 10), {
      x: -160,
      y: 50,
      scale: 1,
    });
  });

  it('reads the model that Keras logged', () => {
    const [content] = goldenContents('keras', 'kerasModel');
    const source = sourceOfKeras(content?.json ?? '');
    assert.ok(source);
    assert.deepEqual(
      source.nodes.map(({ name, op, inputs }) => [name, op, inputs.map(({ from }) => from)]),
      [
        ['input_layer', 'InputLayer', []],
        ['embedding', 'Embedding', ['input_layer']],
        ['flatten', 'Flatten', ['embedding']],
        ['head', 'Dense', ['flatten']],
      ],
    );
  });

  it('reads models within models in the form of Keras 2', () => {
    const layer = (name: string, kind: string, from: readonly string[], config = {}): object => ({
      class_name: kind,
      name,
      config: { name, ...config },
      inbound_nodes: from.length > 0 ? [from.map((one) => [one, 0, 0, {}])] : [],
    });
    const inner = {
      layers: [layer('in1', 'InputLayer', []), layer('d', 'Dense', ['in1'], { units: 3 })],
      output_layers: [['d', 0, 0]],
    };
    const config = {
      layers: [
        layer('x', 'InputLayer', [], { batch_input_shape: [null, 8] }),
        layer('sub', 'Functional', ['x'], inner),
        layer('sum', 'Add', ['x', 'sub']),
      ],
      output_layers: [['sum', 0, 0]],
    };
    const source = sourceOfKeras(JSON.stringify({ class_name: 'Functional', config }));
    assert.deepEqual(
      source?.nodes.map(({ name, inputs, shapes, attributes }) => [
        name,
        inputs.map(({ from }) => from),
        shapes,
        attributes,
      ]),
      [
        ['x', [], [[-1, 8]], []],
        ['sub/in1', ['x'], [], []],
        ['sub/d', ['sub/in1'], [], [['units', '3']]],
        ['sum', ['x', 'sub/d'], [], []],
      ],
    );
    assert.equal(sourceOfKeras('no JSON'), null);
    assert.equal(sourceOfKeras('{"config": {"layers": 3}}'), null);
  });
});
