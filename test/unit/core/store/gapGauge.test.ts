// The usual gap between points, learned point by point and in leaps.
import assert from 'node:assert/strict';
import { GapGauge } from '../../../../src/core/store/gapGauge';
import { randomFrom } from './random';

/** Ascending wall times of bursts with pauses between them, many of them exactly a second long. */
function wallTimes(seed: number): Float64Array {
  const random = randomFrom(seed);
  let time = 1_700_000_000;
  return Float64Array.from({ length: 3_000 }, () => {
    const kind = random();
    if (kind < 0.02) time += random() * 100;
    else if (kind < 0.04) time += 1;
    else if (kind < 0.5) time += random() / 50;
    return time;
  });
}

describe('the gap gauge', () => {
  it('learns the same in leaps as point by point, wherever the points are cut', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const times = wallTimes(seed);
      const random = randomFrom(seed);
      const slow = new GapGauge();
      const quick = new GapGauge();
      for (let from = 0; from < times.length;) {
        const to = Math.min(times.length, from + 1 + Math.floor(random() * 400));
        slow.note(times, from, to);
        quick.noteAscending(times, from, to);
        assert.equal(quick.usualGapMs(), slow.usualGapMs(), `seed ${seed}, up to ${to}`);
        from = to;
      }
    }
  });

  it('starts afresh where a clock was set back between two blocks', () => {
    const gauge = new GapGauge();
    gauge.noteAscending(Float64Array.of(100, 105), 0, 2);
    gauge.noteAscending(Float64Array.of(50, 50.5, 52), 0, 3);
    assert.equal(gauge.usualGapMs(), 2_000);
  });
});
