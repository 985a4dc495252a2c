// What damage costs, and what the file's problems say about it.
import assert from 'node:assert/strict';
import { tensorboardFormat } from '../../../../../src/core/formats/tensorboard/format';
import { decodeFile, FileFollower } from '../../../../support/decodeFile';
import {
  flipBits,
  fileVersionRecord,
  joinBytes,
  maskedCrc,
  record,
  scalarRecord,
} from '../../../../support/eventFiles';

const head = fileVersionRecord();

function scalars(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, step) => scalarRecord('loss', step, step / 4));
}

/** Steps of the points, kinds and places of the problems, and the tail. */
function read(file: Uint8Array): unknown {
  return summarise(decodeFile(tensorboardFormat, file));
}

function summarise({ points, problems, tail }: ReturnType<typeof decodeFile>): unknown {
  return {
    steps: points.map(([, step]) => step),
    problems: problems.map(({ kind, offset, bytes }) => [kind, offset, bytes]),
    tail: tail && [tail.kind, tail.offset, tail.bytes],
  };
}

describe('a damaged record', () => {
  const records = scalars(8);
  const offset = joinBytes(head, ...records.slice(0, 3)).length;
  const size = records[3]!.length;
  const withFourth = (fourth: Uint8Array): Uint8Array =>
    joinBytes(head, ...records.slice(0, 3), fourth, ...records.slice(4));

  it('whose data checksum is wrong is read and reported', () => {
    assert.deepEqual(read(withFourth(flipBits(records[3]!, -1))), {
      steps: [0, 1, 2, 3, 4, 5, 6, 7],
      problems: [['badChecksum', offset, size]],
      tail: null,
    });
  });

  it('whose length checksum is wrong is skipped', () => {
    assert.deepEqual(read(withFourth(flipBits(records[3]!, 8))), {
      steps: [0, 1, 2, 4, 5, 6, 7],
      problems: [['corruptRecord', offset, size]],
      tail: null,
    });
  });

  it('that is no event is skipped', () => {
    assert.deepEqual(read(withFourth(record(Uint8Array.of(0, 1, 2, 3)))), {
      steps: [0, 1, 2, 4, 5, 6, 7],
      problems: [['undecodableRecord', offset, 20]],
      tail: null,
    });
  });

  it('costs no other record, whichever bit of the file is flipped', () => {
    const file = joinBytes(head, ...records);
    let at = head.length;
    for (const [step, { length }] of records.entries()) {
      for (let bit = 0; bit < length * 8; bit++) {
        const flipped = flipBits(file, at + (bit >> 3), 1 << (bit & 7));
        const { points } = decodeFile(tensorboardFormat, flipped);
        const others = points.filter(([, , wallTime]) => wallTime !== 1_700_000_000 + step);
        const found = new Set(others.map(([, found]) => found));
        const missing = [...records.keys()].filter((other) => other !== step && !found.has(other));
        assert.deepEqual(missing, [], `bit ${bit} of record ${step}`);
      }
      at += length;
    }
  });

  it('in front of the first good one does not make the file foreign', () => {
    assert.deepEqual(read(joinBytes(flipBits(head, 0), ...scalars(2))), {
      steps: [0, 1],
      problems: [['corruptRecord', 0, head.length]],
      tail: null,
    });
  });

  it('that was cut off by another writer in the same file costs only itself', () => {
    const [first, second, third] = scalars(3);
    const file = joinBytes(head, first!, second!.subarray(0, 30), third!);
    assert.deepEqual(read(file), {
      steps: [0, 2],
      problems: [['corruptRecord', head.length + first!.length, 30]],
      tail: null,
    });
  });

  it('that claims to be longer than any message is damage', () => {
    const header = new Uint8Array(12);
    const view = new DataView(header.buffer);
    view.setUint32(0, 2 ** 31, true);
    view.setUint32(8, maskedCrc(header.subarray(0, 8)), true);
    assert.deepEqual(read(joinBytes(head, header, ...scalars(1))), {
      steps: [0],
      problems: [['corruptRecord', head.length, 12]],
      tail: null,
    });
  });
});

