// Finding the next good record.
import assert from 'node:assert/strict';
import {
  findRecord,
  findWholeRecord,
  zeroRunEnd,
} from '../../../../../src/core/formats/tensorboard/resync';
import { sourceOf } from '../../../../../src/core/formats/source';
import { flipBits, joinBytes, record, scalarRecord } from '../../../../support/eventFiles';

describe('zero run', () => {
  it('ends at the first byte that is not zero, at every alignment and length', () => {
    for (let start = 0; start < 9; start++) {
      for (let length = 0; length < 80; length++) {
        const bytes = new Uint8Array(128).fill(1, 0, start);
        bytes[start + length] = 9;
        assert.equal(zeroRunEnd(bytes.subarray(start), 0, 100), length);
        assert.equal(zeroRunEnd(bytes, start, start + length), start + length);
      }
    }
  });
});

describe('search for a record', () => {
  const good = scalarRecord('loss', 3, 0.5);
  const find = (bytes: Uint8Array): object =>
    findRecord(sourceOf(bytes), 0, Infinity, bytes.length);

  it('finds a record behind any number of zeros', () => {
    for (let zeros = 0; zeros < 70; zeros++) {
      assert.deepEqual(find(joinBytes(new Uint8Array(zeros), good)), { at: zeros, needs: 0 });
    }
  });

  it('finds a record whose length begins with zero bytes behind zeros', () => {
    for (const length of [0, 256, 65_536]) {
      const bytes = joinBytes(new Uint8Array(40), record(new Uint8Array(length).fill(7)));
      assert.deepEqual(find(bytes), { at: 40, needs: 0 });
    }
  });

  it('finds a record behind any number of other bytes', () => {
    for (let garbage = 0; garbage < 70; garbage++) {
      const bytes = Uint8Array.from({ length: garbage }, (_, index) => (index * 89) % 5);
      assert.deepEqual(find(joinBytes(bytes, good)), { at: garbage, needs: 0 });
    }
  });

  it('passes over a record whose data does not check', () => {
    const bytes = joinBytes(flipBits(good, -5), good);
    assert.deepEqual(find(bytes), { at: good.length, needs: 0 });
  });

  it('says how many bytes an incomplete record needs', () => {
    const bytes = joinBytes(Uint8Array.of(1, 2, 3), good.subarray(0, 14));
    assert.deepEqual(find(bytes), { at: 3, needs: good.length });
  });

  it('leaves the last bytes open, in which a header may begin', () => {
    assert.deepEqual(find(new Uint8Array(100)), { at: 89, needs: 12 });
  });

  it('stops where it is told to', () => {
    const bytes = joinBytes(new Uint8Array(64).fill(3), good);
    assert.deepEqual(findRecord(sourceOf(bytes), 0, 32, bytes.length), { at: 32, needs: 12 });
  });
});

describe('search for a whole record', () => {
  const good = scalarRecord('loss', 3, 0.5);
  const find = (bytes: Uint8Array, atEnd: boolean): object =>
    findWholeRecord(sourceOf(bytes), 0, bytes.length, atEnd);

  it('waits for an incomplete record, and at the end of the file looks behind it', () => {
    const bytes = joinBytes(good.subarray(0, 20), good);
    assert.deepEqual(find(joinBytes(record(new Uint8Array(200)).subarray(0, 20), good), true), {
      at: 20,
      needs: 0,
    });
    assert.deepEqual(find(bytes.subarray(0, 30), false), { at: 0, needs: good.length });
  });

  it('says at the end where a record begins that may yet become whole', () => {
    const bytes = joinBytes(Uint8Array.of(9, 9), good.subarray(0, 20));
    assert.deepEqual(find(bytes, true), { at: 2, needs: 12 });
  });

  it('does not believe a header alone, however long the record', () => {
    const long = record(new Uint8Array(70_000));
    assert.deepEqual(find(joinBytes(flipBits(long, 99), good), true), {
      at: long.length,
      needs: 0,
    });
    assert.deepEqual(find(joinBytes(long, good), true), { at: 0, needs: 0 });
  });
});
