// Keeping files read: growth without a watcher, disappearance and return.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nodeClock } from '../../../../src/core/ingest/nodeClock';
import { Intake } from '../../../../src/core/ingest/intake';
import { FileTail } from '../../../../src/core/ingest/tail';
import { ManualClock } from '../../../support/manualClock';
import { lineFormat } from '../../../support/lineFormat';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('intake', () => {
  const folder = useTemporaryFolder();
  let intake: Intake;
  let changes = 0;
  let woken: () => void = () => undefined;

  beforeEach(() => {
    changes = 0;
    intake = new Intake(nodeClock, 10, {
      changed: () => {
        changes++;
        woken();
      },
    });
  });

  afterEach(() => {
    intake.dispose();
  });

  function follow(
    name: string,
    text: string,
    stopsAt?: number,
  ): { tail: FileTail; values: number[]; file: string } {
    const file = path.join(folder(), name);
    writeFileSync(file, text);
    const values: number[] = [];
    const tail = new FileTail(folder(), name, lineFormat, {
      append: (_tags, { points }) => values.push(...points.values.subarray(0, points.count)),
      reset: () => {
        values.length = 0;
      },
    });
    intake.add(tail, stopsAt);
    return { tail, values, file };
  }

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        woken = resolve;
      });
    }
  }

  it('begins nothing while it is held', async () => {
    intake.setHeld(true);
    const { values } = follow('a.lines', 'a 0 1 7\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(values, []);
    intake.setHeld(false);
    await intake.idle();
    assert.deepEqual(values, [7]);
  });

  it('reads every file and says when it is idle', async () => {
    const all = Array.from({ length: 100 }, (_, i) => follow(`${i}.lines`, `a 0 1 ${i}\n`));
    await intake.idle();
    assert.deepEqual(
      all.map(({ values }) => values),
      all.map((_, i) => [i]),
    );
  });

  it('sees growth by polling alone', async () => {
    const { values, file } = follow('a.lines', 'a 0 1 10\n');
    await intake.idle();
    appendFileSync(file, 'a 1 2 11\n');
    await until(() => values.length === 2);
    assert.deepEqual(values, [10, 11]);
  });

  it('keeps what was read of a file that goes away, says so, and goes on when it returns', async () => {
    const { tail, values, file } = follow('a.lines', 'a 0 1 10\n');
    await intake.idle();
    rmSync(file);
    await until(() => intake.isMissing(file));
    assert.deepEqual(values, [10]);
    assert.equal(tail.collectProblems(true)[0]?.kind, 'fileMissing');
    writeFileSync(file, 'a 0 1 10\na 1 2 11\n');
    await until(() => values.length === 2);
    assert.deepEqual([values, tail.collectProblems(true)], [[10, 11], []]);
  });

  it('keeps what was read of a file that becomes a directory, and goes on when it is a file again', async () => {
    const { tail, values, file } = follow('a.lines', 'a 0 1 10\n');
    await intake.idle();
    rmSync(file);
    mkdirSync(file);
    await until(() => tail.collectProblems(true)[0]?.kind === 'unreadable');
    assert.deepEqual(
      [values, tail.collectProblems(true).map(({ detail }) => detail)],
      [[10], ['EISDIR']],
    );
    rmSync(file, { recursive: true });
    writeFileSync(file, 'a 0 1 10\na 1 2 11\n');
    await until(() => values.length === 2);
    assert.deepEqual([values, tail.collectProblems(true)], [[10, 11], []]);
  });

  it('does not wait for the writer of a pipe that took the place of a file', async function () {
    if (process.platform === 'win32') return this.skip();
    const { tail, file } = follow('a.lines', 'a 0 1 10\n');
    const other = follow('b.lines', 'b 0 1 20\n');
    await intake.idle();
    rmSync(file);
    execFileSync('mkfifo', [file]);
    await until(() => tail.collectProblems(true)[0]?.kind === 'unreadable');
    appendFileSync(other.file, 'b 1 2 21\n');
    await until(() => other.values.length === 2);
    assert.deepEqual(
      tail.collectProblems(true).map(({ detail }) => detail),
      ['ENOTFILE'],
    );
    assert.equal(intake.isBehind(file), false);
  });

  it('says that the name of a file is the trouble where it is not UTF-8', async () => {
    const tail = new FileTail(folder(), 'a\ufffd.lines', lineFormat, {
      append: () => undefined,
      reset: () => undefined,
    });
    intake.add(tail);
    await intake.idle();
    assert.deepEqual(
      tail.collectProblems(true).map(({ kind, detail }) => [kind, detail]),
      [['unreadable', 'EILSEQ']],
    );
  });

  it('looks at every file that is due with one poll, however many there are', async () => {
    const clock = new ManualClock(Date.now());
    intake.dispose();
    intake = new Intake(clock, 20_000, { changed: () => undefined });
    const all = Array.from({ length: 100 }, (_, i) => follow(`${i}.lines`, `a 0 1 ${i}\n`));
    await intake.idle();
    for (const { file } of all) appendFileSync(file, 'a 1 1 -1\n');
    clock.advance(20_000);
    await intake.idle();
    assert.deepEqual(
      all.map(({ values }) => values),
      all.map((_, i) => [i, -1]),
    );
  });

  it('leaves the rest of a large file unread when it is stopped, and goes on when it is asked to', async () => {
    const line = `a 0 1 1.${'0'.repeat(1_000)}\n`;
    const live = follow('live.lines', 'a 0 1 10\n');
    await intake.idle();
    const { tail, values, file } = follow('large.lines', line.repeat(8_000));
    let hasStopped = false;
    woken = () => {
      if (hasStopped || values.length === 0) return;
      hasStopped = true;
      intake.stop();
    };
    await intake.idle();
    const read = values.length;
    const isStopped = [intake.isStopped(file), intake.isBehind(file), read < 8_000];
    assert.deepEqual([...isStopped, tail.bytesRead], [true, false, true, read * line.length]);
    appendFileSync(live.file, 'a 1 1 11\n');
    await until(() => live.values.length === 2);
    intake.resume([tail]);
    await intake.idle();
    assert.deepEqual([values.length, intake.isStopped(file)], [8_000, false]);
  });

  it('stops a file where it was stopped before, when another run has it', async () => {
    const line = 'a 0 1 1.5\n';
    const whole = follow('a.lines', line);
    await intake.idle();
    assert.equal(intake.remove(whole.file), Infinity);
    const { tail, values, file } = follow('b.lines', line.repeat(400_000), 1_500_000);
    await intake.idle();
    const read = tail.bytesRead;
    assert.ok(read >= 1_500_000 && read < 2_500_000, `${read} bytes`);
    assert.deepEqual([values.length, intake.isStopped(file)], [read / line.length, true]);
    intake.resume([tail]);
    await intake.idle();
    assert.deepEqual([values.length, intake.isStopped(file)], [400_000, false]);
  });

  it('tells nobody while nothing changes', async () => {
    follow('a.lines', 'a 0 1 10\n');
    await intake.idle();
    const before = changes;
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal(changes, before);
  });
});
