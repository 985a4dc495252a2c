// Keeping files read: growth without a watcher, disappearance and return.
import assert from 'node:assert/strict';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nodeClock } from '../../../../src/core/ingest/nodeClock';
import { Intake } from '../../../../src/core/ingest/intake';
import { FileTail } from '../../../../src/core/ingest/tail';
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

  function follow(name: string, text: string): { tail: FileTail; values: number[]; file: string } {
    const file = path.join(folder(), name);
    writeFileSync(file, text);
    const values: number[] = [];
    const tail = new FileTail(folder(), name, lineFormat, {
      append: (_tags, { points }) => values.push(...points.values.subarray(0, points.count)),
      reset: () => {
        values.length = 0;
      },
    });
    intake.add(tail);
    return { tail, values, file };
  }

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        woken = resolve;
      });
    }
  }

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

  it('tells nobody while nothing changes', async () => {
    follow('a.lines', 'a 0 1 10\n');
    await intake.idle();
    const before = changes;
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal(changes, before);
  });
});
