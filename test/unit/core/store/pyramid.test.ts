// Facts about columns and their pyramid: what goes in comes out, and any stretch has the extremes of its points.
import assert from 'node:assert/strict';
import { Columns } from '../../../../src/core/store/columns';
import { chunkPoints } from '../../../../src/core/store/packedChunk';
import { ceilToFloat32, floorToFloat32 } from '../../../../src/core/store/float32';
import { RangeSummary, flagOf } from '../../../../src/core/store/rangeSummary';
import { ValueStatistics } from '../../../../src/core/store/valueStatistics';
import { randomFrom } from './random';

function columnsOf(values: readonly number[]): Columns {
  const columns = new Columns();
  values.forEach((value, i) => columns.push(i, 1000 + i, value));
  return columns;
}

function summarise(columns: Columns, from: number, to: number): object {
  const summary = new RangeSummary();
  columns.addRange(summary, from, to);
  summary.roundOutward();
  const { min, max, minPositive, flags } = summary;
  return { min, max, minPositive, flags };
}

/** The same from the values themselves. */
function bruteForce(values: readonly number[]): object {
  const finite = values.filter((value) => Number.isFinite(value));
  const positive = finite.filter((value) => value > 0);
  const lowest = (list: readonly number[]): number =>
    list.reduce((a, b) => Math.min(a, b), Infinity);
  const min = lowest(finite);
  const max = -lowest(finite.map((value) => -value));
  const minPositive = lowest(positive);
  return {
    min: min === Infinity ? min : floorToFloat32(min),
    max: max === -Infinity ? max : ceilToFloat32(max),
    minPositive: minPositive === Infinity ? minPositive : floorToFloat32(minPositive),
    flags: values.reduce((flags, value) => flags | flagOf(value), 0),
  };
}

const odd = [NaN, Infinity, -Infinity, 0, 1e30, -1e30, 1e-30];
const makers: Record<string, (random: () => number) => number> = {
  'positive float32': (random) => Math.fround(random() + 0.1),
  'float32 of both signs': (random) => Math.fround(random() - 0.5),
  doubles: (random) => random() * 1e6 - 1e3,
  'with NaN and infinities': (random) =>
    random() < 0.05 ? odd[Math.floor(random() * odd.length)]! : Math.fround(random() * 10),
  'long stretches of NaN': (random) => (random() < 0.999 ? NaN : Math.fround(random())),
};

describe('a pyramid over columns', () => {
  for (const [name, make] of Object.entries(makers)) {
    it(`answers every stretch like the points themselves: ${name}`, () => {
      const random = randomFrom(name.length);
      const values = Array.from({ length: 40_000 }, () => make(random));
      const columns = columnsOf(values);
      for (let i = 0; i < 400; i++) {
        const from = Math.floor(random() * values.length);
        const to = Math.min(values.length, from + Math.floor(random() ** 4 * values.length));
        assert.deepEqual(
          summarise(columns, from, to),
          bruteForce(values.slice(from, to)),
          `${from} to ${to}`,
        );
      }
    });
  }

  it('starts to keep the smallest positive value when the first value at or below 0 comes late', () => {
    const values = Array.from({ length: 5000 }, (_, i) => (i === 4000 ? 0 : 1 + i));
    assert.deepEqual(summarise(columnsOf(values), 0, 5000), bruteForce(values));
  });

  it('is the same after a truncation and new points as if built at once', () => {
    const random = randomFrom(5);
    const values = Array.from({ length: 40_000 }, () => Math.fround(random() - 0.3));
    const columns = columnsOf([...values.slice(0, 20_000), ...Array<number>(19_000).fill(99)]);
    columns.truncate(20_000);
    for (let i = 20_000; i < values.length; i++) columns.push(i, 1000 + i, values[i]!);
    for (const [from, to] of [
      [0, 40_000],
      [19_999, 20_001],
      [1, 39_999],
      [16_384, 32_768],
    ] as const) {
      assert.deepEqual(summarise(columns, from, to), bruteForce(values.slice(from, to)));
    }
  });
});

