// Facts in plain English: every kind of problem, state and evidence has its sentence.
import assert from 'node:assert/strict';
import {
  problemKinds,
  runStates,
  type Problem,
  type ProblemKind,
  type StateEvidence,
} from '../../../src/shared/vocabulary';
import {
  describeEvidence,
  describeProblem,
  describeProblemCount,
  describeProblemPlace,
  describeState,
} from '../../../src/shared/words';

const nowMs = 1_700_000_000_000;

function problem(kind: ProblemKind, changes: Partial<Problem> = {}): Problem {
  return { kind, file: 'a.tfevents', offset: 24, bytes: 1500, count: 1, detail: null, ...changes };
}

function evidenceOf(evidence: StateEvidence): string {
  return describeEvidence(evidence, nowMs);
}

describe('words for problems', () => {
  it('say for every kind what is wrong', () => {
    assert.deepEqual(
      Object.fromEntries(problemKinds.map((k) => [k, describeProblem(problem(k))])),
      {
        unreadable: 'Cannot be read: the reason is not known.',
        notAnEventFile: 'Named like an event file, but its content is something else.',
        emptyFile: 'The file is empty.',
        truncatedTail: 'The last record has been incomplete for long (1.5 kB of it are there).',
        corruptRecord: '1.5 kB are damaged and were skipped; reading went on behind them.',
        corruptTail: '1.5 kB at the end are damaged, and nothing readable follows.',
        badChecksum: 'The checksum is wrong; the record was read all the same.',
        undecodableRecord: 'A record of 1.5 kB is not an event and was skipped.',
        zeroHole:
          '1.5 kB of zeros stand where a record should be, as after a full disk or a power cut.',
        fileReplaced: 'The file was replaced by another one and was read again from the start.',
        fileTruncated: 'The file became shorter and was read again from the start.',
        fileMissing: 'The file is gone; what was read before is kept.',
        tooManyTags:
          'There are more tags than Trackside keeps; values of further ones are left out.',
        badWallTime: 'Events carry a wall time that is not a number.',
        copiedFile: 'A copy of another file beside it; it was not read a second time.',
      },
    );
  });

  it('say which version of a format is not known', () => {
    assert.equal(
      describeProblem(problem('notAnEventFile', { detail: '1' })),
      'Written in version 1 of its format, which Trackside does not know.',
    );
  });

  it('say what was made of wall times that are not in seconds', () => {
    assert.deepEqual(
      ['missing', 'milliseconds'].map((detail) =>
        describeProblem(problem('badWallTime', { detail })),
      ),
      [
        'Events carry no wall time, so they are not on the time axes.',
        'Wall times are in milliseconds instead of seconds; they were converted.',
      ],
    );
  });

  it('name the reason of a system error in words and by its code', () => {
    assert.deepEqual(
      ['EACCES', 'ESTALE', 'EWHATEVER'].map((detail) =>
        describeProblem(problem('unreadable', { detail })),
      ),
      [
        'Cannot be read: permission denied (EACCES).',
        'Cannot be read: the network disk lost it (ESTALE).',
        'Cannot be read: EWHATEVER.',
      ],
    );
  });

  it('tell how often a problem was seen', () => {
    assert.equal(
      describeProblem(problem('badChecksum', { count: 1200 })),
      'The checksum is wrong; the record was read all the same. Seen 1,200 times.',
    );
  });

  it('tell the place with or without a byte', () => {
    assert.deepEqual(
      [24, null].map((offset) => describeProblemPlace(problem('emptyFile', { offset }))),
      ['a.tfevents at byte 24', 'a.tfevents'],
    );
  });

  it('count problems', () => {
    assert.deepEqual([1, 3].map(describeProblemCount), ['1 problem', '3 problems']);
  });
});

describe('words for states', () => {
  it('are one word each', () => {
    assert.deepEqual(runStates.map(describeState), [
      'Starting',
      'Running',
      'Stalled',
      'Finished',
      'Failed',
      'Stopped',
      'Unknown',
    ]);
  });

  it('give the evidence for every kind', () => {
    const mlflow = { by: 'mlflow', word: 'FAILED' } as const;
    assert.deepEqual(
      [
        evidenceOf({ kind: 'noPointsYet', createdAtMs: nowMs - 5000 }),
        evidenceOf({ kind: 'growing', lastGrowthAtMs: nowMs - 3000, usualGapMs: 2000 }),
        evidenceOf({ kind: 'growing', lastGrowthAtMs: nowMs - 10, usualGapMs: null }),
        evidenceOf({
          kind: 'silent',
          lastGrowthAtMs: nowMs - 1_200_000,
          usualGapMs: 10_000,
          thresholdMs: 150_000,
        }),
        evidenceOf({ kind: 'endRecord', endedAtMs: nowMs - 7_200_000, exitCode: null }),
        evidenceOf({ kind: 'endRecord', endedAtMs: null, exitCode: 1 }),
        evidenceOf({ kind: 'endRecord', endedAtMs: null, exitCode: 1, by: 'wandb' }),
        evidenceOf({ ...{ kind: 'endRecord', endedAtMs: nowMs, exitCode: null }, ...mlflow }),
        evidenceOf({ kind: 'endRecord', endedAtMs: null, exitCode: null, by: 'csv' }),
        evidenceOf({ kind: 'noEndRecord', lastGrowthAtMs: nowMs - 3 * 86_400_000 }),
        evidenceOf({ kind: 'noEndRecord', lastGrowthAtMs: 0 }),
      ],
      [
        'Nothing logged yet; created 5 s ago.',
        'Last data 3 s ago, usually every 2 s.',
        'Last data just now.',
        'No data for 20m, usually every 10 s. It counts as stalled after 2m 30s of silence.',
        'The log says that the run ended 2 h ago.',
        'The log says that the run ended with exit code 1.',
        'W&B says that the run ended with exit code 1.',
        'MLflow says that the run ended just now: FAILED.',
        'The log says that the run ended.',
        'Last data 3 d ago; the log does not say how the run ended.',
        'There is no log file that could be looked at.',
      ],
    );
  });

  it('take a clock that lags behind for now', () => {
    assert.equal(
      evidenceOf({ kind: 'growing', lastGrowthAtMs: nowMs + 60_000, usualGapMs: null }),
      'Last data just now.',
    );
  });
});
