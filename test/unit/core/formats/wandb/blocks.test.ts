// Records across the blocks of a file, and what damage costs.
import assert from 'node:assert/strict';
import { wandbFormat } from '../../../../../src/core/formats/wandb/format';
import { decodeFile, FileFollower, type DecodedFile } from '../../../../support/decodeFile';
import { flipBits, joinBytes } from '../../../../support/eventFiles';
import { seededNumbers } from '../../../../support/seededNumbers';
import {
  chunk,
  chunksOf,
  historyRecord,
  recordOf,
  wandbFile,
  wandbHeader,
} from '../../../../support/wandbFiles';

const blockBytes = 32_768;

/** A row of one point, padded to about this many bytes. */
function row(step: number, bytes = 0): Uint8Array {
  return historyRecord(step, 100 + step, [
    [['loss'], String(step)],
    [['pad'], `"${'x'.repeat(bytes)}"`],
  ]);
}

function summarise({ points, problems, tail }: DecodedFile): unknown {
  return {
    steps: points.map(([, step]) => step),
    problems: problems.map(({ kind, offset, bytes }) => [kind, offset, bytes]),
    tail: tail && [tail.kind, tail.offset, tail.bytes],
  };
}

function read(file: Uint8Array): unknown {
  return summarise(decodeFile(wandbFormat, file));
}

function steps(count: number): number[] {
  return Array.from({ length: count }, (_, step) => step);
}

describe('a run file', () => {
  it('of nothing but its header has nothing wrong with it', () => {
    assert.deepEqual(read(wandbHeader()), { steps: [], problems: [], tail: null });
  });

  it('may leave any number of bytes at the end of a block', () => {
    for (let left = 0; left <= 20; left++) {
      const filler = blockBytes - 7 - 7 - left - row(0).length;
      const file = wandbFile(row(0, filler - 2), row(1), row(2));
      assert.deepEqual(read(file), { steps: [0, 1, 2], problems: [], tail: null }, `${left}`);
      assert.deepEqual(decodeFile(wandbFormat, file, 1000), decodeFile(wandbFormat, file));
    }
  });

  it('may have records of many blocks', () => {
    const file = wandbFile(row(0), row(1, 200_000), row(2), row(3, 3 * blockBytes), row(4));
    assert.deepEqual(read(file), { steps: steps(5), problems: [], tail: null });
    for (const size of [1, 7, 4096, 50_000]) {
      assert.deepEqual(decodeFile(wandbFormat, file, size), decodeFile(wandbFormat, file));
    }
  });

  it('is followed while its writer appends whole blocks', () => {
    const file = wandbFile(...steps(400).map((step) => row(step, 500)));
    const follower = new FileFollower(wandbFormat);
    const seen: number[] = [];
    for (
      let end = 7;
      end < file.length;
      end = Math.min(file.length, end - (end % blockBytes) + blockBytes)
    ) {
      seen.push(follower.read(file.subarray(0, end)).count);
    }
    assert.deepEqual(follower.read(file).decoded, decodeFile(wandbFormat, file));
    assert.deepEqual([seen[0], seen[1]! > 50, follower.count], [0, true, 400]);
  });

  it('that ends within a record waits for the rest', () => {
    const whole = wandbFile(row(0), row(1));
    const first = wandbFile(row(0)).length;
    assert.deepEqual(read(whole.subarray(0, first + 30)), {
      steps: [0],
      problems: [],
      tail: ['truncatedTail', first, 30],
    });
  });
});

