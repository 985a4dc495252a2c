// Tables and JSON logs of real writers: points as their own readers have them, whatever becomes of the files.
import assert from 'node:assert/strict';
import type { LogDecoder } from '../../src/core/model/decoded';
import { decodeFile, FileFollower, type DecodedFile } from '../support/decodeFile';
import { seededNumbers } from '../support/seededNumbers';
import { readTextLogs, type TextLogFile, type TextLogPoint } from '../support/textLogFixtures';

const chunkSizes = [1, 2, 7, 64, 1000];
const flipsPerEngine = 50_000;
/** Every so many flips the same bytes are read in chunks as well. */
const chunkedEvery = 25;

const engines: Readonly<Record<string, readonly string[]>> = {
  delimited: ['csv'],
  json: ['jsonl', 'trainerState', 'runFile'],
};

function seriesOf({ tags, points }: DecodedFile): Record<string, TextLogPoint[]> {
  const series: Record<string, TextLogPoint[]> = {};
  for (const [tag, step, wallTime, value] of points) {
    (series[tags[tag]!.tag] ??= []).push([
      step,
      Number.isNaN(wallTime) ? null : wallTime,
      Number.isFinite(value) ? value : String(value),
    ]);
  }
  return series;
}

/** The first points of a file, with their tags' names: indices may differ once a flip has made a new tag. */
function firstPoints({ tags, points }: DecodedFile, count: number): unknown[] {
  return points.slice(0, count).map(([tag, ...rest]) => [tags[tag]!.tag, ...rest]);
}

/** How many points are known after each byte of a file that grows byte by byte. */
function countsByLength({ format, bytes }: TextLogFile): number[] {
  const follower = new FileFollower(format);
  const counts = [0];
  for (let length = 1; length <= bytes.length; length++) {
    counts.push(follower.read(bytes.subarray(0, length)).count);
  }
  return counts;
}

function isLogAtEnd({ format, bytes }: TextLogFile): boolean | undefined {
  const decoder: LogDecoder = format.createDecoder();
  decoder.decode(bytes, 0, bytes.length, 0, true);
  return decoder.isLog;
}

describe('tables and JSON logs of real writers', () => {
  const files = readTextLogs();

  it('are logs where their library keeps series in them', () => {
    const wrong = files.filter((file) => file.golden && isLogAtEnd(file) !== true);
    assert.deepEqual(
      wrong.map(({ name }) => name),
      [],
    );
  });

  for (const { name, format, bytes, golden } of files) {
    it(`${name} gives what its own reader gives`, () => {
      const decoded = decodeFile(format, bytes);
      assert.deepEqual(seriesOf(decoded), golden ?? {});
      assert.deepEqual([decoded.problems, decoded.tail], [[], null]);
    });

    it(`${name} is read the same in chunks of any size`, () => {
      const whole = decodeFile(format, bytes);
      for (const size of chunkSizes) assert.deepEqual(decodeFile(format, bytes, size), whole);
    });

    it(`${name} cut at every byte, and then its rest, loses nothing`, () => {
      const whole = decodeFile(format, bytes);
      const counts = countsByLength({ format, bytes } as TextLogFile);
      for (let cut = 0; cut < bytes.length; cut++) {
        const follower = new FileFollower(format).read(bytes.subarray(0, cut));
        assert.equal(follower.count, counts[cut], `cut at ${cut}`);
        assert.ok(counts[cut + 1]! >= counts[cut]!, `shrank at ${cut}`);
        if (cut % 7 === 0) assert.deepEqual(follower.read(bytes).decoded, whole, `from ${cut}`);
      }
    });
  }

  for (const [engine, ids] of Object.entries(engines)) {
    it(`${engine}: keep what comes before the damage through ${flipsPerEngine} flips`, function () {
      this.timeout(240_000);
      const below = seededNumbers(20_261_122);
      const own = files.filter(({ format }) => ids.includes(format.id));
      const counts = own.map((file) => countsByLength(file));
      const wholes = own.map(({ format, bytes }) => decodeFile(format, bytes));
      for (let flip = 0; flip < flipsPerEngine; flip++) {
        const chosen = below(own.length);
        const { format, name } = own[chosen]!;
        const bytes = own[chosen]!.bytes.slice();
        const at = below(bytes.length);
        bytes[at]! ^= 1 + below(255);
        const decoded = new FileFollower(format).read(bytes).current;
        const before = counts[chosen]![at]!;
        const where = `${name}, byte ${at}, flip ${flip}`;
        const expected = firstPoints(wholes[chosen]!, before);
        assert.deepEqual(firstPoints(decoded, before), expected, where);
        if (flip % chunkedEvery > 0) continue;
        assert.deepEqual(decodeFile(format, bytes, 1 + below(200)), decoded, `${where}, in chunks`);
      }
    });
  }
});
