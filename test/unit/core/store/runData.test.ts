// Facts about what a run knows of itself: revisions, times, ends, statistics, other kinds of series.
import assert from 'node:assert/strict';
import type { RunData } from '../../../../src/core/store/runData';
import { RunStore } from '../../../../src/core/store/store';
import { runId, SaidFile, steps, type Said } from './saidFile';

describe('the store', () => {
  it('moves its revision on with every change, and marks what changed with it', () => {
    const store = new RunStore();
    const a = store.addRun(runId('a'));
    const b = store.addRun(runId('b'));
    const file = new SaidFile(a.addFile('f'));
    const before = store.revision;
    file.say(['loss', 1, 1], ['lr', 1, 1]);
    const both = store.revision;
    file.say(['loss', 2, 1]);
    assert.ok(before < both && both < store.revision);
    assert.deepEqual(
      [a.revision, b.revision < both, [...a.series()].map(({ revision }) => revision)],
      [store.revision, true, [store.revision, both]],
    );
    const after = store.revision;
    file.say();
    assert.equal(store.revision, after, 'an append of nothing is no change');
    store.removeRun(runId('b'));
    store.removeRun(runId('b'));
    assert.deepEqual([store.revision, store.run(runId('b'))], [after + 1, undefined]);
  });

  it('marks every series of a run when a start record may have superseded its points', () => {
    const store = new RunStore();
    const run = store.addRun(runId('a'));
    const file = new SaidFile(run.addFile('f'));
    file.say(['loss', 9, 1], ['lr', 9, 1], { start: 5 });
    assert.deepEqual(
      [...run.series()].map(({ revision }) => revision),
      [store.revision, store.revision],
    );
  });

  it('counts the bytes of what it holds', () => {
    const store = new RunStore();
    const file = new SaidFile(store.addRun(runId('a')).addFile('f'));
    file.say(...steps('loss', 0, 20_000));
    // Packed values and plain columns; even steps and wall times take nothing.
    assert.ok(store.bytes > 20_000 * 4 && store.bytes < 20_000 * 12, String(store.bytes));
    store.removeRun(runId('a'));
    assert.equal(store.bytes, 0);
  });
});

