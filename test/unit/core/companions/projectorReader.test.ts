// Embeddings on a real disk: what PyTorch writes, other encodings, and files that must not be read.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readProjector } from '../../../../src/core/companions/projectorReader';
import type { Projector } from '../../../../src/shared/projector';
import { projectRoot } from '../../../support/projectRoot';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const written = path.join(projectRoot, 'test/fixtures/projector/torch');
const torch = { folder: written, config: path.join(written, 'projector_config.pbtxt') };

describe('embeddings written by PyTorch', () => {
  it('are listed with their files', async () => {
    const { embeddings, points, problems } = await readProjector(torch, null);
    assert.deepEqual(
      embeddings.map(({ name, tensorPath, metadataPath, sprite }) => [
        name,
        tensorPath,
        metadataPath ?? sprite,
      ]),
      [
        ['default:00000', '00000/default/tensors.tsv', '00000/default/metadata.tsv'],
        ['words/%x:00007', '00007/words%2f%25x/tensors.tsv', '00007/words%2f%25x/metadata.tsv'],
        [
          'img:00001',
          '00001/img/tensors.tsv',
          { path: '00001/img/sprite.png', width: 4, height: 4 },
        ],
      ],
    );
    assert.deepEqual({ points, problems }, { points: null, problems: [] });
  });

  it('have their values, and a header where there are several columns', async () => {
    const { points, problems } = await readProjector(torch, { embedding: 1, mostPoints: 100 });
    assert.deepEqual(points, {
      rows: 3,
      columns: 2,
      totalRows: 3,
      values: new Float32Array([
        -0.8566746115684509, 1.1006041765213013, -1.0711873769760132, 0.1227012425661087,
        -0.5663174986839294, 0.3731146454811096,
      ]),
      nonFinite: 0,
      labels: {
        header: ['name', 'n'],
        rows: [
          ['a', '1'],
          ['b', '2'],
          ['c', '3'],
        ],
      },
    });
    assert.deepEqual(problems, []);
  });

  it('have the pictures of their points where there are some', async () => {
    const [words, pictures] = await Promise.all(
      [1, 2].map((embedding) => readProjector(torch, { embedding, mostPoints: 10 })),
    );
    assert.equal(words?.sprite, null);
    const file = readFileSync(path.join(written, '00001/img/sprite.png'));
    assert.deepEqual(Buffer.from(pictures?.sprite ?? []), file);
  });

  it('have every line as a label where there is one column', async () => {
    const { points } = await readProjector(torch, { embedding: 0, mostPoints: 2 });
    assert.deepEqual(
      [points?.rows, points?.totalRows, points?.labels],
      [2, null, { header: null, rows: [['cat'], ['dog']] }],
    );
  });
});

