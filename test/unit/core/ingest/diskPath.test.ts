// Names that are bytes and no text.
import assert from 'node:assert/strict';
import { diskPath, pathText } from '../../../../src/core/ingest/diskPath';
import { seededNumbers } from '../../../support/seededNumbers';

describe('path text', () => {
  it('is the name itself where that is UTF-8, and asks the disk for the same', () => {
    for (const name of ['runs', 'ünïcode/损失', '🔥', '\ufffd', '\ufeffa', '']) {
      assert.deepEqual([pathText(Buffer.from(name)), diskPath(name)], [name, name]);
    }
  });

  it('keeps bytes that are no UTF-8', function () {
    if (process.platform === 'win32') return this.skip();
    assert.equal(pathText(Buffer.of(0x61, 0xff, 0xc3, 0xbc, 0xc3)), 'a\udcffü\udcc3');
    const below = seededNumbers(3);
    for (let round = 0; round < 2_000; round++) {
      const bytes = Buffer.from(Array.from({ length: below(12) }, () => 1 + below(255)));
      assert.deepEqual(Buffer.from(diskPath(pathText(bytes))), bytes);
    }
  });
});