describe('a run', () => {
  function runOf(...files: readonly (readonly Said[])[]): ReturnType<RunStore['addRun']> {
    const run = new RunStore().addRun(runId('run'));
    files.forEach((said, i) => new SaidFile(run.addFile(`f${i}`)).say(...said));
    return run;
  }

  it('takes its first time from the earliest first point of a file and its last from the latest, leaving out odd ones', () => {
    const run = runOf(
      [
        ['loss', 0, 1, NaN],
        ['loss', 1, 1, 50],
        ['loss', 2, 1, 40],
      ],
      [
        ['loss', 3, 1, 45],
        ['loss', 4, 1, Infinity],
      ],
    );
    assert.deepEqual([run.firstWallTime, run.lastWallTime], [45, 50]);
    const empty = runOf([['loss', 0, 1, NaN]]);
    assert.deepEqual([empty.firstWallTime, empty.lastWallTime], [null, null]);
  });

  it('has ended when the last thing in its last file is an end record', () => {
    const end = { wallTime: 70, exitCode: null, said: null, file: 'f0' };
    assert.deepEqual(runOf([...steps('loss', 0, 2), { end: 70 }]).ended, end);
    assert.equal(runOf([{ end: 70 }, ...steps('loss', 0, 2)]).ended, null);
    assert.equal(runOf([...steps('loss', 0, 2), { end: 70 }, { start: 2 }]).ended, null);
    assert.equal(runOf([...steps('loss', 0, 2), { end: 70 }], steps('loss', 3, 4)).ended, null);
    assert.deepEqual(runOf([{ end: 70 }], []).ended, end);
  });

  it('has ended where one file says so and the others do not go on after it', () => {
    const ended: Said[] = [['loss', 1, 1, 40], { end: 70 }];
    const end = { wallTime: 70, exitCode: null, said: null, file: 'f0' };
    assert.deepEqual(runOf(ended, [['acc', 1, 1, 69]]).ended, end);
    assert.deepEqual(runOf(ended, [['acc', 1, 1, NaN]]).ended, end);
    assert.equal(runOf(ended, [['acc', 1, 1, 90]]).ended, null);
    const timeless: Said[] = [['loss', 1, 1, NaN], { end: NaN }];
    assert.deepEqual(runOf(timeless, [['acc', 1, 1, 30]]).ended, { ...end, wallTime: NaN });
  });

  it('learns its rhythm from the gaps between bursts of points', () => {
    const bursts = Array.from({ length: 50 }, (_, i): Said[] => [
      ['loss', i, 0, i * 60],
      ['lr', i, 0, i * 60 + 0.1],
      ['acc', i, 0, i * 60 + 0.2],
    ]);
    assert.equal(runOf(bursts.flat()).usualGapMs(), 60_000);
    assert.equal(
      runOf([
        ['loss', 0, 0, 5],
        ['loss', 1, 0, 5.5],
      ]).usualGapMs(),
      null,
    );
    const clock: Said[] = [
      ['loss', 0, 0, 1000],
      ['loss', 1, 0, 10],
      ['loss', 2, 0, 12],
    ];
    assert.equal(runOf(clock).usualGapMs(), 2000, 'a clock that steps back is no gap');
    const pause: Said[] = [
      ['loss', 0, 0, 10],
      ['loss', 1, 0, 12],
      ['loss', 2, 0, 1e300],
    ];
    assert.equal(runOf(pause).usualGapMs(), 2000, 'a pause of a month is no rhythm');
  });

  it('tells statistics of all points in file order', () => {
    const run = runOf(
      [
        ['loss', 5, 0.1],
        ['loss', 6, NaN, NaN],
        ['loss', 7, -3],
      ],
      [
        ['loss', 6, Infinity],
        ['loss', 7, 2, NaN],
      ],
    );
    assert.deepEqual(run.find('scalar', 'loss')!.statistics(), {
      kind: 'scalar',
      tag: 'loss',
      points: 5,
      segments: 2,
      writers: 1,
      first: { step: 5, wallTime: 1005, value: 0.1 },
      last: { step: 7, wallTime: null, value: 2 },
      min: -3,
      max: 2,
      nonFinite: 2,
    });
  });

  it('tells statistics of more segments than a call may have arguments', () => {
    const run = new RunStore().addRun(runId('a'));
    for (let i = 0; i < 40; i++) {
      const file = new SaidFile(run.addFile(String(i).padStart(2, '0')));
      file.say(
        ...Array.from({ length: 4_000 }, (): Said[] => [{ start: 0 }, ['loss', 1, i]]).flat(),
      );
    }
    const { segments, min, max } = run.find('scalar', 'loss')!.statistics();
    assert.deepEqual({ segments, min, max }, { segments: 160_000, min: 0, max: 39 });
  });

  it('keeps items where their tags are, and forgets them with their file', () => {
    const run = new RunStore().addRun(runId('run'));
    const file = new SaidFile(run.addFile('f'));
    file.sayItems('image', 'samples', [0, 5]);
    file.sayItems('image', 'samples', [9]);
    file.say(['samples', 0, 1]);
    assert.deepEqual(
      [...run.series()].map(({ kind, tag, points }) => [kind, tag, points]),
      [
        ['image', 'samples', 3],
        ['scalar', 'samples', 1],
      ],
    );
    assert.deepEqual(run.find('image', 'samples')!.statistics(), {
      kind: 'image',
      tag: 'samples',
      points: 3,
      segments: 1,
      writers: 1,
      first: { step: 0, wallTime: 1000, value: null },
      last: { step: 9, wallTime: 1009, value: null },
      min: null,
      max: null,
      nonFinite: 0,
    });
    assert.deepEqual([run.points, run.lastStep], [1, 0]);
    run.removeFile('f');
    assert.deepEqual([[...run.series()], run.points], [[], 0]);
  });

  it('takes bare tensors for what another file says they are, whichever comes first', () => {
    const kindsOf = (run: RunData): unknown =>
      [...run.series()].map(({ kind, tag, points }) => [kind, tag, points]);
    const late = new RunStore().addRun(runId('run'));
    new SaidFile(late.addFile('b')).sayItems('tensor', 'weights', [2, 3], true);
    assert.deepEqual(kindsOf(late), [['tensor', 'weights', 2]]);
    new SaidFile(late.addFile('a')).sayItems('histogram', 'weights', [0, 1]);
    assert.deepEqual(kindsOf(late), [['histogram', 'weights', 4]]);
    const early = new RunStore().addRun(runId('run'));
    new SaidFile(early.addFile('a')).sayItems('histogram', 'weights', [0, 1]);
    new SaidFile(early.addFile('b')).sayItems('tensor', 'weights', [2, 3], true);
    assert.deepEqual(kindsOf(early), [['histogram', 'weights', 4]]);
    early.removeFile('a');
    assert.deepEqual(kindsOf(early), [['histogram', 'weights', 2]]);
  });

  it('keeps tensors that are said to be tensors apart from a scalar of the same tag', () => {
    const run = new RunStore().addRun(runId('run'));
    const file = new SaidFile(run.addFile('a'));
    file.sayItems('tensor', 't', [1], true);
    file.say(['t', 2, 0.5]);
    assert.deepEqual(
      [...run.series()].map(({ kind, points }) => [kind, points]),
      [
        ['tensor', 1],
        ['scalar', 1],
      ],
    );
  });
});
