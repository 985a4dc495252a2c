// Following one growing, shrinking, replaced file.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ReadBuffer } from '../../../../src/core/ingest/readBuffer';
import { FileTail } from '../../../../src/core/ingest/tail';
import { lineFormat } from '../../../support/lineFormat';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('file tail', () => {
  const folder = useTemporaryFolder();

  function start(text: string): { tail: FileTail; values: number[]; file: string } {
    const file = path.join(folder(), 'a.lines');
    writeFileSync(file, text);
    const values: number[] = [];
    const tail = new FileTail(folder(), 'a.lines', lineFormat, {
      append: (_tags, { points }) => values.push(...points.values.subarray(0, points.count)),
      reset: () => {
        values.length = 0;
      },
    });
    return { tail, values, file };
  }

  async function readAll(tail: FileTail): Promise<void> {
    while (await tail.read(new ReadBuffer(), 1 << 20)) {
      // The next slice follows.
    }
  }

  it('reads what was appended and nothing twice', async () => {
    const { tail, values, file } = start('a 0 1 10\na 1 2 11\n');
    await readAll(tail);
    appendFileSync(file, 'a 2 3 12\n');
    await readAll(tail);
    await readAll(tail);
    assert.deepEqual(values, [10, 11, 12]);
  });

  it('waits for the rest of a record', async () => {
    const { tail, values, file } = start('a 0 1 10\na 1 2 1');
    await readAll(tail);
    assert.deepEqual(values, [10]);
    assert.deepEqual(tail.collectProblems(true), []);
    assert.deepEqual(tail.collectProblems(false), [
      { kind: 'truncatedTail', file: 'a.lines', offset: 9, bytes: 7, count: 1, detail: null },
    ]);
    appendFileSync(file, '1\n');
    await readAll(tail);
    assert.deepEqual([values, tail.collectProblems(false)], [[10, 11], []]);
  });

  it('reads a record longer than its buffer', async () => {
    const long = '!'.padEnd(3_000_000, 'x');
    const { tail, values } = start(`a 0 1 10\n${long}\na 1 2 11\n`);
    await readAll(tail);
    assert.deepEqual(values, [10, 11]);
  });

  it('starts over when the file was truncated and written again', async () => {
    const { tail, values, file } = start('a 0 1 10\na 1 2 11\n');
    await readAll(tail);
    truncateSync(file, 0);
    appendFileSync(file, 'a 7 1 70\n');
    await readAll(tail);
    assert.deepEqual(values, [70]);
    assert.equal(tail.collectProblems(false)[0]?.kind, 'fileReplaced');
  });

  it('starts over when the file was written anew in place with the same size and beginning', async () => {
    const begin = 'a 0 1 10\n'.repeat(20);
    const { tail, values, file } = start(`${begin}a 1 2 11\n`);
    await readAll(tail);
    writeFileSync(file, `${begin}a 1 2 99\n`);
    await readAll(tail);
    assert.equal(values.at(-1), 99);
    assert.equal(tail.collectProblems(false)[0]?.kind, 'fileReplaced');
  });

  it('starts over when the file was written anew in place and is longer', async () => {
    const begin = 'a 0 1 10\n'.repeat(20);
    const { tail, values, file } = start(`${begin}a 1 2 11\n`);
    await readAll(tail);
    writeFileSync(file, `${begin}a 1 2 99\na 2 3 98\n`);
    await readAll(tail);
    assert.deepEqual(values.slice(-2), [99, 98]);
    assert.equal(values.length, 22);
  });

  it('does not start over when only what was not done with yet was written over', async () => {
    const { tail, values, file } = start('a 0 1 10\na 1 2 ??');
    await readAll(tail);
    writeFileSync(file, 'a 0 1 10\na 1 2 11\n');
    await readAll(tail);
    assert.deepEqual([values, tail.collectProblems(false)], [[10, 11], []]);
  });

  it('starts over when the file became shorter', async () => {
    const { tail, values, file } = start('a 0 1 10\na 1 2 11\n');
    await readAll(tail);
    truncateSync(file, 9);
    await readAll(tail);
    assert.deepEqual(values, [10]);
    assert.equal(tail.collectProblems(false)[0]?.kind, 'fileTruncated');
  });

  it('reads a file that was replaced by another one of the same beginning', async () => {
    const { tail, values, file } = start('a 0 1 10\n');
    await readAll(tail);
    const next = path.join(folder(), 'next');
    writeFileSync(next, 'a 0 1 10\na 1 2 11\n');
    renameSync(next, file);
    await readAll(tail);
    assert.deepEqual([values, tail.collectProblems(false)], [[10, 11], []]);
  });

  it('refuses to read a pipe', async function () {
    if (process.platform === 'win32') return this.skip();
    const { tail, file } = start('');
    rmSync(file);
    execFileSync('mkfifo', [file]);
    await assert.rejects(tail.read(new ReadBuffer(), 1 << 20), { code: 'ENOTFILE' });
  });

  it('counts a kind of problem once with how often it came', async () => {
    const { tail } = start('!\n!\na 0 1 10\n');
    await readAll(tail);
    assert.deepEqual(tail.collectProblems(false), [
      { kind: 'undecodableRecord', file: 'a.lines', offset: 0, bytes: 0, count: 2, detail: null },
    ]);
  });

  it('says when an old file is empty', async () => {
    const { tail } = start('');
    await readAll(tail);
    assert.deepEqual(tail.collectProblems(true), []);
    assert.equal(tail.collectProblems(false)[0]?.kind, 'emptyFile');
  });
});
