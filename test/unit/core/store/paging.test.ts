// Facts about the memory limit: what is over it waits in the page file, nothing is lost, and nobody sees a difference.
import assert from 'node:assert/strict';
import { silentLog, type Log } from '../../../../src/base/log';
import { ChunkPager } from '../../../../src/core/store/chunkPager';
import { Columns } from '../../../../src/core/store/columns';
import { chunkPoints } from '../../../../src/core/store/packedChunk';
import { Pages } from '../../../../src/core/store/pages';
import { MemoryPageFile } from './memoryPageFile';
import { randomFrom } from './random';

/** Ten chunks and a few points of regular steps, irregular wall times and random values. */
function fill(columns: Columns, seed: number, points = 10 * chunkPoints + 5): number[] {
  const random = randomFrom(seed);
  return Array.from({ length: points }, (_, i) => {
    const value = Math.fround(random());
    columns.push(i, 1_700_000_000 + i + random(), value);
    return value;
  });
}

function valuesOf(columns: Columns): number[] {
  return Array.from({ length: columns.count }, (_, i) => columns.valueAt(i));
}

function heldOf({ packed }: Columns): number {
  return packed.filter(({ buffer }) => buffer).length;
}

const packedBytes = 8 * chunkPoints + chunkPoints / 8;
const plainBytes = 20 * chunkPoints;

