// Facts about processes that write into one run at the same time: who is told apart, and that none runs over another.
import assert from 'node:assert/strict';
import type { RunData } from '../../../../src/core/store/runData';
import { RunStore } from '../../../../src/core/store/store';
import { randomFrom } from './random';
import { runId, SaidFile, steps, type Said } from './saidFile';

interface Shown {
  readonly file: string;
  readonly writer: number;
  readonly visible: string;
  readonly ghost: string;
}

function newRun(): RunData {
  return new RunStore().addRun(runId('run'));
}

/** Points of `loss` at the steps, one a second from `startTime` on whatever the first step is. */
function at(startTime: number, from: number, to: number): Said[] {
  return steps('loss', from, to).map((said, i) => {
    const [tag, step, value] = said as [string, number, number];
    return [tag, step, value, startTime + i];
  });
}

function runOf(files: Readonly<Record<string, readonly Said[]>>): RunData {
  const run = newRun();
  for (const [key, said] of Object.entries(files)) new SaidFile(run.addFile(key)).say(...said);
  return run;
}

/** First and last step of what each segment shows and hides. */
function shown(run: RunData, tag = 'loss'): Shown[] {
  return (run.find('scalar', tag)?.segments() ?? []).map((segment) => {
    const span = (from: number, to: number): string =>
      from < to ? `${segment.stepAt(from)}–${segment.stepAt(to - 1)}` : '';
    return {
      file: segment.file.key,
      writer: segment.writer,
      visible: span(0, segment.visible),
      ghost: span(segment.visible, segment.count),
    };
  });
}

