// Facts about resumed runs: which points a later start supersedes, and that nothing is forgotten.
import assert from 'node:assert/strict';
import { RunStore } from '../../../../src/core/store/store';
import type { RunData } from '../../../../src/core/store/runData';
import { maxRewindsPerTag } from '../../../../src/core/store/fileStarts';
import { randomFrom } from './random';
import { runId, SaidFile, steps, type Said } from './saidFile';

function newRun(): RunData {
  return new RunStore().addRun(runId('run'));
}

function runOf(...files: readonly (readonly Said[])[]): RunData {
  const run = newRun();
  files.forEach((said, i) => new SaidFile(run.addFile(`f${i + 1}`), 1000 * (i + 1)).say(...said));
  return run;
}

interface Shown {
  readonly number: number;
  readonly visible: readonly number[];
  readonly ghost: readonly number[];
}

/** The steps of each segment of a tag. */
function segmentsOf(run: RunData, tag = 'loss'): Shown[] {
  return [...(run.find('scalar', tag)?.segments() ?? [])].map((segment) => {
    const all = Array.from({ length: segment.count }, (_, i) => segment.stepAt(i));
    return {
      number: segment.number,
      visible: all.slice(0, segment.visible),
      ghost: all.slice(segment.visible),
    };
  });
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

const resumedAtFive: Shown[] = [
  { number: 0, visible: range(0, 4), ghost: range(5, 9) },
  { number: 1, visible: range(5, 12), ghost: [] },
];

describe('segments of a resumed run', () => {
  it('begin with each file, and supersede earlier points from their first step on', () => {
    const run = runOf(steps('loss', 0, 9), steps('loss', 5, 12, 100));
    assert.deepEqual(segmentsOf(run), resumedAtFive);
    assert.deepEqual(
      { points: run.points, starts: run.starts, lastStep: run.lastStep },
      { points: 18, starts: 2, lastStep: 12 },
    );
    assert.deepEqual(run.find('scalar', 'loss')!.last(), { step: 12, wallTime: 2012, value: 112 });
  });

  it('are the same with a start record in the second file, or in both', () => {
    const later: Said[] = [{ start: 5 }, ...steps('loss', 5, 12)];
    assert.deepEqual(segmentsOf(runOf(steps('loss', 0, 9), later)), resumedAtFive);
    const earlier: Said[] = [{ start: 0 }, ...steps('loss', 0, 9)];
    assert.deepEqual(segmentsOf(runOf(earlier, later)), resumedAtFive);
  });

  it('begin in one file where the step goes back', () => {
    const run = runOf([...steps('loss', 0, 9), ...steps('loss', 5, 12)]);
    assert.deepEqual(segmentsOf(run), resumedAtFive);
    assert.equal(run.starts, 2);
  });

  it('do not begin at equal steps', () => {
    const run = runOf(Array.from({ length: 10 }, (_, i): Said => ['loss', 0, i]));
    assert.deepEqual(segmentsOf(run), [
      { number: 0, visible: Array<number>(10).fill(0), ghost: [] },
    ]);
  });

  it('begin at a start record within a file even where no step goes back', () => {
    const run = runOf([...steps('loss', 0, 3), { start: 4 }, ...steps('loss', 4, 6)]);
    assert.deepEqual(segmentsOf(run), [
      { number: 0, visible: range(0, 3), ghost: [] },
      { number: 1, visible: range(4, 6), ghost: [] },
    ]);
  });

  it('lose the points from a start record on even if the tag is not logged again', () => {
    const run = runOf(
      [...steps('loss', 0, 9), ...steps('eval', 0, 9)],
      [{ start: 5 }, ...steps('loss', 5, 6)],
    );
    assert.deepEqual(segmentsOf(run, 'eval'), [
      { number: 0, visible: range(0, 4), ghost: range(5, 9) },
    ]);
    assert.equal(run.lastStep, 6);
  });

  it('count one start for start records without points between them, from the lowest step', () => {
    const run = runOf(steps('loss', 0, 9), [{ start: 7 }, { start: 5 }, ['loss', 8, 0]]);
    assert.deepEqual(segmentsOf(run), [
      { number: 0, visible: range(0, 4), ghost: range(5, 9) },
      { number: 1, visible: [8], ghost: [] },
    ]);
    assert.equal(run.starts, 2);
  });

  it('share a start among tags that go back together, and leave alone a tag that does not', () => {
    const run = runOf([
      ...steps('loss', 0, 9),
      ...steps('lr', 0, 9),
      ['best', 3, 0],
      ...steps('loss', 5, 6),
      ...steps('lr', 5, 6),
      ['best', 6, 0],
      ...steps('loss', 2, 3),
    ]);
    const numbers = (tag: string): number[] => segmentsOf(run, tag).map(({ number }) => number);
    assert.deepEqual([numbers('loss'), numbers('lr'), numbers('best')], [[0, 1, 2], [0, 1], [0]]);
    assert.deepEqual(segmentsOf(run), [
      { number: 0, visible: [0, 1], ghost: range(2, 9) },
      { number: 1, visible: [], ghost: [5, 6] },
      { number: 2, visible: [2, 3], ghost: [] },
    ]);
  });

  it('stay in the order of file names whatever the order of arrival and growth', () => {
    const run = newRun();
    const second = new SaidFile(run.addFile('f2'), 2000);
    second.say(...steps('loss', 5, 9));
    const first = new SaidFile(run.addFile('f1'));
    first.say(...steps('loss', 0, 3));
    first.say(...steps('loss', 4, 7));
    second.say(...steps('loss', 10, 12));
    assert.deepEqual(segmentsOf(run), [
      { number: 0, visible: range(0, 4), ghost: [5, 6, 7] },
      { number: 1, visible: range(5, 12), ghost: [] },
    ]);
  });

  it('are forgotten with their file, and come back with its replacement', () => {
    const run = runOf(steps('loss', 0, 9), [...steps('loss', 5, 12), ['extra', 1, 1]]);
    run.removeFile('f2');
    assert.deepEqual(segmentsOf(run), [{ number: 0, visible: range(0, 9), ghost: [] }]);
    assert.deepEqual(
      [[...run.series()].map(({ tag }) => tag), run.points, run.starts],
      [['loss'], 10, 1],
    );
    new SaidFile(run.addFile('f2')).say(...steps('loss', 8, 9));
    assert.deepEqual(segmentsOf(run)[0], { number: 0, visible: range(0, 7), ghost: [8, 9] });
  });

  it('take nothing more from a writer whose file was removed', () => {
    const run = newRun();
    const file = new SaidFile(run.addFile('f'));
    file.say(...steps('loss', 0, 3));
    run.removeFile('f');
    file.say(...steps('loss', 4, 6));
    assert.deepEqual([run.points, [...run.series()]], [0, []]);
  });

  it('do not count a file without points as a start', () => {
    const run = newRun();
    new SaidFile(run.addFile('f1')).say();
    new SaidFile(run.addFile('f2')).say(...steps('loss', 0, 1));
    assert.deepEqual([run.starts, segmentsOf(run)[0]!.number], [1, 0]);
  });

  it('end with jitter: after many rewinds the rest is one segment in the order of steps', () => {
    const random = randomFrom(3);
    const said = Array.from({ length: 3000 }, (_, i): Said => [
      'loss',
      Math.floor(random() * 1000),
      i,
    ]);
    const run = runOf(said);
    const segments = segmentsOf(run);
    assert.equal(segments.length, maxRewindsPerTag + 1);
    const last = segments.at(-1)!;
    assert.deepEqual(
      [...last.visible, ...last.ghost],
      [...last.visible].sort((a, b) => a - b),
    );
    assert.equal(
      segments.reduce((sum, { visible, ghost }) => sum + visible.length + ghost.length, 0),
      3000,
    );
    const line = segments.flatMap(({ visible }) => visible);
    assert.deepEqual(
      line,
      [...line].sort((a, b) => a - b),
    );
  });

  it('never exceed a bound that a hostile file could ask for', () => {
    const said = Array.from({ length: 10_000 }, (_, i): Said[] => [['loss', i, 0], { start: 0 }]);
    const run = runOf(said.flat());
    assert.deepEqual([run.starts, run.points], [4096, 10_000]);
  });

  it('do not hold a point whose step is not a number', () => {
    const run = runOf([
      ['loss', 1, 1],
      ['loss', NaN, 2],
      ['loss', 2, 3],
    ]);
    assert.deepEqual(segmentsOf(run), [{ number: 0, visible: [1, 2], ghost: [] }]);
  });

  it('are the same however the file is cut into appends', () => {
    const random = randomFrom(9);
    const said: Said[] = Array.from({ length: 400 }, (): Said => {
      const kind = random();
      if (kind < 0.02) return { start: Math.floor(random() * 50) };
      return [kind < 0.5 ? 'loss' : 'lr', Math.floor(random() * 60), random()];
    });
    const whole = runOf(said);
    const run = newRun();
    const file = new SaidFile(run.addFile('f1'));
    for (let i = 0; i < said.length;) {
      const n = 1 + Math.floor(random() * 9);
      file.say(...said.slice(i, i + n));
      i += n;
    }
    for (const tag of ['loss', 'lr']) {
      assert.deepEqual(segmentsOf(run, tag), segmentsOf(whole, tag));
    }
  });
});