describe('a projector', () => {
  const folder = useTemporaryFolder();

  function write(name: string, content: string | Uint8Array): void {
    const file = path.join(folder(), 'logs', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  async function read(config: string, embedding = 0, mostPoints = 100): Promise<Projector> {
    write('run/projector_config.pbtxt', config);
    const logs = path.join(folder(), 'logs');
    const place = { folder: logs, config: path.join(logs, 'run/projector_config.pbtxt') };
    return readProjector(place, { embedding, mostPoints });
  }

  function matrix({ points }: Projector): number[][] {
    if (!points) return [];
    const { rows, columns, values } = points;
    return Array.from({ length: rows }, (_, row) => [
      ...values.subarray(row * columns, (row + 1) * columns),
    ]);
  }

  it('says that the values of a variable are in a checkpoint', async () => {
    const { points, problems } = await read('embeddings { tensor_name: "emb/.ATTRIBUTES/X" }');
    assert.deepEqual(
      { points, problems },
      {
        points: null,
        problems: [{ kind: 'inCheckpoint', file: 'emb/.ATTRIBUTES/X', count: 1, detail: null }],
      },
    );
  });

  it('keeps rows in place whatever is wrong in them', async () => {
    write('run/t.tsv', '1\tnan\r\n-inf\t2\n\n3\n4\t5\t6\nx\t1e-3');
    const projector = await read('embeddings { tensor_path: "t.tsv" }');
    assert.deepEqual(matrix(projector), [
      [1, NaN],
      [-Infinity, 2],
      [3, NaN],
      [4, 5],
      [NaN, Math.fround(1e-3)],
    ]);
    assert.deepEqual(
      [projector.points?.nonFinite, projector.problems],
      [
        4,
        [
          { kind: 'malformed', file: 't.tsv', count: 2, detail: 'rows of another length' },
          { kind: 'malformed', file: 't.tsv', count: 1, detail: 'cells that are no numbers' },
        ],
      ],
    );
  });

  it('reads raw bytes by the shape of the configuration', async () => {
    write('run/t.bytes', new Uint8Array(new Float32Array([1, 2, 3, 4, 5, 6]).buffer));
    const config = 'embeddings { tensor_path: "t.bytes" tensor_shape: 3 tensor_shape: 2 }';
    assert.deepEqual(matrix(await read(config)), [
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const { points, problems } = await read(config.replace('3', '9'), 0, 2);
    assert.deepEqual(
      [points?.rows, points?.totalRows, problems.map(({ detail }) => detail)],
      [2, 9, ['fewer bytes than its shape needs']],
    );
    assert.deepEqual(
      (await read('embeddings { tensor_path: "t.bytes" }')).problems.map(({ detail }) => detail),
      ['no shape in the configuration'],
    );
  });

  function npy(
    descr: string,
    order: boolean,
    shape: string,
    data: Uint8Array,
    version = 1,
  ): Buffer {
    const python = order ? 'True' : 'False';
    const header = `{'descr': '${descr}', 'fortran_order': ${python}, 'shape': (${shape}), }\n`;
    const size = Buffer.alloc(version === 1 ? 2 : 4);
    if (version === 1) size.writeUInt16LE(header.length);
    else size.writeUInt32LE(header.length);
    const start = Buffer.from(`\x93NUMPY${String.fromCharCode(version)}\0`, 'latin1');
    return Buffer.concat([start, size, Buffer.from(header), data]);
  }

  const arrays: readonly (readonly [string, Buffer, number[][]])[] = [
    [
      'single',
      npy('<f4', false, '2, 2', bytesOf(new Float32Array([1, 2, 3, 4]))),
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      'double, version 2',
      npy('<f8', false, '1, 2', bytesOf(new Float64Array([0.5, NaN])), 2),
      [[0.5, NaN]],
    ],
    [
      'half',
      npy('<f2', false, '4,', Buffer.from('003c00c0017c00fc', 'hex')),
      [[1], [-2], [NaN], [-Infinity]],
    ],
    ['tiny half', npy('<f2', false, '2,', Buffer.from('0100ff7b', 'hex')), [[2 ** -24], [65504]]],
    ['big-endian', npy('>f4', false, '1,', Buffer.from('3fc00000', 'hex')), [[1.5]]],
    [
      'column by column',
      npy('<f4', true, '2, 2', bytesOf(new Float32Array([1, 3, 2, 4]))),
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ];
  for (const [name, bytes, expected] of arrays) {
    it(`reads an array of NumPy: ${name}`, async () => {
      write('run/t.npy', bytes);
      const projector = await read('embeddings { tensor_path: "t.npy" }');
      assert.deepEqual(matrix(projector), expected);
      assert.deepEqual(projector.problems, []);
    });
  }

  it('promises no more than an array of NumPy has', async () => {
    const cases: readonly (readonly [Uint8Array, string])[] = [
      [Buffer.from('no numpy at all'), 'no beginning of a NumPy file'],
      [npy('<i4', false, '1,', new Uint8Array(4)), 'numbers of another kind than floating point'],
      [npy('<f4', false, '1, 1, 1', new Uint8Array(4)), 'a shape that is no matrix'],
      [npy('<f4', false, '0, 9007199254740993', new Uint8Array(4)), 'a shape that is no matrix'],
      [npy('<f4', false, '1000000000, 4', new Uint8Array(32)), 'fewer bytes than its shape needs'],
      [npy('<f4', true, '1000000000, 4', new Uint8Array(32)), 'fewer bytes than its shape needs'],
    ];
    for (const [bytes, detail] of cases) {
      write('run/t.npy', bytes);
      const { problems } = await read('embeddings { tensor_path: "t.npy" }');
      assert.deepEqual(problems, [{ kind: 'malformed', file: 't.npy', count: 1, detail }]);
    }
    write('run/t.npy', npy('<f4', true, '0, 900000000000000', new Uint8Array(0)));
    assert.equal((await read('embeddings { tensor_path: "t.npy" }')).points?.rows, 0);
  });

  it('reads nothing outside of the log folder, by whatever way', async () => {
    writeFileSync(path.join(folder(), 'secret.tsv'), '1\t2\n');
    write('shared/t.tsv', '3\t4\n');
    write('run/x', '');
    symlinkSync(path.join(folder(), 'secret.tsv'), path.join(folder(), 'logs/run/link.tsv'));
    symlinkSync(folder(), path.join(folder(), 'logs/run/up'));
    const ways = [
      '../../secret.tsv',
      path.join(folder(), 'secret.tsv'),
      'link.tsv',
      'up/secret.tsv',
      '../../not-there.tsv',
      '/etc/passwd',
    ];
    for (const way of ways) {
      const { points, problems } = await read(`embeddings { tensor_path: "${way}" }`);
      assert.deepEqual(
        { points, problems },
        { points: null, problems: [{ kind: 'outside', file: way, count: 1, detail: null }] },
      );
    }
    assert.deepEqual(matrix(await read('embeddings { tensor_path: "../shared/t.tsv" }')), [[3, 4]]);
  });

  it('tells what cannot be read', async () => {
    const codes: (string | null | undefined)[] = [];
    for (const name of ['missing.tsv', '.', 'a\\000b']) {
      const { problems } = await read(`embeddings { tensor_path: "${name}" }`);
      codes.push(problems[0]?.detail);
    }
    assert.deepEqual(codes, ['ENOENT', 'EISDIR', 'EINVAL']);
    const { problems } = await read(`# ${'x'.repeat(1 << 20)}`);
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ['tooLarge'],
    );
  });

  it('says where there are fewer labels than points', async () => {
    write('run/t.tsv', '1\n2\n3\n');
    write('run/m.tsv', 'a\n');
    const { problems } = await read('embeddings { tensor_path: "t.tsv" metadata_path: "m.tsv" }');
    assert.deepEqual(problems, [
      { kind: 'malformed', file: 'm.tsv', count: 2, detail: 'fewer lines than points' },
    ]);
  });
});

function bytesOf(numbers: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer);
}