describe('writers of one run', () => {
  it('trap 11: are told apart where files grow together, and none supersedes the other', () => {
    const run = runOf({ f1: at(1000, 0, 99), f2: at(1001, 0, 99) });
    assert.deepEqual(shown(run), [
      { file: 'f1', writer: 0, visible: '0–99', ghost: '' },
      { file: 'f2', writer: 1, visible: '0–99', ghost: '' },
    ]);
    assert.deepEqual([run.writers, run.find('scalar', 'loss')!.statistics().writers], [2, 2]);
  });

  it('trap 9: are one where a file begins after the other has ended, or nearly', () => {
    for (const start of [1010, 1008, 1005]) {
      const run = runOf({ f1: at(1000, 0, 9), f2: at(start, 5, 12) });
      assert.deepEqual(shown(run), [
        { file: 'f1', writer: 0, visible: '0–4', ghost: '5–9' },
        { file: 'f2', writer: 0, visible: '5–12', ghost: '' },
      ]);
    }
  });

  it('are each followed through a restart of all, and superseded by themselves alone', () => {
    const run = runOf({
      a1: at(1000, 0, 99),
      a2: at(1000.5, 0, 97),
      b1: at(2000, 50, 80),
      b2: at(2001, 60, 80),
    });
    assert.deepEqual(shown(run), [
      { file: 'a1', writer: 0, visible: '0–49', ghost: '50–99' },
      { file: 'a2', writer: 1, visible: '0–59', ghost: '60–97' },
      { file: 'b1', writer: 0, visible: '50–80', ghost: '' },
      { file: 'b2', writer: 1, visible: '60–80', ghost: '' },
    ]);
  });

  it('are continued by the one that ended last', () => {
    const run = runOf({ a1: at(1000, 0, 20), a2: at(1001, 0, 900), b: at(3000, 500, 600) });
    assert.deepEqual(
      shown(run).map(({ writer, ghost }) => [writer, ghost]),
      [
        [0, ''],
        [1, '500–900'],
        [1, ''],
      ],
    );
  });

  it('are not told apart where they share no tag, and a restart supersedes only its own tags', () => {
    const evaluator = (from: number, to: number): Said[] =>
      Array.from({ length: 20 }, (_, i): Said => ['eval', i, i, from + ((to - from) * i) / 19]);
    const run = runOf({
      a: at(1000, 0, 99),
      e: evaluator(1010, 1900),
      b: [{ start: 50 }, ...at(1500, 50, 80)],
    });
    assert.deepEqual(shown(run, 'eval'), [{ file: 'e', writer: 0, visible: '0–19', ghost: '' }]);
    assert.deepEqual(
      shown(run).map(({ writer, visible }) => [writer, visible]),
      [
        [0, '0–49'],
        [0, '50–80'],
      ],
    );
    assert.equal(run.writers, 1);
  });

  it('trap 7: become two when a file that was thought finished grows again', () => {
    const run = newRun();
    const first = new SaidFile(run.addFile('f1'));
    const second = new SaidFile(run.addFile('f2'));
    first.say(...at(1000, 0, 9));
    second.say(...at(1020, 5, 30));
    const series = run.find('scalar', 'loss')!;
    assert.deepEqual([series.writers, shown(run)[0]?.ghost], [1, '5–9']);
    const before = series.revision;
    first.say(...at(1026, 10, 10));
    assert.deepEqual(
      [series.writers, shown(run)[0]],
      [2, { file: 'f1', writer: 0, visible: '0–10', ghost: '' }],
    );
    assert.ok(series.revision > before);
    assert.equal(run.lastStep, 30);
  });

  it('tell a tag that did not grow itself that its files are now concurrent', () => {
    const run = newRun();
    const first = new SaidFile(run.addFile('f1'));
    const second = new SaidFile(run.addFile('f2'));
    first.say(['once', 7, 1, 1000], ['loss', 7, 1, 1000]);
    second.say(['once', 3, 2, 1020], ['loss', 3, 2, 1020]);
    const once = run.find('scalar', 'once')!;
    assert.deepEqual([once.writers, shown(run, 'once')[0]?.visible], [1, '']);
    const before = once.revision;
    first.say(['loss', 8, 1, 1100]);
    assert.deepEqual([once.writers, shown(run, 'once')[0]?.visible], [2, '7–7']);
    assert.ok(once.revision > before);
  });

  it('trap 12: are not told apart by clocks that say nothing', () => {
    const without = (said: readonly Said[], time: number): Said[] =>
      said.map((one) => {
        const [tag, step, value] = one as [string, number, number];
        return [tag, step, value, time];
      });
    for (const time of [NaN, 0, -5, Infinity, 1500]) {
      const run = runOf({
        f1: without(steps('loss', 0, 9), time),
        f2: without(steps('loss', 5, 12), time),
      });
      assert.deepEqual([run.writers, shown(run)[0]?.ghost], [1, '5–9'], String(time));
    }
  });

  it('are one where file names lie the other way round in time', () => {
    const run = runOf({ f1: at(2000, 0, 9), f2: at(1000, 5, 12) });
    assert.deepEqual([run.writers, shown(run)[0]?.ghost], [1, '5–9']);
  });

  it('are superseded by a start record of another file only if they had ended before it', () => {
    const other: Said[] = [{ start: 5 }, ['other', 5, 1, 1050], ['other', 6, 1, 1200]];
    const ended = runOf({ f1: at(1000, 0, 9), f2: other });
    assert.deepEqual(shown(ended)[0]?.ghost, '5–9');
    const going = runOf({ f1: at(1000, 0, 99), f2: other });
    assert.deepEqual(shown(going)[0]?.ghost, '');
  });

  it('are as many as are told apart, up to a bound', () => {
    const run = newRun();
    for (let i = 0; i < 300; i++) {
      new SaidFile(run.addFile(String(i).padStart(3, '0'))).say(...at(1000 + i / 100, 0, 60));
    }
    assert.equal(run.writers, 256);
  });

  it('trap 31: leave the last word on what a tag means to the newest file that says it', () => {
    const run = newRun();
    const say = (key: string, said: number | null): void => {
      const file = new SaidFile(run.addFile(key));
      file.sayItems('hparams', 'session', [0]);
      file.tags[0]!.metadata = said === null ? null : Uint8Array.of(said);
      file.sayItems('hparams', 'session', [1]);
    };
    const metadata = (): Uint8Array | null | undefined => run.find('hparams', 'session')?.metadata;
    say('f2', 2);
    say('f1', 1);
    say('f3', null);
    assert.deepEqual(metadata(), Uint8Array.of(2));
    run.removeFile('f2');
    say('f2', 4);
    assert.deepEqual(metadata(), Uint8Array.of(4));
  });

  it('come out the same in whatever order files arrive and grow, and after a file was read anew', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = randomFrom(seed);
      const files = randomFiles(random);
      const whole = runOf(files);
      const mixed = newRun();
      const keys = Object.keys(files);
      const open = new Map<string, { readonly file: SaidFile; at: number }>();
      while ([...open.values()].some(({ at: place }) => place >= 0) || open.size < keys.length) {
        const key = keys[Math.floor(random() * keys.length)]!;
        const known = open.get(key) ?? { file: new SaidFile(mixed.addFile(key)), at: 0 };
        open.set(key, known);
        if (known.at < 0) continue;
        if (random() < 0.05) {
          mixed.removeFile(key);
          open.set(key, { file: new SaidFile(mixed.addFile(key)), at: 0 });
          continue;
        }
        const said = files[key]!;
        const to = known.at + 1 + Math.floor(random() * 12);
        known.file.say(...said.slice(known.at, to));
        known.at = to >= said.length ? -1 : to;
        // Asking in between must not leave anything behind.
        if (random() < 0.3) shown(mixed);
      }
      for (const tag of ['loss', 'eval']) {
        assert.deepEqual(shown(mixed, tag), shown(whole, tag), `seed ${seed}`);
      }
      assert.deepEqual(factsOf(mixed), factsOf(whole), `seed ${seed}`);
    }
  });
});

function factsOf(run: RunData): unknown {
  return [run.points, run.starts, run.writers, run.firstWallTime, run.lastStep, run.downtimes];
}

/** Processes one after the other and at the same time, with start records, rewinds and odd clocks. */
function randomFiles(random: () => number): Record<string, Said[]> {
  const files: Record<string, Said[]> = {};
  let time = 1000;
  for (let i = 0; i < 5; i++) {
    time += random() < 0.5 ? 0 : 200 * random() - 90;
    let now = time;
    let step = Math.floor(random() * 30);
    files[`f${i}`] = Array.from({ length: 5 + Math.floor(random() * 40) }, (): Said => {
      now += random() * 8;
      if (random() < 0.04) return { start: Math.floor(random() * 30) };
      step = random() < 0.04 ? Math.floor(random() * step) : step + 1;
      const clock = random() < 0.05 ? [NaN, 0, now - 300][Math.floor(random() * 3)]! : now;
      return [random() < 0.8 ? 'loss' : 'eval', step, random(), clock];
    });
    if (random() < 0.5) time = now;
  }
  return files;
}