describe('the end of a file', () => {
  const [first, second, third] = scalars(3);
  const good = joinBytes(head, first!);

  it('may be an incomplete record, which is read when it is complete', () => {
    const whole = joinBytes(good, second!);
    const follower = new FileFollower(tensorboardFormat).read(whole.subarray(0, -5));
    assert.deepEqual(summarise(follower.decoded), {
      steps: [0],
      problems: [],
      tail: ['truncatedTail', good.length, second!.length - 5],
    });
    assert.deepEqual(summarise(follower.read(whole).decoded), {
      steps: [0, 1],
      problems: [],
      tail: null,
    });
  });

  it('may be zeros, which are read again when they are written over', () => {
    const written = joinBytes(good, second!, third!);
    const zeros = joinBytes(good, new Uint8Array(written.length - good.length));
    const follower = new FileFollower(tensorboardFormat).read(zeros);
    assert.deepEqual(summarise(follower.decoded), {
      steps: [0],
      problems: [],
      tail: ['zeroHole', good.length, second!.length + third!.length],
    });
    assert.deepEqual(summarise(follower.read(written).decoded), {
      steps: [0, 1, 2],
      problems: [],
      tail: null,
    });
  });

  it('may be zeros in the middle of a record, which is not taken for real before they are gone', () => {
    const written = joinBytes(good, second!);
    for (let from = good.length + 1; from < written.length - 1; from++) {
      const torn = written.slice().fill(0, from);
      const follower = new FileFollower(tensorboardFormat).read(torn);
      assert.deepEqual(follower.decoded.points.length, 1, `zeros from ${from}`);
      assert.deepEqual(summarise(follower.read(written).decoded), {
        steps: [0, 1],
        problems: [],
        tail: null,
      });
    }
  });

  it('may be garbage, which is skipped when a good record follows', () => {
    const garbage = new Uint8Array(100).fill(7);
    const follower = new FileFollower(tensorboardFormat).read(joinBytes(good, garbage));
    assert.deepEqual(summarise(follower.decoded), {
      steps: [0],
      problems: [],
      tail: ['corruptTail', good.length, 100],
    });
    assert.deepEqual(summarise(follower.read(joinBytes(good, garbage, second!)).decoded), {
      steps: [0, 1],
      problems: [['corruptRecord', good.length, 100]],
      tail: null,
    });
  });

  it('may be a record that does not check, which waits for what follows', () => {
    const file = joinBytes(good, flipBits(second!, -1));
    const follower = new FileFollower(tensorboardFormat).read(file);
    assert.deepEqual(summarise(follower.decoded), {
      steps: [0],
      problems: [],
      tail: ['badChecksum', good.length, second!.length],
    });
    assert.deepEqual(summarise(follower.read(joinBytes(file, third!)).decoded), {
      steps: [0, 1, 2],
      problems: [['badChecksum', good.length, second!.length]],
      tail: null,
    });
  });
});

describe('a hole', () => {
  const [first, second, third] = scalars(3);
  const good = joinBytes(head, first!);

  it('is passed over when a good record follows', () => {
    assert.deepEqual(read(joinBytes(good, new Uint8Array(4096), second!, third!)), {
      steps: [0, 1, 2],
      problems: [['zeroHole', good.length, 4096]],
      tail: null,
    });
  });

  it('is not held in memory, nor searched twice', () => {
    const zeros = new Uint8Array(8 * 1024 * 1024);
    const follower = new FileFollower(tensorboardFormat);
    follower.read(joinBytes(good, zeros), 65_536);
    const fedOnce = follower.bytesFed;
    follower.read(joinBytes(good, zeros, Uint8Array.of(0)), 65_536);
    follower.read(joinBytes(good, zeros, second!), 65_536);
    assert.deepEqual(summarise(follower.decoded), {
      steps: [0, 1],
      problems: [['zeroHole', good.length, zeros.length]],
      tail: null,
    });
    assert.ok(fedOnce < zeros.length * 1.1, `fed ${fedOnce} bytes`);
    assert.ok(follower.bytesFed - fedOnce < 300_000, `fed ${follower.bytesFed - fedOnce} again`);
    assert.ok(follower.longestFed < 70_000, `held ${follower.longestFed} bytes`);
  });

  it('that is filled from its beginning is read as it is filled, without being searched anew', () => {
    const reserved = 8 * 1024 * 1024;
    const file = joinBytes(good, new Uint8Array(reserved));
    const follower = new FileFollower(tensorboardFormat).read(file, 65_536);
    const fedBefore = follower.bytesFed;
    file.set(second!, good.length);
    follower.read(file, 65_536);
    file.set(third!, good.length + second!.length);
    follower.read(file, 65_536);
    assert.deepEqual(summarise(follower.decoded), {
      steps: [0, 1, 2],
      problems: [],
      tail: [
        'zeroHole',
        good.length + second!.length + third!.length,
        reserved - second!.length * 2,
      ],
    });
    assert.ok(follower.bytesFed - fedBefore < 3_000_000, `fed ${follower.bytesFed - fedBefore}`);
  });
});

describe('a file of something else', () => {
  it('is noted once and not looked at any further', () => {
    const file = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 167) & 255);
    const follower = new FileFollower(tensorboardFormat).read(file, 4096);
    const fed = follower.bytesFed;
    follower.read(joinBytes(file, file), 4096);
    assert.deepEqual(summarise(follower.decoded), {
      steps: [],
      problems: [['notAnEventFile', 0, 65_536]],
      tail: null,
    });
    assert.ok(fed < 80_000, `fed ${fed} bytes`);
    assert.equal(follower.bytesFed, fed);
  });

  it('says so too while it is short', () => {
    assert.deepEqual(read(new TextEncoder().encode('just some words, no events')), {
      steps: [],
      problems: [],
      tail: ['notAnEventFile', 0, 26],
    });
  });
});
