// Meshes and embeddings without a browser: parts put together, the camera, contexts, labels and places on the screen.
import assert from 'node:assert/strict';
import type { MeshContent } from '../../../src/shared/content';
import { ContextPool } from '../../../webview/spaces/mesh/contextPool';
import { meshScene } from '../../../webview/spaces/mesh/meshScene';
import {
  approached,
  firstOrbit,
  orbitAfterKey,
  orbitMatrix,
  turned,
} from '../../../webview/spaces/orbit';
import {
  centred,
  labelColumns,
  labelOf,
  searchLabels,
  type EmbeddingData,
} from '../../../webview/spaces/projector/embedding';
import { placeInSpace, placeOnPlane, pointAt } from '../../../webview/spaces/projector/pointCloud';

function part(name: MeshContent['part'], values: readonly number[], batch = 1): MeshContent {
  const shape = [batch, values.length / 3 / batch, 3];
  return {
    kind: 'mesh',
    mesh: 'm',
    part: name,
    shape,
    values: Float64Array.from(values),
    config: null,
  };
}

/** Where a point is on a screen of 2 × 2 around the middle. */
function onScreen(matrix: Float32Array, [x, y, z]: readonly [number, number, number]): number[] {
  const row = (at: number): number =>
    matrix[at]! * x + matrix[at + 4]! * y + matrix[at + 8]! * z + matrix[at + 12]!;
  return [row(0) / row(3), row(1) / row(3)].map((value) => Math.round(value * 1e4) / 1e4 + 0);
}

describe('mesh', () => {
  it('is moved and scaled into a ball of radius 1, the first of a batch alone', () => {
    const { positions, vertexCount } = meshScene({
      vertices: part('vertices', [10, 0, 0, 14, 0, 0, 99, 99, 99, 99, 99, 99], 2),
      faces: null,
      colours: null,
    });
    assert.deepEqual([vertexCount, [...positions]], [2, [-1, 0, 0, 1, 0, 0]]);
  });

  it('leaves out faces of vertices that are not there, and colours of another length', () => {
    const { faces, colours, normals } = meshScene({
      vertices: part('vertices', [0, 0, 0, 1, 0, 0, 0, 1, 0]),
      faces: part('faces', [0, 1, 2, 0, 1, 3, 0, 1, -1, 0.5, 1, 2]),
      colours: part('colours', [1, 2, 3]),
    });
    assert.deepEqual([[...faces], colours], [[0, 1, 2], null]);
    assert.deepEqual([...normals], [0, 0, 1, 0, 0, 1, 0, 0, 1]);
  });

  it('takes a point that is not a number for the origin', () => {
    const { positions } = meshScene({
      vertices: part('vertices', [NaN, 0, 0, 2, 0, 0]),
      faces: null,
      colours: null,
    });
    assert.deepEqual([...positions], [-1, 0, 0, 1, 0, 0]);
  });
});

describe('orbit', () => {
  it('has the middle in the middle, and turns what is in front to the right', () => {
    const ahead = { yaw: 0, pitch: 0, distance: 3 };
    assert.deepEqual(onScreen(orbitMatrix(ahead, 1), [0, 0, 0]), [0, 0]);
    const [x, y] = onScreen(orbitMatrix(turned(ahead, { yaw: 0.2, pitch: 0 }), 1), [0, 0, 1]);
    assert.ok(x! > 0 && y === 0);
    const [, lower] = onScreen(orbitMatrix(turned(ahead, { yaw: 0, pitch: 0.2 }), 1), [0, 0, 1]);
    assert.ok(lower! < 0);
  });

  it('never turns over, and comes neither through nor out of sight', () => {
    const over = turned(firstOrbit, { yaw: 0, pitch: 9 });
    assert.ok(over.pitch < Math.PI / 2);
    assert.deepEqual(
      [approached(firstOrbit, 1e-9).distance, approached(firstOrbit, 1e9).distance],
      [0.15, 20],
    );
    assert.deepEqual(orbitAfterKey(over, '0'), firstOrbit);
    assert.equal(orbitAfterKey(over, 'x'), null);
  });
});

describe('contexts', () => {
  it('are taken from who used them longest ago', () => {
    const given: string[] = [];
    const holder = (name: string) => ({ giveUpContext: () => void given.push(name) });
    const [a, b, c] = [holder('a'), holder('b'), holder('c')];
    const pool = new ContextPool(2);
    [a, b, a, c].forEach((one) => pool.use(one));
    assert.deepEqual([given, pool.size], [['b'], 2]);
    pool.release(a);
    assert.equal(pool.size, 1);
  });
});

describe('embedding', () => {
  const data: EmbeddingData = {
    rows: 3,
    columns: 2,
    values: new Float32Array(6),
    labels: {
      header: ['word', 'class'],
      rows: [
        ['Tree', '1'],
        ['treetop', '2'],
      ],
    },
    sprite: null,
  };

  it('takes few numbers for classes, many for a scale', () => {
    assert.deepEqual(labelColumns(data), [
      { kind: 'text', name: 'word', values: ['Tree', 'treetop', null] },
      { kind: 'text', name: 'class', values: ['1', '2', null] },
    ]);
    const rows = Array.from({ length: 20 }, (_, at) => [String(at)]);
    const [column] = labelColumns({ ...data, rows: 20, labels: { header: null, rows } });
    assert.deepEqual([column?.kind, column?.name, column?.values.length], ['number', 'label', 20]);
  });

  it('finds labels, and names points without one by their number', () => {
    assert.deepEqual(searchLabels(data, 0, ' TREE '), [0, 1]);
    assert.deepEqual(searchLabels(data, 0, ''), []);
    assert.equal(labelOf(data, 2, 0), '#3');
  });

  it('brings points into a ball around the middle', () => {
    assert.deepEqual([...centred(Float32Array.of(10, 0, 0, 14, 0, 0))], [-1, 0, 0, 1, 0, 0]);
    assert.deepEqual([...centred(Float32Array.of(5, 5, 5, 5, 5, 5))], [0, 0, 0, 0, 0, 0]);
  });

  it('draws what is nearer later and larger, and finds what is under the pointer', () => {
    const places = Float32Array.of(0, 0, 0.9, 0, 0, -0.9, 0.5, 0, 0);
    const ahead = { yaw: 0, pitch: 0, distance: 3 };
    const points = placeInSpace(places, ahead, { width: 200, height: 200 });
    assert.deepEqual([...points.order], [1, 2, 0]);
    assert.ok(points.size[0]! > 1 && points.size[1]! < 1);
    assert.equal(pointAt(points, { x: 101, y: 100 }, 5), 0);
    assert.equal(pointAt(points, { x: 20, y: 20 }, 5), null);
    const flat = placeOnPlane(places, { x: 100, y: 100, scale: 50 });
    assert.deepEqual([flat.x[2], flat.y[2]], [125, 100]);
  });
});