describe('columns', () => {
  it('give back every point as it was pushed, across chunks and sizes of value', () => {
    const random = randomFrom(1);
    const values = Array.from({ length: 50_000 }, (_, i) =>
      // float32 at first, a double late in the second chunk, odd values in between
      i === 30_000 ? 0.1 : i % 997 === 0 ? odd[i % odd.length]! : Math.fround(random()),
    );
    const columns = columnsOf(values);
    const read = values.map((_, i) => columns.valueAt(i));
    assert.deepEqual(read, values);
    assert.deepEqual([columns.stepAt(49_999), columns.wallTimeAt(49_999)], [49_999, 50_999]);
  });

  it('hold float32 where that loses nothing, else doubles, chunk by chunk', () => {
    const values = Array.from({ length: 4 * chunkPoints }, (_, i) =>
      i === chunkPoints + 5 || i === 4 * chunkPoints - 1 ? 0.1 : i,
    );
    const columns = columnsOf(values);
    assert.deepEqual(
      [0, 1, 2, 3].map((i) => columns.valuesFrom(i * chunkPoints, 1).constructor.name),
      ['Float32Array', 'Float64Array', 'Float32Array', 'Float64Array'],
    );
    assert.deepEqual(
      values.map((_, i) => columns.valueAt(i)),
      values,
    );
  });

  it('give back few points without making columns of them', () => {
    const columns = columnsOf([0.1, NaN, 3]);
    const bytes = columns.bytes;
    assert.deepEqual(
      [0, 1, 2].map((i) => [columns.stepAt(i), columns.wallTimeAt(i), columns.valueAt(i)]),
      [
        [0, 1000, 0.1],
        [1, 1001, NaN],
        [2, 1002, 3],
      ],
    );
    const statistics = new ValueStatistics();
    statistics.update(columns);
    const { min, max, nonFinite } = statistics;
    assert.deepEqual([min, max, nonFinite, columns.bytes], [0.1, 3, 1, bytes]);
    assert.deepEqual(bytes, 72);
    assert.deepEqual([...columns.valuesFrom(0, 3).subarray(0, 3)], [0.1, NaN, 3]);
    assert.equal(columns.count, 3);
  });
});

describe('the wall times of columns', () => {
  it('ascend until one is lower or missing, wherever that happens', () => {
    const ascends = (wallTimes: readonly number[]): boolean => {
      const columns = new Columns();
      wallTimes.forEach((wallTime, i) => columns.push(i, wallTime, 0));
      return columns.wallTimesAscend;
    };
    const even = Array.from({ length: 100 }, (_, i) => 10 * i);
    assert.equal(ascends(even), true);
    for (const late of [1, 7, 8, 9, 10, 50]) {
      assert.equal(ascends(even.with(late, even[late - 1]! - 1)), false, `late at ${late}`);
      assert.equal(ascends(even.with(late, NaN)), false, `missing at ${late}`);
      assert.equal(ascends(even.with(late, even[late]! + 15)), false, `early at ${late}`);
    }
  });
});

describe('rounding to float32', () => {
  it('goes down or up to the next float32, never past the ends of its range', () => {
    const cases = [0, 0.1, -0.1, 1, 1e-60, -1e-60, 1e300, -1e300, 16_777_217];
    const next = 16_777_218;
    assert.deepEqual(
      cases.map(floorToFloat32),
      [
        0, 0.09999999403953552, -0.10000000149011612, 1, 0, -1.401298464324817e-45,
        3.4028234663852886e38, -3.4028234663852886e38, 16_777_216,
      ],
    );
    assert.equal(ceilToFloat32(16_777_217), next);
    for (const value of cases.filter((each) => Math.abs(each) < 1e38)) {
      assert.ok(floorToFloat32(value) <= value && ceilToFloat32(value) >= value, String(value));
    }
  });
});
