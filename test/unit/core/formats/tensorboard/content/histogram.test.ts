// Histograms of both forms: trimmed, finite, and never running backwards (trap 30).
import assert from 'node:assert/strict';
import { value } from '../../../../../support/eventFiles';
import {
  contentOf,
  doubleTensor,
  legacyHistogram,
  tensorContent,
  type HistogramFields,
} from '../../../../../support/itemBytes';
import type { Content, HistogramContent } from '../../../../../../src/shared/content';

function asHistogram(content: Content): HistogramContent {
  assert.ok(content.kind === 'histogram');
  return content;
}

/** Left edge, right edge and count of every bucket. */
function rowsOf({ lefts, rights, counts }: HistogramContent): number[][] {
  return Array.from(lefts, (left, at) => [left, rights[at]!, counts[at]!]);
}

function legacy(fields: HistogramFields): number[][] {
  return rowsOf(asHistogram(contentOf('histogram', legacyHistogram(fields))));
}

function modern(...rows: readonly (readonly [number, number, number])[]): number[][] {
  const tensor = doubleTensor([rows.length, 3], ...rows.flat());
  return rowsOf(asHistogram(tensorContent('histogram', tensor)));
}

const { MAX_VALUE } = Number;

describe('a legacy histogram', () => {
  it('loses its empty ends and gets its extremes as edges', () => {
    assert.deepEqual(
      legacy({
        min: -0.5,
        max: 2.5,
        limits: [-MAX_VALUE, -1, 0, 1, 2, 3, MAX_VALUE],
        counts: [0, 0, 2, 0, 1, 4, 0],
      }),
      [
        [-0.5, 0, 2],
        [0, 1, 0],
        [1, 2, 1],
        [2, 2.5, 4],
      ],
    );
  });

  it('of one bucket reaches from the smallest to the largest value', () => {
    assert.deepEqual(
      [
        legacy({ min: 1, max: 3, limits: [MAX_VALUE], counts: [5] }),
        legacy({ min: 2, max: 2, limits: [0, 2.5, 5], counts: [0, 1, 0] }),
      ],
      [[[1, 3, 5]], [[2, 2, 1]]],
    );
  });

  it('has the figures that were logged with it', () => {
    const { min, max, count, sum, sumSquares } = asHistogram(
      contentOf('histogram', legacyHistogram({ min: -1, max: 4, limits: [0, 5], counts: [1, 2] })),
    );
    assert.deepEqual([min, max, count, sum, sumSquares], [-1, 4, 3, 0, 0]);
  });

  it('may be empty', () => {
    assert.deepEqual(
      [legacy({ limits: [], counts: [] }), legacy({ limits: [0, 1], counts: [0, 0] })],
      [[], []],
    );
  });

  it('whose extremes are no numbers, or wrong, keeps the edges it has', () => {
    const buckets = { limits: [0, 1, 2, 3], counts: [0, 1, 2, 0] };
    const kept = [
      [0, 1, 1],
      [1, 2, 2],
    ];
    assert.deepEqual(
      [
        legacy({ ...buckets, min: NaN, max: NaN }),
        legacy({ ...buckets, min: -Infinity, max: Infinity }),
        legacy({ ...buckets, min: 7, max: -7 }),
      ],
      [kept, kept, kept],
    );
  });

  it('never runs backwards', () => {
    assert.deepEqual(legacy({ min: 0, max: 9, limits: [3, 1, 5], counts: [1, 1, 1] }), [
      [0, 3, 1],
      [3, 3, 1],
      [3, 9, 1],
    ]);
  });

  it('has no count below zero and none that is no number', () => {
    const counts = [1, -4, NaN, 2.5];
    assert.deepEqual(legacy({ min: 0, max: 4, limits: [1, 2, 3, 4], counts }), [
      [0, 1, 1],
      [1, 2, 0],
      [2, 3, 0],
      [3, 4, 2.5],
    ]);
  });

  it('may have unpacked buckets', () => {
    const bytes = value('tag', (writer) => {
      writer.uint32(0x2a).fork().uint32(0x09).double(1).uint32(0x11).double(2);
      writer.uint32(0x31).double(1.5).uint32(0x39).double(3);
      return writer.uint32(0x31).double(2).uint32(0x39).double(4).ldelim();
    });
    assert.deepEqual(rowsOf(asHistogram(contentOf('histogram', bytes))), [
      [1, 1.5, 3],
      [1.5, 2, 4],
    ]);
  });

  it('of the abandoned form says that nothing reads it', () => {
    const bytes = value('tag', (writer) => writer.uint32(0x1a).bytes(new Uint8Array(9)));
    assert.throws(() => contentOf('histogram', bytes), /abandoned form/);
  });
});

describe('a histogram of a tensor', () => {
  it('has its buckets as they are, empty ones and those without width included', () => {
    const rows = [
      [0, 1, 0],
      [1, 1, 3],
      [1, 4, 0.5],
    ] as const;
    assert.deepEqual(modern(...rows), rows);
  });

  it('counts what is in its buckets', () => {
    const content = asHistogram(tensorContent('histogram', doubleTensor([2, 3], 0, 1, 2, 1, 2, 3)));
    assert.deepEqual(
      [content.count, content.min, content.max, content.sum, content.sumSquares],
      [5, null, null, null, null],
    );
  });

  it('may have no bucket', () => {
    assert.deepEqual(modern(), []);
    assert.deepEqual(rowsOf(asHistogram(tensorContent('histogram', doubleTensor([0])))), []);
  });

  it('of values that are no numbers has no bucket', () => {
    assert.deepEqual(modern([NaN, NaN, 3], [NaN, NaN, 0]), []);
  });

  it('has finite edges that never run backwards', () => {
    assert.deepEqual(
      modern([-Infinity, 0, 1], [0, -2, 1], [-1, 3, 1], [3, MAX_VALUE, 1], [5, Infinity, 1]),
      [
        [0, 0, 1],
        [0, 0, 1],
        [0, 3, 1],
        [3, 3, 1],
        [5, 5, 1],
      ],
    );
  });

  it('of another shape says so', () => {
    assert.throws(
      () => tensorContent('histogram', doubleTensor([2, 2], 1, 2, 3, 4)),
      /shape \[k, 3\], and this is \[2, 2\]/,
    );
  });
});
