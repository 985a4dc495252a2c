// Moments as loggers write them.
import assert from 'node:assert/strict';
import { momentOf, readMoment } from '../../../../src/core/formats/moment';

describe('moments', () => {
  it('are read from ISO texts with a zone, to the microsecond', () => {
    const texts = [
      '2026-11-22T15:40:00Z',
      '2026-11-22 15:40:00.25+00:00',
      '2026-11-22T17:40:00,123456+0200',
      '2026-11-22T10:10:00.123456789-05:30',
      ' 2026-11-22_15-40-00 ',
      '2026-13-77',
      '',
    ];
    assert.deepEqual(
      texts.map((text) => readMoment(text, 'utc')),
      [1795362000, 1795362000.25, 1795362000.123456, 1795362000.123456, NaN, NaN, NaN],
    );
  });

  it('without a zone are of UTC where the writer says so, else of this place', () => {
    const local = new Date(2026, 10, 22, 15, 40, 0).getTime() / 1000;
    assert.deepEqual(
      [readMoment('2026-11-22T15:40:00', 'utc'), readMoment('2026-11-22T15:40:00', 'local')],
      [1795362000, local],
    );
  });

  it('are read from numbers of any unit, and not from those that count from a start', () => {
    const numbers = [1795362000.5, 1795362000500, 1795362000500000, 12.5, 0, -1, NaN, Infinity];
    assert.deepEqual(numbers.map(momentOf), [
      1795362000.5,
      1795362000.5,
      1795362000.5,
      ...Array<number>(5).fill(NaN),
    ]);
  });
});
