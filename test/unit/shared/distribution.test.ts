// Percentiles and equal buckets of histograms: TensorBoard's own figures, and cases worked out by hand.
import assert from 'node:assert/strict';
import { percentilesOf, rangeOf, rebin, type Buckets } from '../../../src/shared/distribution';

function bucketsOf(...rows: readonly (readonly [number, number, number])[]): Buckets {
  return {
    lefts: Float64Array.from(rows, ([left]) => left),
    rights: Float64Array.from(rows, ([, right]) => right),
    counts: Float64Array.from(rows, ([, , count]) => count),
  };
}

function assertClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((one, at) => {
    const off = Math.abs(actual[at]! - one);
    assert.ok(off <= 1e-12 * Math.max(1, Math.abs(one)), `${at}: ${actual[at]} is not ${one}`);
  });
}

describe('percentiles of a histogram', () => {
  // Computed with tensorboard 2.21.0: tensorboard.plugins.distribution.compressor.compress_histogram.
  for (const [name, buckets, expected] of [
    [
      'even buckets',
      bucketsOf([0, 1, 1], [1, 2, 1], [2, 3, 1], [3, 4, 1]),
      [0, 0.2672, 0.6348, 1.234, 2, 2.766, 3.3652, 3.7328, 4],
    ],
    [
      'buckets of any width, one of them none',
      bucketsOf([-3, -1, 2], [-1, -0.5, 0], [-0.5, 0.25, 7], [0.25, 0.25, 3], [0.25, 9, 1]),
      [
        -3, -2.1316, -0.4932392857142857, -0.2845892857142857, -0.01785714285714285,
        0.24887499999999996, 0.25, 1.4015000000000029, 9,
      ],
    ],
    ['one value', bucketsOf([0.5, 0.5, 0], [0.5, 0.5, 1]), Array<number>(9).fill(0.5)],
    [
      'empty buckets at the ends',
      bucketsOf([0, 1, 0], [1, 2, 5], [2, 3, 0]),
      [0, 0.1336, 0.3174, 0.617, 1, 1.383, 1.6826, 1.8664, 3],
    ],
    [
      'a normal distribution',
      bucketsOf(
        ...([
          [-3.251, -2.766, 2],
          [-2.766, -2.281, 5],
          [-2.281, -1.796, 27],
          [-1.796, -1.31, 61],
          [-1.31, -0.825, 122],
          [-0.825, -0.34, 157],
          [-0.34, 0.145, 239],
          [0.145, 0.631, 153],
          [0.631, 1.116, 132],
          [1.116, 1.601, 64],
          [1.601, 2.086, 27],
          [2.086, 2.572, 11],
        ] as const),
      ),
      [
        -3.251, -1.5346754098360655, -1.056766393442623, -0.5423407643312101, -0.08430962343096238,
        0.3943529411764706, 0.9076704545454546, 1.3827500000000001, 2.572,
      ],
    ],
  ] as const) {
    it(`of ${name} are TensorBoard's`, () => assertClose(percentilesOf(buckets), expected));
  }

  it("of shares of one's own lie where they are asked for", () => {
    assertClose(percentilesOf(bucketsOf([0, 10, 1], [10, 30, 3]), [0.125, 0.25, 0.5]), [
      5,
      10,
      10 + 20 / 3,
    ]);
  });

  it('are not there where there are no values', () => {
    const none = [NaN, NaN];
    assert.deepEqual([...percentilesOf(bucketsOf(), [0, 0.5])], none);
    assert.deepEqual([...percentilesOf(bucketsOf([0, 1, 0]), [0, 0.5])], none);
  });
});

describe('histograms in equal buckets', () => {
  it('keep their counts by the overlap', () => {
    const buckets = bucketsOf([0, 4, 5], [4, 12, 10]);
    assertClose(rebin(buckets, { left: 0, right: 16 }, 2), [10, 5]);
    assertClose(rebin(buckets, { left: 0, right: 12 }, 12), [
      ...Array<number>(4).fill(1.25),
      ...Array<number>(8).fill(1.25),
    ]);
  });

  it('put a bucket without width into the one bin that holds it', () => {
    const at = (place: number): Buckets => bucketsOf([place, place, 20]);
    const range = { left: 0, right: 4 };
    const binned = [0, 1.5, 2, 4].map((place) => [...rebin(at(place), range, 2)]);
    assert.deepEqual(binned, [
      [20, 0],
      [20, 0],
      [0, 20],
      [0, 20],
    ]);
  });

  it('leave out what lies outside the range', () => {
    assertClose(rebin(bucketsOf([-2, 2, 4], [5, 6, 9]), { left: 0, right: 4 }, 4), [1, 1, 0, 0]);
  });

  it('have a range that holds them all and is never empty', () => {
    assert.deepEqual(
      [
        rangeOf([bucketsOf([1, 2, 1], [2, 3, 1]), bucketsOf(), bucketsOf([-1, 0, 1])]),
        rangeOf([bucketsOf([2.2, 2.2, 1])]),
        rangeOf([bucketsOf()]),
      ],
      [{ left: -1, right: 3 }, { left: 2.2 / 1.1 - 1, right: 2.2 * 1.1 + 1 }, null],
    );
  });

  it('have as many values as before, whatever the buckets', () => {
    const buckets = bucketsOf([-3, -1, 2], [-1, -0.5, 0], [-0.5, 0.25, 7], [0.25, 9, 3]);
    for (const bins of [1, 2, 7, 30, 1000]) {
      const binned = rebin(buckets, rangeOf([buckets])!, bins);
      assertClose([binned.reduce((sum, one) => sum + one, 0)], [12]);
    }
  });
});
