// States of runs and the evidence behind them.
import assert from 'node:assert/strict';
import {
  decideRunState,
  nextStateChangeMs,
  type RunLife,
} from '../../../../src/core/model/runState';

const now = 1_700_000_000_000;

function facts(changes: Partial<RunLife>): RunLife {
  return {
    points: 10,
    createdAtMs: now - 3_600_000,
    lastGrowthAtMs: now - 1_000,
    endWallTime: null,
    exitCode: null,
    usualGapMs: 2_000,
    heldBackMs: 120_000,
    writerGoneAtMs: null,
    alwaysSaysEnd: false,
    isAllDone: false,
    ...changes,
  };
}

describe('run state', () => {
  it('is starting while fresh files hold no point', () => {
    assert.deepEqual(decideRunState(facts({ points: 0, createdAtMs: now - 5_000 }), now), {
      state: 'starting',
      evidence: { kind: 'noPointsYet', createdAtMs: now - 5_000 },
    });
  });

  it('is running while data arrived within what writers may hold back', () => {
    assert.deepEqual(decideRunState(facts({ lastGrowthAtMs: now - 149_000 }), now), {
      state: 'running',
      evidence: { kind: 'growing', lastGrowthAtMs: now - 149_000, usualGapMs: 2_000 },
    });
  });

  it('has stopped when its writer is gone, and failed where that would have said an end', () => {
    const gone = { writerGoneAtMs: now - 500 };
    const evidence = { kind: 'writerGone', goneAtMs: now - 500 };
    assert.deepEqual(
      [gone, { ...gone, alwaysSaysEnd: true }].map((one) => decideRunState(facts(one), now)),
      [
        { state: 'stopped', evidence: { ...evidence, alwaysSaysEnd: false } },
        { state: 'failed', evidence: { ...evidence, alwaysSaysEnd: true } },
      ],
    );
    assert.equal(
      decideRunState(facts({ ...gone, endWallTime: now / 1000 }), now).state,
      'finished',
    );
    assert.equal(nextStateChangeMs(facts(gone), now), null);
  });

  it('has finished when all is done and its writer is gone, or silent for long', () => {
    const done = { isAllDone: true, lastGrowthAtMs: now - 500 };
    const evidence = { kind: 'allDone', lastGrowthAtMs: now - 500 };
    const states = [
      decideRunState(facts({ ...done, writerGoneAtMs: now }), now),
      decideRunState(facts(done), now),
      decideRunState(facts(done), now + 150_000),
    ];
    assert.deepEqual(
      [states[0], states[1]?.state, states[2]],
      [{ state: 'finished', evidence }, 'running', { state: 'finished', evidence }],
    );
    assert.equal(nextStateChangeMs(facts(done), now + 150_000), null);
  });

  it('waits longer for writers that keep more to themselves', () => {
    const held = facts({ lastGrowthAtMs: now - 600_000, heldBackMs: 600_000 });
    assert.equal(decideRunState(held, now).state, 'running');
    assert.equal(decideRunState(held, now + 30_001).state, 'stalled');
  });

  it('waits longer for a run that logs rarely', () => {
    const rare = facts({ lastGrowthAtMs: now - 400_000, usualGapMs: 100_000 });
    assert.equal(decideRunState(rare, now).state, 'running');
  });

  it('is stalled after unusual silence and says what would be usual', () => {
    assert.deepEqual(decideRunState(facts({ lastGrowthAtMs: now - 200_000 }), now), {
      state: 'stalled',
      evidence: {
        kind: 'silent',
        lastGrowthAtMs: now - 200_000,
        usualGapMs: 2_000,
        thresholdMs: 150_000,
      },
    });
  });

  it('is unknown after long silence without an end record', () => {
    assert.deepEqual(decideRunState(facts({ lastGrowthAtMs: now - 86_400_000 }), now), {
      state: 'unknown',
      evidence: { kind: 'noEndRecord', lastGrowthAtMs: now - 86_400_000 },
    });
  });

  it('never calls an old file without points starting or stalled', () => {
    const empty = facts({ points: 0, lastGrowthAtMs: now - 300_000 });
    assert.equal(decideRunState(empty, now).state, 'unknown');
  });

  it('is finished when the files say so, however fresh', () => {
    assert.deepEqual(decideRunState(facts({ endWallTime: 1_699_999_999 }), now), {
      state: 'finished',
      evidence: { kind: 'endRecord', endedAtMs: 1_699_999_999_000, exitCode: null },
    });
    const code = (exitCode: number) => decideRunState(facts({ endWallTime: NaN, exitCode }), now);
    assert.deepEqual(
      [code(0), code(255)],
      [
        { state: 'finished', evidence: { kind: 'endRecord', endedAtMs: null, exitCode: 0 } },
        { state: 'failed', evidence: { kind: 'endRecord', endedAtMs: null, exitCode: 255 } },
      ],
    );
  });

  it('knows when silence will next matter', () => {
    const running = facts({ lastGrowthAtMs: now - 1_000 });
    const stalled = facts({ lastGrowthAtMs: now - 200_000 });
    const old = facts({ lastGrowthAtMs: now - 86_400_000 });
    assert.deepEqual(
      [running, stalled, old].map((each) => nextStateChangeMs(each, now)),
      [now + 149_000, now + 1_300_000, null],
    );
  });
});
