// The queue of files that wait to be read: whose turn it is, and how much waits.
import assert from 'node:assert/strict';
import { newEntry, type Entry } from '../../../../src/core/ingest/intakeEntry';
import { ReadQueue } from '../../../../src/core/ingest/readQueue';
import { FileTail } from '../../../../src/core/ingest/tail';
import { lineFormat } from '../../../support/lineFormat';

function entryOf(name: string, sizeBytes: number): Entry {
  const tail = new FileTail('/', name, lineFormat, {
    append: () => undefined,
    reset: () => undefined,
  });
  tail.noteLook({ sizeBytes, mtimeMs: 0, birthtimeMs: 0, identity: name, device: 1 });
  return newEntry(tail, Infinity);
}

describe('the read queue', () => {
  it('gives what was asked for last first, and else what waits longest', () => {
    const queue = new ReadQueue();
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => entryOf(name, 10));
    for (const entry of [a!, b!, c!, d!]) queue.push(entry);
    c!.tail.interest.atMs = 5;
    d!.tail.interest.atMs = 7;
    const order = Array.from({ length: 5 }, () => queue.shift()?.tail.name);
    assert.deepEqual(order, ['d', 'c', 'a', 'b', undefined]);
  });

  it('knows how many bytes wait, and that none do when it is empty', () => {
    const queue = new ReadQueue();
    const grown = entryOf('a', 10);
    queue.push(grown);
    queue.push(entryOf('b', 100));
    assert.equal(queue.bytes, 110);
    grown.tail.noteLook({ sizeBytes: 60, mtimeMs: 1, birthtimeMs: 0, identity: 'a', device: 1 });
    queue.shift();
    const left = queue.bytes;
    queue.shift();
    assert.deepEqual([left, queue.bytes], [50, 0]);
    queue.push(entryOf('c', 7));
    queue.takeAll();
    assert.deepEqual([queue.bytes, queue.shift()], [0, undefined]);
  });
});