describe('damage in a run file', () => {
  const rows = steps(8).map((step) => row(step));
  const file = wandbFile(...rows);
  const offset = wandbFile(...rows.slice(0, 3)).length;
  const size = rows[3]!.length + 7;
  const without3 = [0, 1, 2, 4, 5, 6, 7];

  it('to a payload, a length or a type costs one record', () => {
    for (const at of [0, 4, 5, 6, 20]) {
      assert.deepEqual(
        read(flipBits(file, offset + at, 2)),
        { steps: without3, problems: [['corruptRecord', offset, size]], tail: null },
        `byte ${at}`,
      );
    }
  });

  it('to the last record is the tail, and heals', () => {
    const last = wandbFile(...rows.slice(0, 7)).length;
    const follower = new FileFollower(wandbFormat).read(flipBits(file, -1));
    assert.deepEqual(summarise(follower.decoded), {
      steps: steps(7),
      problems: [],
      tail: ['corruptTail', last, size],
    });
    assert.deepEqual(follower.read(file).decoded, decodeFile(wandbFormat, file));
  });

  it('of zeros is told as such', () => {
    assert.deepEqual(read(file.slice().fill(0, offset, offset + size)), {
      steps: without3,
      problems: [['zeroHole', offset, size]],
      tail: null,
    });
  });

  it('at the end of zeros waits, and heals', () => {
    const padded = joinBytes(file, new Uint8Array(3 * blockBytes));
    const follower = new FileFollower(wandbFormat).read(padded);
    assert.deepEqual(summarise(follower.decoded), {
      steps: steps(8),
      problems: [],
      tail: ['zeroHole', file.length, 3 * blockBytes],
    });
    const more = wandbFile(...rows, row(8));
    padded.set(more.subarray(file.length), file.length);
    follower.read(padded);
    assert.equal(follower.count, 9);
  });

  it('in the middle of a record of many blocks costs that record', () => {
    const long = wandbFile(row(0), row(1, 5 * blockBytes), row(2));
    const start = wandbFile(row(0)).length;
    const end = wandbFile(row(0), row(1, 5 * blockBytes)).length;
    assert.deepEqual(read(flipBits(long, 2 * blockBytes + 100)), {
      steps: [0, 2],
      problems: [['corruptRecord', start, end - start]],
      tail: null,
    });
  });

  it('of megabytes is passed over in pieces, however it is read', () => {
    const below = seededNumbers(3);
    const garbage = Uint8Array.from({ length: 3_000_000 }, () => below(256));
    const start = file.length + garbage.length;
    const whole = joinBytes(file, garbage, chunksOf(row(8), start));
    const expected = {
      steps: steps(9),
      problems: [['corruptRecord', file.length, garbage.length]],
      tail: null,
    };
    assert.deepEqual(read(whole), expected);
    const follower = new FileFollower(wandbFormat);
    follower.read(whole.subarray(0, 2_500_000)).read(whole, 100_000);
    assert.deepEqual(summarise(follower.decoded), expected);
  });

  it('is a rest of a record without its beginning', () => {
    const orphan = chunk(4, row(9));
    assert.deepEqual(read(joinBytes(file, orphan, chunksOf(row(8), file.length + orphan.length))), {
      steps: steps(9),
      problems: [['corruptRecord', file.length, orphan.length]],
      tail: null,
    });
  });

  it('is a record that is no message', () => {
    const broken = recordOf(2, Uint8Array.of(0x0a, 0x50));
    const place = wandbFile(rows[0]!).length;
    assert.deepEqual(read(wandbFile(rows[0]!, broken, rows[1]!)), {
      steps: [0, 1],
      problems: [['undecodableRecord', place, broken.length + 7]],
      tail: null,
    });
  });
});

describe("a run file's first bytes", () => {
  const file = wandbFile(row(0), row(1));

  it('may be damaged', () => {
    assert.deepEqual(read(flipBits(file, 1)), {
      steps: [0, 1],
      problems: [['corruptRecord', 0, 7]],
      tail: null,
    });
  });

  it('may name a version that is not known', () => {
    const { points, problems } = decodeFile(
      wandbFormat,
      joinBytes(wandbHeader(1), file.subarray(7)),
    );
    assert.deepEqual(
      [points, problems],
      [[], [{ kind: 'notAnEventFile', offset: 0, bytes: 7, detail: '1' }]],
    );
  });

  it('may be those of another file', () => {
    const other = new TextEncoder().encode('some other text '.repeat(8192));
    assert.deepEqual(read(other.subarray(0, 100)), {
      steps: [],
      problems: [],
      tail: ['notAnEventFile', 0, 100],
    });
    assert.deepEqual(
      decodeFile(wandbFormat, other).problems.map(({ kind }) => kind),
      ['notAnEventFile'],
    );
    assert.deepEqual(
      decodeFile(wandbFormat, other, 1000).problems.map(({ kind }) => kind),
      ['notAnEventFile'],
    );
  });
});
