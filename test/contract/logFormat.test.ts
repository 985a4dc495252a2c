// What every format in the registry must keep, shown on the files of its fixture folder:
// `test/fixtures/<format id>/<file>` with what the real reader makes of it in `golden/<file without suffix>.json`.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LogFormat } from '../../src/core/model/decoded';
import { formats } from '../../src/core/formats/registry';
import { decodeFile, FileFollower, type DecodedFile } from '../support/decodeFile';
import { seededNumbers } from '../support/seededNumbers';

const fixtureRoot = path.join(process.env['TRACKSIDE_ROOT'] ?? '.', 'test/fixtures');
/** W&B's and SwanLab's records, each checked in both ways, share an engine: together fifty thousand. */
const flipsPerFormat = 12_500;
const chunkSizes = [1, 2, 3, 7, 64, 1000, 4096];

interface Fixture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly golden: Golden;
}

/** Points are tag, step, wall time or null, value; numbers that JSON cannot hold are strings. */
interface Golden {
  readonly points: readonly (readonly [string, number, number | null, number | string])[];
  readonly marks: readonly { readonly kind: string; readonly at: number; readonly step: number }[];
  readonly others: readonly {
    readonly tag: string;
    readonly kind: string;
    readonly values: number;
  }[];
}

function fixturesOf(format: LogFormat): Fixture[] {
  const folder = path.join(fixtureRoot, format.id);
  const names = readdirSync(folder).filter((name) => format.matches(name));
  return names.map((name) => {
    const golden = path.join(folder, 'golden', `${path.parse(name).name}.json`);
    return {
      name,
      bytes: new Uint8Array(readFileSync(path.join(folder, name))),
      golden: JSON.parse(readFileSync(golden, 'utf8')) as Golden,
    };
  });
}

function inGoldenForm({ tags, points, items, marks }: DecodedFile): Golden {
  return {
    points: points.map(([tag, step, wallTime, value]) => [
      tags[tag]!.tag,
      step,
      Number.isNaN(wallTime) ? null : wallTime,
      Number.isFinite(value) ? value : String(value),
    ]),
    marks: marks.map((mark) => ({
      kind: mark.kind,
      at: mark.at,
      step: mark.kind === 'start' ? mark.step : 0,
    })),
    others: tags
      .filter(({ kind }) => kind !== 'scalar')
      .map(({ index, tag, kind }) => ({
        tag,
        kind,
        values: items.filter((item) => item.tag === index).length,
      })),
  };
}

/** The first points of a file, with their tags' names: indices may differ once a flip has made a new tag. */
function firstPoints({ tags, points }: DecodedFile, count: number): unknown[] {
  return points.slice(0, count).map(([tag, ...rest]) => [tags[tag]!.tag, tags[tag]!.kind, ...rest]);
}

/** How many points are known after each byte of a file that grows byte by byte. */
function countsByLength(format: LogFormat, bytes: Uint8Array): number[] {
  const follower = new FileFollower(format);
  const counts = [0];
  for (let length = 1; length <= bytes.length; length++) {
    counts.push(follower.read(bytes.subarray(0, length)).count);
  }
  return counts;
}

/** Every format with every way of checking data. */
const cases = formats.flatMap((format) =>
  (['always', 'onDamage'] as const).map((checks) => ({
    checks,
    format: { ...format, createDecoder: () => format.createDecoder(checks) },
  })),
);

for (const { format, checks } of cases) {
  describe(`format ${format.id}, checksums compared: ${checks}`, () => {
    const zone = process.env['TZ'];
    // Where logs have times of day alone, those of the fixtures were in UTC.
    before(() => (process.env['TZ'] = 'UTC'));
    after(() => {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    });

    const fixtures = fixturesOf(format);

    for (const { name, bytes, golden } of fixtures) {
      it(`reads ${name} as the real reader does`, () => {
        const decoded = decodeFile(format, bytes);
        assert.deepEqual(inGoldenForm(decoded), golden);
        assert.deepEqual([decoded.problems, decoded.tail], [[], null]);
      });

      it(`reads ${name} the same in chunks of any size`, () => {
        const whole = decodeFile(format, bytes);
        for (const size of chunkSizes) assert.deepEqual(decodeFile(format, bytes, size), whole);
      });

      it(`reads ${name} cut at every byte, and then its rest, without losing anything`, () => {
        const whole = decodeFile(format, bytes);
        const counts = countsByLength(format, bytes);
        assert.equal(counts.at(-1), whole.points.length);
        for (let cut = 0; cut < bytes.length; cut++) {
          const follower = new FileFollower(format).read(bytes.subarray(0, cut));
          assert.equal(follower.count, counts[cut], `cut at ${cut}`);
          assert.ok(counts[cut + 1]! >= counts[cut]!, `shrank at ${cut}`);
          assert.deepEqual(follower.read(bytes).decoded, whole, `continued from ${cut}`);
        }
      });
    }

    it(`keeps what comes before the damage through ${flipsPerFormat} flipped bytes`, () => {
      const below = seededNumbers(20_261_122);
      const counts = fixtures.map(({ bytes }) => countsByLength(format, bytes));
      const wholes = fixtures.map(({ bytes }) => decodeFile(format, bytes));
      for (let flip = 0; flip < flipsPerFormat; flip++) {
        const chosen = below(fixtures.length);
        const bytes = fixtures[chosen]!.bytes.slice();
        const at = below(bytes.length);
        bytes[at]! ^= 1 + below(255);
        const decoded = decodeFile(format, bytes);
        const before = counts[chosen]![at]!;
        const where = `${fixtures[chosen]!.name}, byte ${at}, flip ${flip}`;
        assert.deepEqual(firstPoints(decoded, before), firstPoints(wholes[chosen]!, before), where);
        assert.deepEqual(decodeFile(format, bytes, 1 + below(200)), decoded, `${where}, in chunks`);
      }
    });
  });
}