describe('a memory limit', () => {
  it('is kept while points come, and everything is still there', () => {
    const file = new MemoryPageFile();
    const pager = new ChunkPager(() => file);
    pager.limitBytes = plainBytes + 4 * packedBytes;
    const columns = new Columns(pager);
    const values = fill(columns, 1);
    assert.ok(columns.bytes <= plainBytes + 4 * packedBytes, String(columns.bytes));
    assert.ok(heldOf(columns) >= 1, 'and used');
    assert.deepEqual(valuesOf(columns), values);
    assert.ok(columns.bytes <= plainBytes + 4 * packedBytes, 'also by reading');
  });

  it('uses the buffers of what was put away again', () => {
    const pager = new ChunkPager(() => new MemoryPageFile());
    pager.limitBytes = plainBytes + 100 * packedBytes;
    const columns = new Columns(pager);
    const values = fill(columns, 9, 300 * chunkPoints);
    // A new buffer would hold zeros.
    assert.notEqual(
      new Uint8Array(pager.takeBuffer(packedBytes)).findIndex((byte) => byte !== 0),
      -1,
    );
    assert.deepEqual(valuesOf(columns), values);
  });

  it('leaves alone what is being read', () => {
    const pager = new ChunkPager(() => new MemoryPageFile());
    const [source, target, ...others] = Array.from({ length: 12 }, () => new Columns(pager));
    const values = fill(source!, 10, chunkPoints + 1);
    fill(target!, 11, chunkPoints - 1000);
    for (const columns of others) fill(columns, 12, chunkPoints);
    const read = source!.valuesFrom(0, chunkPoints);
    pager.limitBytes = 6 * plainBytes;
    assert.equal(heldOf(source!), 0);
    for (let i = target!.count; i < 2 * chunkPoints - 1000; i++) {
      target!.push(i, 1_700_000_000.25 + i, -1);
    }
    assert.deepEqual([...read], values.slice(0, chunkPoints));
  });

  it('makes no file as long as everything fits', () => {
    let files = 0;
    const pager = new ChunkPager(() => {
      files++;
      return new MemoryPageFile();
    });
    pager.limitBytes = 2 * plainBytes + 20 * packedBytes;
    fill(new Columns(pager), 1);
    assert.equal(files, 0);
  });

  it('puts away first what was not used for longest', () => {
    const file = new MemoryPageFile();
    const pager = new ChunkPager(() => file);
    const old = new Columns(pager);
    const viewed = new Columns(pager);
    const growing = new Columns(pager);
    fill(old, 1);
    fill(viewed, 2);
    valuesOf(viewed);
    pager.limitBytes = 3 * plainBytes + 20 * packedBytes;
    fill(growing, 3, 5 * chunkPoints + 1);
    assert.deepEqual(
      [old, viewed, growing].map((columns) => heldOf(columns) === columns.packed.length),
      [false, true, true],
    );
  });

  it('brings back chunks that are read over and over, and writes none twice', () => {
    const file = new MemoryPageFile();
    const pager = new ChunkPager(() => file);
    const columns = new Columns(pager);
    // More than fits in the small memory of blocks, so that a walk fetches them all again.
    const chunks = 300;
    const values = fill(columns, 4, chunks * chunkPoints + 1);
    pager.limitBytes = 0;
    assert.deepEqual([heldOf(columns), file.writes], [0, chunks]);
    pager.limitBytes = 2 * chunks * packedBytes;
    const walk = (): void => {
      let wrong = 0;
      for (let i = 0; i < values.length; i += 500) {
        if (columns.valueAt(i) !== values[i]) wrong++;
        if (Math.floor(columns.wallTimeAt(i) - i) !== 1_700_000_000) wrong++;
      }
      assert.equal(wrong, 0);
    };
    walk();
    assert.equal(heldOf(columns), 0);
    for (let turn = 0; turn < 10; turn++) walk();
    // A few end up with the small memory to themselves.
    assert.ok(heldOf(columns) > 0.9 * chunks, String(heldOf(columns)));
    const { reads } = file;
    walk();
    assert.equal(file.reads, reads);
    pager.limitBytes = 0;
    pager.limitBytes = 2 * chunks * packedBytes;
    walk();
    assert.ok(heldOf(columns) < 0.1 * chunks, 'and must be read often again');
    assert.equal(file.writes, chunks);
  });

  it('gives way, and says so once, when the disk is full', () => {
    const errors: string[] = [];
    const log: Log = { ...silentLog, error: (...said) => errors.push(said.join(': ')) };
    const file = new MemoryPageFile(3.5 * packedBytes);
    const pager = new ChunkPager(() => file, log);
    pager.limitBytes = plainBytes;
    const columns = new Columns(pager);
    const values = fill(columns, 6);
    assert.deepEqual(errors, [
      'no page file: points over the memory limit stay in memory: Error: ENOSPC',
    ]);
    assert.equal(heldOf(columns), 7);
    assert.deepEqual(valuesOf(columns), values);
    assert.equal(file.writes, 4, 'and is not tried again');
  });

  it('gives way when there can be no file at all', () => {
    const errors: string[] = [];
    const log: Log = { ...silentLog, error: (message) => errors.push(message) };
    const pager = new ChunkPager(() => {
      throw new Error('EROFS');
    }, log);
    pager.limitBytes = 0;
    const columns = new Columns(pager);
    const values = fill(columns, 7);
    assert.deepEqual(valuesOf(columns), values);
    assert.deepEqual([heldOf(columns), errors.length], [10, 1]);
  });

  it('closes its file', () => {
    const file = new MemoryPageFile();
    const pager = new ChunkPager(() => file);
    pager.limitBytes = 0;
    fill(new Columns(pager), 8);
    pager.dispose();
    assert.equal(file.isClosed, true);
  });
});

describe('pages', () => {
  const bytesOf = (fill: number): Uint8Array => new Uint8Array(5000).fill(fill);
  const half = (byte: number): number => byte * 0x0101;

  it('use a place again, and then tell what is there now', () => {
    const pages = new Pages(new MemoryPageFile());
    const [first, second] = [pages.write(bytesOf(1)), pages.write(bytesOf(2))];
    const read = (): number[] =>
      [first.at, first.at + 4998, second.at].map((at) => pages.uint16(at));
    assert.deepEqual(read(), [1, 1, 2].map(half));
    pages.free(first);
    assert.deepEqual([pages.write(bytesOf(3)), read()], [first, [3, 3, 2].map(half)]);
    assert.ok(pages.write(bytesOf(4)).at > second.at);
  });

  it('read the end of the file again after it has grown', () => {
    const file = new MemoryPageFile();
    const pages = new Pages(file);
    const first = pages.write(bytesOf(1));
    assert.equal(pages.uint16(first.at + 4998), half(1));
    const second = pages.write(bytesOf(2));
    assert.deepEqual(
      [first.at + 4998, second.at].map((at) => pages.uint16(at)),
      [1, 2].map(half),
    );
  });
});
