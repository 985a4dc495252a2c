// How long a run will take from now on.
import assert from 'node:assert/strict';
import { isAllDone, withRemaining } from '../../../../src/core/model/progress';
import type { Progress } from '../../../../src/shared/vocabulary';
import { describeProgress, describeProgressShortly } from '../../../../src/shared/words';

const told: Progress = { done: 25, total: 100, unit: 'step', elapsed: null, remaining: null };

describe('progress', () => {
  it('has as much left for each as it took up to now', () => {
    assert.deepEqual(withRemaining(told, 50), { ...told, elapsed: 50, remaining: 150 });
    assert.deepEqual(withRemaining({ ...told, elapsed: 10 }, 50).remaining, 30);
  });

  it('leaves alone what the log says, and what nothing can be said of', () => {
    const silent: Progress[] = [
      { ...told, remaining: 7 },
      { ...told, total: null },
      { ...told, done: 0 },
    ];
    for (const progress of silent) assert.equal(withRemaining(progress, 50), progress);
    assert.equal(withRemaining(told, NaN), told);
    assert.equal(withRemaining(told, 0), told);
  });

  it('is all done where as much is done as there is, in all', () => {
    const full: Progress = { ...told, done: 100 };
    const all = [full, { ...full, done: 101 }, told, { ...full, total: null }, null];
    assert.deepEqual(all.map(isAllDone), [true, true, false, false, false]);
    assert.equal(isAllDone({ ...full, isOfPart: true }), false);
  });

  it('is told in words', () => {
    const rest = withRemaining(told, 50);
    assert.deepEqual(
      [
        describeProgress(rest, true),
        describeProgress(rest, false),
        describeProgress({ ...told, total: null, unit: null }, true),
        describeProgressShortly(rest, true),
        describeProgressShortly(rest, false),
        describeProgressShortly({ ...told, done: 101 }, true),
      ],
      [
        'step 25 of 100 (25 %), about 2m 30s left',
        'step 25 of 100 (25 %)',
        'step 25',
        '25 % · 2m 30s left',
        '25 %',
        null,
      ],
    );
  });
});
